package io.mediajobs.tracking;

import io.mediajobs.job.JobQueues;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.tracking.pace.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Follows the queues of a bucket: when to list them, and whether what a listing shows counts. A
 * state machine without I/O, clock or log; one thread at a time.
 *
 * <p>A change counts when a second look shortly after shows the same: queues made together make for
 * one change, and a queue that a listing missed by accident is not given up.
 */
public final class QueueFollow {

  private static final Duration LONGEST_CONFIRMATION = Duration.ofSeconds(5);

  private final Duration interval;
  private final Duration confirmation;
  private final Backoff.Streak streak;
  private @Nullable JobQueues current;
  private @Nullable JobQueues candidate;

  /**
   * Knows of no queue yet.
   *
   * @param interval how long a change may stay unnoticed
   * @param random for the jitter of pauses
   */
  public QueueFollow(Duration interval, Backoff backoff, RandomGenerator random) {
    this.interval = interval;
    Duration tenth = interval.dividedBy(10);
    this.confirmation = tenth.compareTo(LONGEST_CONFIRMATION) < 0 ? tenth : LONGEST_CONFIRMATION;
    this.streak = new Backoff.Streak(backoff, random);
  }

  /** The queues that count; null before the first listing. */
  public @Nullable JobQueues current() {
    return current;
  }

  /**
   * Takes in a listing.
   *
   * @return whether {@link #current} is another now
   */
  public boolean listed(JobQueues queues) {
    streak.succeeded();
    boolean changes = !queues.equals(current);
    boolean counts = changes && (current == null || queues.equals(candidate));
    candidate = changes && !counts ? queues : null;
    if (counts) {
      current = queues;
    }
    return counts;
  }

  /**
   * Takes in a failure.
   *
   * @return null where the queues are to be listed again; otherwise the sentence to give up with
   */
  public @Nullable String failed(JobsApiException failure, Instant now) {
    return failure.kind() == JobsApiException.Kind.REFUSED
        ? failure.getMessage()
        : streak.failed(failure, now);
  }

  /** Failures in a row. */
  public int failures() {
    return streak.failures();
  }

  /** How long to wait before the queues are listed again. */
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
