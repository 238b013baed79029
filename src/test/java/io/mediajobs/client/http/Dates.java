package io.mediajobs.client.http;

import java.time.Duration;
import java.time.Instant;

/** What comes of any text as the header {@code Date} or {@code Retry-After}. */
public final class Dates {

  private static final Instant NOW = Instant.parse("2022-06-28T15:23:12Z");

  private Dates() {}

  /** Throws unless the date can be reckoned with, and the pause is within its bounds. */
  public static void check(String header) {
    Instant date = RetryAfter.date(header);
    if (date != null) {
      Instant unused = date.minus(Duration.ofDays(366)).plus(Duration.ofDays(732));
    }
    Duration wait = RetryAfter.parse(header, date == null ? NOW : date);
    if (wait != null && (wait.isNegative() || wait.compareTo(RetryAfter.MAX) > 0)) {
      throw new AssertionError("Waits " + wait);
    }
  }
}
