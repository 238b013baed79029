package io.mediajobs.tracking.plan;

import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.tracking.pace.Backoff;
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
  private int timeRefusals;
  private boolean open = true;

  private final Backoff.Streak streak = new Backoff.Streak();

  /** The newest of its failures; null before the first. */
  private @Nullable JobsApiException failure;

  /** A question whose answer is to be read whole. */
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

  /** Whether this question has neither been answered nor given up. */
  public boolean isOpen() {
    return open;
  }

  /** Whether the task ends where this question keeps failing for {@code retry.timeout.ms}. */
  public boolean isVital() {
    return plan.isVital();
  }

  /** Whether this question lists jobs in all states, new ones among them. */
  public boolean listsAll() {
    return query instanceof JobQuery.Listing listing && listing.states().isEmpty();
  }

  /**
   * Whether the token of this question may have been refused. Which code says that one is no longer
   * good is not documented: any 400 to one may.
   */
  public boolean isAboutToken(JobsApiException refusal) {
    return refusal.status() == 400
        && query instanceof JobQuery.Listing listing
        && listing.nextToken() != null;
  }

  /** How often this question has failed. */
  public int failures() {
    return streak.failures();
  }

  /** The newest failure of this question; null where there is none. */
  public @Nullable JobsApiException failure() {
    return failure;
  }

  /** Whether the newest failure is that the service could not answer, as it may answer others. */
  public boolean isServerError() {
    return failure != null
        && failure.kind() == JobsApiException.Kind.RETRY
        && failure.status() >= 500;
  }

  /** How often in a row the time of this question was refused. */
  public int timeRefusals() {
    return timeRefusals;
  }

  /** When this question failed first; {@link Instant#MAX} where it has not. */
  public Instant failingSince() {
    return streak.since();
  }

  /** When this question may be asked again; in the past where it may be at once. */
  public Instant pausedUntil() {
    return streak.pausedUntil();
  }

  /** The plan that asked, to give the answer to; the question is over with that. */
  public Plan answered() {
    open = false;
    return plan;
  }

  /**
   * Tells the plan that asked of a failure that no next try helps, as {@link Plan#givenUp} says.
   */
  public @Nullable String givenUp(JobsApiException failure, Instant now) {
    open = false;
    return plan.givenUp(this, failure, now);
  }

  /** Whether this question is asked again after a failure, as {@link Plan#isAskedAgain} says. */
  public boolean isAskedAgain(boolean othersFail, Instant now) {
    open = plan.isAskedAgain(this, othersFail, now);
    return open;
  }

  /**
   * Counts a failure, plans the next try, and tells the plan that asked.
   *
   * @param random for the jitter of the pause
   * @return null where there is a next try; otherwise the sentence to give up with
   */
  public @Nullable String failed(
      JobsApiException failure, Backoff backoff, RandomGenerator random, Instant now) {
    this.failure = failure;
    unreadable += failure.kind() == JobsApiException.Kind.UNREADABLE ? 1 : 0;
    timeRefusals = failure.reason() == JobsApiException.Reason.CLOCK ? timeRefusals + 1 : 0;
    String over = streak.failed(failure, backoff, random, now);
    plan.failed(this, now);
    return over;
  }

  @Override
  public String toString() {
    return query().toString();
  }
}
