package io.mediajobs.tracking.pace;

import io.mediajobs.job.JobsApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

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
  boolean exhausted(Duration streak) {
    return !timeout.isNegative() && streak.compareTo(timeout) >= 0;
  }

  /** Failures in a row of one question, and the pause that they ask for. */
  public static final class Streak {

    private final Backoff backoff;
    private final RandomGenerator random;
    private int failures;
    private @Nullable Instant since;
    private Instant pausedUntil = Instant.MIN;

    /**
     * Counts no failure yet.
     *
     * @param random for the jitter of pauses
     */
    public Streak(Backoff backoff, RandomGenerator random) {
      this.backoff = backoff;
      this.random = random;
    }

    /** How many failures there were since the last success. */
    public int failures() {
      return failures;
    }

    /** When the first of the failures was; {@link Instant#MAX} where there is none. */
    public Instant since() {
      return since == null ? Instant.MAX : since;
    }

    /** When the next attempt may be made; in the past where it may be at once. */
    public Instant pausedUntil() {
      return pausedUntil;
    }

    /** Notes a success, which ends the streak. */
    public void succeeded() {
      failures = 0;
      since = null;
    }

    /**
     * Plans the next attempt after a failure.
     *
     * @return null where there is one; otherwise the sentence to give up with
     */
    public @Nullable String failed(JobsApiException failure, Instant now) {
      failures++;
      if (since == null) {
        since = now;
      }
      Duration lasted = Duration.between(since, now);
      if (backoff.exhausted(lasted)) {
        return failure.getMessage()
            + "; gave up after "
            + lasted.toSeconds()
            + " s of failures, as retry.timeout.ms says";
      }
      Duration pause = backoff.pause(failures, random);
      Duration retryAfter = failure.retryAfter();
      if (retryAfter != null && retryAfter.compareTo(pause) > 0) {
        pause = retryAfter;
      }
      pausedUntil = now.plus(pause);
      return null;
    }
  }
}
