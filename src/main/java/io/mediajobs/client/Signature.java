package io.mediajobs.client;

import io.mediajobs.client.credentials.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hc.core5.net.PercentCodec;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a request, version 5 of the COS XML scheme, which Cloud Infinite shares
 * ("Request Signature" in the vendor's API documentation). A pure function; the vendor's own signer
 * gives the same values.
 */
final class Signature {

  /** Headers that are signed beside {@code x-cos-…}, {@code x-ci-…} and {@code if-…}. */
  private static final Predicate<String> SIGNED =
      Set.of(
              "cache-control",
              "content-disposition",
              "content-encoding",
              "content-length",
              "content-md5",
              "content-type",
              "expect",
              "expires",
              "host",
              "origin",
              "pic-operations",
              "range",
              "transfer-encoding")
          ::contains;

  private Signature() {}

  /**
   * The time within which a signature counts.
   *
   * @param start inclusive, whole seconds
   * @param end when the signature expires, whole seconds
   */
  record KeyTime(Instant start, Instant end) {

    private static final Duration SLACK = Duration.ofMinutes(1);
    private static final Duration LENGTH = Duration.ofMinutes(10);

    /**
     * From a minute ago, in case our clock is ahead, for ten minutes: every request is signed anew,
     * so a short life costs nothing.
     */
    static KeyTime around(Instant now) {
      Instant start = now.minus(SLACK);
      return new KeyTime(start, start.plus(LENGTH));
    }

    @Override
    public String toString() {
      return start.getEpochSecond() + ";" + end.getEpochSecond();
    }
  }

  /**
   * Signs a request.
   *
   * @param path the decoded path, {@code /jobs/a,b}
   * @param params the query parameters, decoded; a null value stands for a parameter without one
   * @param headers the headers as they are sent; those that the scheme does not sign are passed
   *     over
   * @return the value of the {@code Authorization} header
   */
  static String authorization(
      String method,
      String path,
      Map<String, @Nullable String> params,
      Map<String, String> headers,
      Credentials credentials,
      KeyTime time) {
    SortedMap<String, String> signedParams = encoded(params, name -> true);
    SortedMap<String, String> signedHeaders = encoded(headers, Signature::isSigned);
    String request =
        method.toLowerCase(Locale.ROOT)
            + "\n"
            + path
            + "\n"
            + pairs(signedParams)
            + "\n"
            + pairs(signedHeaders)
            + "\n";
    String toSign = "sha1\n" + time + "\n" + sha1(request) + "\n";
    String signature = hmac(hmac(credentials.secretKey(), time.toString()), toSign);
    return "q-sign-algorithm=sha1&q-ak="
        + credentials.secretId()
        + "&q-sign-time="
        + time
        + "&q-key-time="
        + time
        + "&q-header-list="
        + String.join(";", signedHeaders.keySet())
        + "&q-url-param-list="
        + String.join(";", signedParams.keySet())
        + "&q-signature="
        + signature;
  }

  private static boolean isSigned(String name) {
    return SIGNED.test(name)
        || name.startsWith("x-cos-")
        || name.startsWith("x-ci-")
        || name.startsWith("if-");
  }

  private static SortedMap<String, String> encoded(
      Map<String, ? extends @Nullable String> pairs, Predicate<String> included) {
    SortedMap<String, String> encoded = new TreeMap<>();
    pairs.forEach(
        (name, value) -> {
          String key = encoded(name).toLowerCase(Locale.ROOT);
          if (included.test(key)) {
            encoded.put(key, value == null ? "" : encoded(value));
          }
        });
    return encoded;
  }

  private static String encoded(String text) {
    return PercentCodec.RFC3986.encode(text.trim());
  }

  private static String pairs(SortedMap<String, String> encoded) {
    return encoded.entrySet().stream()
        .map(pair -> pair.getKey() + "=" + pair.getValue())
        .collect(Collectors.joining("&"));
  }

  private static String hmac(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has HmacSHA1", impossible);
    }
  }

  private static String sha1(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-1", impossible);
    }
  }
}
