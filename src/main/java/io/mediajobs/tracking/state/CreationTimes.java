package io.mediajobs.tracking.state;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Creation times as the service makes them: their grain, and the ends of what can be one. */
public final class CreationTimes {

  /** One second: the grain of creation times and of the service's {@code Date}. */
  public static final Duration GRAIN = Duration.ofSeconds(1);

  /** Before the service was there: no job was created then, whatever it says. */
  public static final Instant BEGINNING = Instant.parse("2010-01-01T00:00:00Z");

  /** After every time that a listing can name. */
  public static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

  private CreationTimes() {}

  /** The second that a time is in. */
  public static Instant second(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The later of two times. */
  public static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /** The earlier of two times. */
  public static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
