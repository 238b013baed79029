package io.mediajobs.tracking.plan;

import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.tracking.pace.Backoff;
import io.mediajobs.tracking.pace.FailureStreak;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One question of a poller until it is answered or given up, and who waits for its answer. Told
 * apart by identity; its failures and its pause are its own, whatever becomes of other questions.
 */
public final class Ask implements Step {

  /** An answer is mostly damaged on its way, so only one that stays unreadable is salvaged. */
  private static final int UNREADABLE_TRIES = 3;

  private final JobQuery query;
  private final Plan plan;
  private int unreadable;

  /** Its failures, and the newest of them; null before the first. */
  private @Nullable FailureStreak streak;

  private @Nullable JobsApiException failure;

  public Ask(JobQuery query, Plan plan) {
    this(query, plan, false);
  }

  /**
   * A question.
   *
   * @param salvages whether its answer is to be salvaged from the first try on
   */
  public Ask(JobQuery query, Plan plan, boolean salvages) {
    this.query = query;
    this.plan = plan;
    this.unreadable = salvages ? UNREADABLE_TRIES : 0;
  }

  /** The question as it is to be sent: to be salvaged, where reading it whole has failed enough. */
  public JobQuery query() {
    return unreadable < UNREADABLE_TRIES ? query : new JobQuery.Salvage(query);
  }

  /** What is asked, be the answer to be salvaged or not. */
  public JobQuery plain() {
    return query;
  }

  @Override
  public Ask ask() {
    return this;
  }

  @Override
  public Instant at() {
    return Instant.MIN;
  }

  /** The plan that asked. */
  public Plan plan() {
    return plan;
  }

  /**
   * Whether its token may have been refused. Which code says that one is no longer good is not
   * documented: any 400 to one may.
   */
  public boolean isAboutToken(JobsApiException refusal) {
    return refusal.status() == 400
        && query instanceof JobQuery.Listing listing
        && listing.nextToken() != null;
  }

  /** How often it has failed. */
  public int failures() {
    return streak == null ? 0 : streak.failures();
  }

  /** Its newest failure; null where there is none. */
  public @Nullable JobsApiException failure() {
    return failure;
  }

  /** Whether it failed last as the service could not answer it, which need not be so of others. */
  public boolean isServerError() {
    return failure != null
        && failure.kind() == JobsApiException.Kind.RETRY
        && failure.status() >= 500;
  }

  /** When it failed first; {@link Instant#MAX} where it has not. */
  public Instant failingSince() {
    return streak == null ? Instant.MAX : streak.since();
  }

  /** Not to be asked again before; in the past where it may be at once. */
  public Instant pausedUntil() {
    return streak == null ? Instant.MIN : streak.pausedUntil();
  }

  /**
   * Counts a failure and plans the next try.
   *
   * @param random for the jitter of the pause
   * @return null where there is a next try; otherwise the sentence to give up with
   */
  public @Nullable String failed(
      JobsApiException failure, Backoff backoff, RandomGenerator random, Instant now) {
    this.failure = failure;
    if (streak == null) {
      streak = new FailureStreak(backoff, random);
    }
    unreadable += failure.kind() == JobsApiException.Kind.UNREADABLE ? 1 : 0;
    return streak.failed(failure, now);
  }

  @Override
  public String toString() {
    return query().toString();
  }
}
