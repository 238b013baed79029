package io.mediajobs.transform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Date;

/** Writes single values as JSON has them, times as texts in UTC. */
final class Json {

  private static final String HEX = "0123456789abcdef";

  private Json() {}

  /**
   * Writes a text, a number, true, false, a time, or bytes in base64; of anything else its text.
   */
  static void value(Object value, StringBuilder out) {
    if (value instanceof String text) {
      text(text, out);
    } else if (value instanceof Double number) {
      number(number, out);
    } else if (value instanceof Integer number) {
      out.append(number.intValue());
    } else if (value instanceof Long number) {
      out.append(number.longValue());
    } else if (value instanceof Boolean truth) {
      out.append(truth.booleanValue());
    } else if (value instanceof Date time) {
      text(time.toInstant().toString(), out);
    } else if (value instanceof byte[] bytes) {
      text(Base64.getEncoder().encodeToString(bytes), out);
    } else if (value instanceof ByteBuffer bytes) {
      text(ISO_8859_1.decode(Base64.getEncoder().encode(bytes.duplicate())).toString(), out);
    } else {
      text(value.toString(), out);
    }
  }

  /** Writes a text with its quotes. */
  static void text(String text, StringBuilder out) {
    out.append('"');
    if (isPlain(text)) {
      out.append(text);
    } else {
      text.chars().forEach(c -> character((char) c, out));
    }
    out.append('"');
  }

  /** Writes a number; one that is none as a text. */
  static void number(double number, StringBuilder out) {
    long millionths = Math.round(number * 1e6);
    // Such few digits are the shortest that mean the number, and written in a fifth of the time.
    if (Math.abs(millionths) < 1e15 && millionths / 1e6 == number) {
      if (millionths < 0) {
        out.append('-');
      }
      decimal(Math.abs(millionths), out);
    } else if (Double.isFinite(number)) {
      out.append(number);
    } else {
      text(Double.toString(number), out);
    }
  }

  private static void decimal(long millionths, StringBuilder out) {
    out.append(millionths / 1_000_000).append('.');
    long rest = millionths % 1_000_000;
    do {
      out.append((char) ('0' + rest / 100_000));
      rest = rest % 100_000 * 10;
    } while (rest > 0);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(char c) {
    return c >= 0x20 && c != '"' && c != '\\';
  }

  private static void character(char c, StringBuilder out) {
    if (isPlain(c)) {
      out.append(c);
    } else if (c == '"' || c == '\\') {
      out.append('\\').append(c);
    } else {
      out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
    }
  }
}
