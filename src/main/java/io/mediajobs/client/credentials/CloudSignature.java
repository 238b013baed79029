package io.mediajobs.client.credentials;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a request to the vendor's cloud API, which has another scheme than its object
 * store: TC3-HMAC-SHA256. A pure function; the example of the vendor's page gives the same value.
 */
final class CloudSignature {

  private static final String ALGORITHM = "TC3-HMAC-SHA256";
  private static final String SIGNED = "content-type;host";
  private static final String LAST = "tc3_request";

  private CloudSignature() {}

  /**
   * Signs a {@code POST} to the root path.
   *
   * @param service the first part of the host, {@code sts}
   * @param contentType as it is sent
   * @param host the {@code Host} header
   * @return the value of the {@code Authorization} header
   */
  static String authorization(
      String service,
      String contentType,
      String host,
      String body,
      Credentials credentials,
      Instant time) {
    String date = time.atZone(ZoneOffset.UTC).toLocalDate().toString();
    String scope = date + "/" + service + "/" + LAST;
    String request =
        String.join(
            "\n",
            "POST",
            "/",
            "",
            "content-type:" + contentType,
            "host:" + host,
            "",
            SIGNED,
            digest(body));
    String toSign =
        String.join("\n", ALGORITHM, Long.toString(time.getEpochSecond()), scope, digest(request));
    byte[] key = hmac(utf8("TC3" + credentials.secretKey()), date);
    byte[] signature = hmac(hmac(hmac(key, service), LAST), toSign);
    return ALGORITHM
        + " Credential="
        + credentials.secretId()
        + "/"
        + scope
        + ", SignedHeaders="
        + SIGNED
        + ", Signature="
        + HexFormat.of().formatHex(signature);
  }

  private static String digest(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8(text)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", impossible);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
