package io.mediajobs.record;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Numbers out of texts, each with the very value of its text: {@code 13.654000} is 13.654, and
 * {@code 25.0} as a whole number is 25. What is no number, or none that the type holds, is null.
 */
final class ExactNumber {

  /** A decimal of no more digits is always the one that its double prints. */
  private static final int SURE_DIGITS = 15;

  /** No double needs a longer text, and an endless one would take endless time. */
  private static final int MAX_LENGTH = 1100;

  private static final double[] POWERS = new double[SURE_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i <= SURE_DIGITS; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private ExactNumber() {}

  static @Nullable Integer toInt(String text) {
    Long value = toLong(text);
    return value == null || value != value.intValue() ? null : (Integer) value.intValue();
  }

  static @Nullable Long toLong(String text) {
    double plain = plain(text);
    if (plain == Math.rint(plain)) {
      return (long) plain;
    }
    BigDecimal exact = decimal(text);
    try {
      return exact == null ? null : (Long) exact.longValueExact();
    } catch (ArithmeticException notWholeOrTooLarge) {
      return null;
    }
  }

  static @Nullable Double toDouble(String text) {
    double plain = plain(text);
    if (!Double.isNaN(plain)) {
      return plain;
    }
    BigDecimal exact = decimal(text);
    if (exact == null) {
      return null;
    }
    double nearest = exact.doubleValue();
    boolean same =
        Double.isFinite(nearest) && new BigDecimal(Double.toString(nearest)).compareTo(exact) == 0;
    return same ? (Double) positive(nearest) : null;
  }

  /** The value of what is almost every number: few digits and perhaps a point; else NaN. */
  private static double plain(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    int point = -1;
    long digits = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits = 10 * digits + (c - '0');
      } else if (c == '.' && point < 0) {
        point = i;
      } else {
        return Double.NaN;
      }
    }
    int count = text.length() - start - (point < 0 ? 0 : 1);
    if (count < 1 || count > SURE_DIGITS) {
      return Double.NaN;
    }
    double value = digits / POWERS[point < 0 ? 0 : text.length() - 1 - point];
    return positive(start == 0 ? value : -value);
  }

  /** Zero has one sign, as it has one value. */
  private static double positive(double value) {
    return value + 0.0;
  }

  /** Any other number as it is; null for what is none. */
  private static @Nullable BigDecimal decimal(String text) {
    if (text.length() > MAX_LENGTH || !text.chars().allMatch(c -> c < 0x80)) {
      return null; // Java reads digits of any script, but no value would show of which it was.
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }
}
