package io.mediajobs.client.http;

import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding as the signature prescribes it: RFC 3986 over UTF-8 with upper-case digits. The
 * request line uses it too, so that what is signed is what is sent.
 */
public final class Percent {

  private static final String DIGITS = "0123456789ABCDEF";

  private Percent() {}

  /** Encodes everything but letters, digits and {@code - _ . ~}. */
  public static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved(octet)) {
        encoded.append((char) octet);
      } else {
        encoded
            .append('%')
            .append(DIGITS.charAt((octet >> 4) & 0xf))
            .append(DIGITS.charAt(octet & 0xf));
      }
    }
    return encoded.toString();
  }

  /** Encodes a path and keeps its slashes. */
  public static String encodePath(String path) {
    return encode(path).replace("%2F", "/");
  }

  private static boolean isUnreserved(byte octet) {
    return (octet >= 'a' && octet <= 'z')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= '0' && octet <= '9')
        || octet == '-'
        || octet == '_'
        || octet == '.'
        || octet == '~';
  }
}
