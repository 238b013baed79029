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
 * one change, and a queue that a listing missed by accident is not given up. Where looks go on to
 * differ, what the last two agree on counts: a queue that comes and goes hides no other.
 */
public final class AccountFollow {

  private static final Duration LONGEST_CONFIRMATION = Duration.ofSeconds(5);

  /** So many looks in a row may each differ from the one before. */
  private static final int PATIENCE = 3;

  private final Duration interval;
  private final Duration confirmation;
  private final Backoff backoff;
  private final RandomGenerator random;
  private final Backoff.Streak streak = new Backoff.Streak();
  private @Nullable Account current;
  private @Nullable Account candidate;

  /** How many looks in a row were not as the one before. */
  private int differing;

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
    Account last = candidate == null ? current : candidate;
    differing = current == null || account.equals(last) ? 0 : differing + 1;
    Account counting = counting(account, last);
    boolean counts = !counting.equals(current);
    candidate = account.equals(counting) ? null : account;
    current = counting;
    return counts;
  }

  private Account counting(Account account, @Nullable Account last) {
    if (current == null || last == null || account.equals(last)) {
      return account;
    }
    return differing < PATIENCE ? current : current.agreed(last, account);
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
