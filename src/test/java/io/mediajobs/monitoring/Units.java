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
