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
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Predicate;
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
  private static final Set<String> SIGNED =
      Set.of(
          ("cache-control content-disposition content-encoding content-length content-md5"
                  + " content-type expect expires host origin pic-operations range"
                  + " transfer-encoding")
              .split(" "));

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
    String verb = method.toLowerCase(Locale.ROOT);
    String request = lines(verb, path, pairs(signedParams), pairs(signedHeaders));
    String signedTime = time.toString();
    return String.join(
        "&",
        "q-sign-algorithm=sha1",
        "q-ak=" + credentials.secretId(),
        "q-sign-time=" + signedTime,
        "q-key-time=" + signedTime,
        "q-header-list=" + String.join(";", signedHeaders.keySet()),
        "q-url-param-list=" + String.join(";", signedParams.keySet()),
        "q-signature=" + signature(credentials.secretKey(), signedTime, request));
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  private static boolean isSigned(String name) {
    return SIGNED.contains(name)
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
    String trimmed = text.trim();
    // Most names and values stay as they are, and to see that takes less than to write them anew.
    return trimmed.chars().allMatch(Signature::isUnreserved)
        ? trimmed
        : PercentCodec.RFC3986.encode(trimmed);
  }

  /** By RFC 3986, section 2.3. */
  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  private static String pairs(SortedMap<String, String> encoded) {
    StringJoiner pairs = new StringJoiner("&");
    encoded.forEach((name, value) -> pairs.add(name + "=" + value));
    return pairs.toString();
  }

  private static String signature(String secretKey, String time, String request) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(utf8(request));
      String toSign = lines("sha1", time, HexFormat.of().formatHex(digest));
      Mac mac = Mac.getInstance("HmacSHA1");
      return hmac(mac, hmac(mac, secretKey, time), toSign);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-1 and HmacSHA1", impossible);
    }
  }

  private static String hmac(Mac mac, String key, String text) throws GeneralSecurityException {
    mac.init(new SecretKeySpec(utf8(key), "HmacSHA1"));
    return HexFormat.of().formatHex(mac.doFinal(utf8(text)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
