package io.mediajobs.connect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The two clocks of a task.
 *
 * @param steady a timeline that goes on at its own pace, whatever is done to the worker's clock:
 *     everything that lasts, waits or is due goes by it
 * @param wall the worker's clock: what records and figures show, and what requests are signed with
 */
public record Clocks(InstantSource steady, InstantSource wall) {

  /** Those of this process, whose timeline starts at the time of day of whoever asks first. */
  @SuppressWarnings("TimeInStaticInitializer")
  static final Clocks SYSTEM =
      new Clocks(new SteadyClock(Instant.now(), System::nanoTime), InstantSource.system());

  /** What the worker's clock will show, in whole seconds, when the steady timeline is there. */
  Instant timeOfDay(Instant steadyTime) {
    Duration ahead = Duration.between(steady.instant(), steadyTime);
    return wall.instant().plus(ahead).truncatedTo(ChronoUnit.SECONDS);
  }
}
