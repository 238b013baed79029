package io.mediajobs.tracking.state;

import java.time.Duration;
import java.time.Instant;

/**
 * When a question was asked and its answer was there.
 *
 * @param askedAt when the question went out, on a timeline that no clock change bends: durations
 *     are measured on it
 * @param answeredAt when the answer was there, on the same timeline
 * @param now when it is taken in, on the same timeline: the worker may have kept the task from it
 * @param wall the time of day of that, by the worker's clock: what records show
 */
public record Times(Instant askedAt, Instant answeredAt, Instant now, Instant wall) {

  /** How long the answer took. */
  public Duration took() {
    return Duration.between(askedAt, answeredAt);
  }
}
