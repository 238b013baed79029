package io.mediajobs.connect;

import io.mediajobs.job.JobsApiException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;

/**
 * What a connector or a task shares with its worker: time, chance, and the pauses that the service
 * asks for.
 *
 * @param throttle until when the service wants no requests
 * @param random for the jitter of pauses
 * @param steady a timeline that goes on at its own pace, whatever is done to the worker's clock:
 *     everything that lasts, waits or is due goes by it
 * @param wall the worker's clock: what records and figures show, and what requests are signed with
 */
public record Worker(
    Throttle throttle, RandomGenerator random, InstantSource steady, InstantSource wall) {

  /** The timeline of this process: its tasks share one, as they share the service's pauses. */
  @SuppressWarnings("TimeInStaticInitializer")
  static final InstantSource STEADY = timeline(Instant.now(), System::nanoTime);

  /** Whoever waits for longer wants to know it each time. */
  private static final Duration LONG_PAUSE = Duration.ofMinutes(1);

  /** What this process has for a connector or a task that asks this endpoint. */
  public static Worker of(String endpoint) {
    return new Worker(Throttle.of(endpoint), new Random(), STEADY, InstantSource.system());
  }

  /**
   * A clock that starts at this time and then goes by a counter of nanoseconds alone: nobody who
   * sets the worker's clock makes a pause longer, or a job settled.
   */
  static InstantSource timeline(Instant start, LongSupplier nanos) {
    long startNanos = nanos.getAsLong();
    return () -> start.plusNanos(nanos.getAsLong() - startNanos);
  }

  /**
   * Notes the pause that a failed request asks for, and logs the failure: as a warning where it is
   * the first of a streak, and where the service wants to be left alone for more than a minute, as
   * nothing comes meanwhile. Where it throttles, the pause is for all that ask it. A {@code
   * Retry-After} of another failure is for the source alone: only one bucket may be unwell.
   *
   * @param first whether the request is made again, and the one before did not fail
   * @param pausedUntil when the request is made again
   * @return whether nobody is to ask the service until then
   */
  boolean failed(Logger log, JobsApiException failure, boolean first, Instant pausedUntil) {
    boolean throttled = failure.kind() == JobsApiException.Kind.THROTTLED;
    String again = "; trying again";
    boolean warns = first;
    if (throttled || failure.retryAfter() != null) {
      Instant now = steady.instant();
      if (throttled) {
        throttle.pause(now, pausedUntil);
      }
      Duration pause = Duration.between(now, throttled ? throttle.until() : pausedUntil);
      Instant timeOfDay = wall.instant().plus(pause).truncatedTo(ChronoUnit.SECONDS);
      again += " at " + timeOfDay + ", as the service asks for a pause";
      warns |= pause.compareTo(LONG_PAUSE) > 0;
    }
    if (warns) {
      log.warn("{}{}", failure.getMessage(), again);
    } else {
      log.debug("{}{}", failure.getMessage(), again);
    }
    return throttled;
  }
}
