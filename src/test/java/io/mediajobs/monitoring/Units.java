package io.mediajobs.monitoring;

import java.util.Locale;

/** Numbers with the units that a dashboard names, short as an axis wants them. */
final class Units {

  private Units() {}

  static String text(String unit, double value) {
    return switch (unit) {
      case "s" -> time(value);
      case "percent" -> number(value) + " %";
      case "percentunit" -> number(100 * value) + " %";
      case "bytes" -> number(value / (1 << 20)) + " MiB";
      case "reqps" -> number(value) + "/s";
      default -> value >= 1000 ? number(value / 1000) + "k" : number(value);
    };
  }

  /** What round numbers of an axis up to this value are multiples of: an hour, a megabyte. */
  static double base(String unit, double highest) {
    return switch (unit) {
      case "s" -> highest < 120 ? 1 : highest < 7200 ? 60 : 3600;
      case "percentunit" -> 0.01;
      case "bytes" -> 1 << 20;
      default -> 1;
    };
  }

  private static String time(double seconds) {
    if (seconds < 120) {
      return number(seconds) + " s";
    }
    return seconds < 7200 ? number(seconds / 60) + " min" : number(seconds / 3600) + " h";
  }

  private static String number(double value) {
    String format = value >= 100 || value == Math.rint(value) ? "%.0f" : "%.1f";
    return String.format(Locale.ROOT, Math.abs(value) < 1 && value != 0 ? "%.2f" : format, value);
  }
}
