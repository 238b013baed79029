package io.mediajobs.tracking.pace;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: exponential with full jitter, so that many tasks do not come back at the
 * same instant.
 *
 * @param base the bound of the first pause
 * @param max the bound that the bounds grow to
 * @param timeout how long a streak of failures may last; negative for ever
 */
public record Backoff(Duration base, Duration max, Duration timeout) {

  /**
   * The pause after a failure.
   *
   * @param failures failures in a row, from 1
   * @return between nothing and {@code base × 2^(failures-1)}, at most {@code max}
   */
  public Duration pause(int failures, RandomGenerator random) {
    long bound = base.toMillis();
    for (int doubled = 1; doubled < failures && bound < max.toMillis(); doubled++) {
      bound *= 2;
    }
    bound = Math.min(bound, max.toMillis());
    return Duration.ofMillis(bound <= 0 ? 0 : random.nextLong(bound + 1));
  }

  /** Whether a streak that has lasted so long ends the task. */
  public boolean exhausted(Duration streak) {
    return !timeout.isNegative() && streak.compareTo(timeout) >= 0;
  }
}
