package io.mediajobs.standin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The arithmetic of the request signature "V5", written from its public description. */
final class Signature {

  private Signature() {}

  /**
   * The hexadecimal signature of a request.
   *
   * @param secretKey the secret half of the key
   * @param keyTime {@code <start>;<end>} in unix seconds
   * @param request method and decoded path count
   * @param parameters already {@link #canonical}
   * @param headers the signed ones, already {@link #canonical}
   */
  static String of(
      String secretKey,
      String keyTime,
      Request request,
      SortedMap<String, String> parameters,
      SortedMap<String, String> headers) {
    String httpString =
        request.method().toLowerCase(Locale.ROOT)
            + "\n"
            + request.path()
            + "\n"
            + joined(parameters)
            + "\n"
            + joined(headers)
            + "\n";
    String stringToSign = "sha1\n" + keyTime + "\n" + sha1(httpString) + "\n";
    return hmac(hmac(secretKey, keyTime), stringToSign);
  }

  /** Names and values as they are signed: encoded, names in lower case and in order. */
  static SortedMap<String, String> canonical(Map<String, String> pairs) {
    SortedMap<String, String> canonical = new TreeMap<>();
    pairs.forEach(
        (name, value) ->
            canonical.put(encode(name.strip()).toLowerCase(Locale.ROOT), encode(value.strip())));
    return canonical;
  }

  /** Percent-encodes all but letters, digits and {@code -_.~}. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String joined(SortedMap<String, String> pairs) {
    StringBuilder text = new StringBuilder();
    pairs.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(value));
    return text.toString();
  }

  private static String sha1(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hmac(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
