package io.mediajobs.tracking;

import io.mediajobs.job.Account;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.tracking.pace.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Follows what there is in an account, its buckets or their queues: when to look, and whether what
 * a look shows counts. A state machine without I/O, clock or log; one thread at a time.
 *
 * <p>A change counts when a second look shortly after shows the same: queues made together make for
 * one change, and a queue that a listing missed by accident is not given up.
 */
public final class AccountFollow {

  private static final Duration LONGEST_CONFIRMATION = Duration.ofSeconds(5);

  private final Duration interval;
  private final Duration confirmation;
  private final Backoff backoff;
  private final RandomGenerator random;
  private final Backoff.Streak streak = new Backoff.Streak();
  private @Nullable Account current;
  private @Nullable Account candidate;

  /**
   * Knows of nothing yet.
   *
   * @param interval how long a change may stay unnoticed
   * @param random for the jitter of pauses
   */
  public AccountFollow(Duration interval, Backoff backoff, RandomGenerator random) {
    this.interval = interval;
    Duration tenth = interval.dividedBy(10);
    this.confirmation = tenth.compareTo(LONGEST_CONFIRMATION) < 0 ? tenth : LONGEST_CONFIRMATION;
    this.backoff = backoff;
    this.random = random;
  }

  /** What counts; null before the first look. */
  public @Nullable Account current() {
    return current;
  }

  /**
   * Takes in what a look has shown.
   *
   * @return whether {@link #current} is another now
   */
  public boolean listed(Account account) {
    streak.succeeded();
    boolean changes = !account.equals(current);
    boolean counts = changes && (current == null || account.equals(candidate));
    candidate = changes && !counts ? account : null;
    if (counts) {
      current = account;
    }
    return counts;
  }

  /**
   * Takes in a failure.
   *
   * @return null where there is another look; otherwise the sentence to give up with
   */
  public @Nullable String failed(JobsApiException failure, Instant now) {
    return failure.kind() == JobsApiException.Kind.REFUSED
        ? failure.getMessage()
        : streak.failed(failure, backoff, random, now);
  }

  /** Failures in a row. */
  public int failures() {
    return streak.failures();
  }

  /** How long to wait before the next look. */
  public Duration pause(Instant now) {
    if (streak.failures() > 0) {
      Duration left = Duration.between(now, streak.pausedUntil());
      return left.isNegative() ? Duration.ZERO : left;
    }
    // Seen, confirmed and told within the interval, with a tenth left for the requests.
    return candidate != null
        ? confirmation
        : interval.minus(confirmation).minus(interval.dividedBy(10));
  }
}
