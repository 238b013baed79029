package io.mediajobs.tracking;

import java.time.Duration;
import java.time.Instant;

/**
 * The rate of requests: one after another at even distances, never a burst, so that the rate holds
 * in every second.
 */
public final class Pace {

  private final Duration distance;
  private Instant next = Instant.MIN;

  /**
   * A rate.
   *
   * @param requestsPerSecond greater than 0; may be a fraction
   */
  public Pace(double requestsPerSecond) {
    distance = Duration.ofNanos((long) (1_000_000_000 / requestsPerSecond));
  }

  /** When the next request may go out; in the past where it may at once. */
  public Instant next() {
    return next;
  }

  /** Notes that a request goes out now. */
  public void took(Instant now) {
    next = now.plus(distance);
  }
}
