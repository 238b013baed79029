package io.mediajobs.tracking.pace;

import io.mediajobs.job.JobsApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The failures of a source since its last success, and the pause that they ask for. */
public final class FailureStreak {

  private final Backoff backoff;
  private final RandomGenerator random;
  private int failures;
  private @Nullable Instant since;
  private Instant pausedUntil = Instant.MIN;

  public FailureStreak(Backoff backoff, RandomGenerator random) {
    this.backoff = backoff;
    this.random = random;
  }

  public int failures() {
    return failures;
  }

  /** When the first of them was; {@link Instant#MAX} where there is none. */
  public Instant since() {
    return since == null ? Instant.MAX : since;
  }

  public Instant pausedUntil() {
    return pausedUntil;
  }

  public void succeeded() {
    failures = 0;
    since = null;
  }

  /**
   * Plans the next attempt.
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
