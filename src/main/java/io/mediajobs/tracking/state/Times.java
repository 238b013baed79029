package io.mediajobs.tracking.state;

import java.time.Duration;
import java.time.Instant;

/**
 * When a question was asked and its answer was there.
 *
 * @param askedAt when the question went out, on a timeline that no clock change bends: durations
 *     are measured on it
 * @param now when the answer was there, on the same timeline
 * @param wall the time of day when the answer was there, by the worker's clock: what records show
 */
public record Times(Instant askedAt, Instant now, Instant wall) {

  /** How long the answer took. */
  public Duration took() {
    return Duration.between(askedAt, now);
  }
}
