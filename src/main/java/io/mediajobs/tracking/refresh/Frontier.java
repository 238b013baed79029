package io.mediajobs.tracking.refresh;

import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Plan;
import io.mediajobs.tracking.plan.Step;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.state.TrackedJob;
import io.mediajobs.tracking.state.TrackedJob.Phase;
import io.mediajobs.tracking.tracked.Reconciler;
import io.mediajobs.tracking.tracked.RefreshSchedule;
import io.mediajobs.tracking.tracked.Tracker;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The frontier of a source: the jobs that run, and the oldest that wait to. A queue runs few jobs
 * at once and starts them nearly in order, so most changes happen there, and two listings show them
 * however many jobs wait.
 *
 * <p>A round lists the waiting jobs first and the running ones then: one that starts in between is
 * on both lists, and not on none. A job on neither although its state and creation time say that it
 * should be has left, which only says that it is to be looked up.
 *
 * <p>Why: decision 4 in src/docs/develop/decisions.
 */
final class Frontier {

  private final Tracker tracker;
  private final RefreshSchedule schedule;
  private final Reconciler reconciler;
  private final RefreshPages pages;
  private final BiConsumer<List<JobId>, Instant> left;

  private @Nullable Round round;

  /** When the last round began; null before the first. */
  private @Nullable Instant begunAt;

  /** Until then no round is tried: the last one was refused, too long, or hard to read. */
  private Instant from = Instant.MIN;

  /** The waiting jobs on the page of the last round: it shows the order within a second, too. */
  private Set<JobId> front = Set.of();

  /**
   * A frontier not listed yet.
   *
   * @param left takes the jobs that have left it, at the end of a round
   */
  Frontier(
      Tracker tracker,
      RefreshSchedule schedule,
      Reconciler reconciler,
      RefreshPages pages,
      BiConsumer<List<JobId>, Instant> left) {
    this.tracker = tracker;
    this.schedule = schedule;
    this.reconciler = reconciler;
    this.pages = pages;
    this.left = left;
  }

  /** The page to ask for, or when the next round is due; never where rounds do not pay. */
  Step step(RefreshCost cost, Instant now) {
    if (round == null && cost.frontierPays()) {
      Instant due = dueAt(cost);
      if (now.isBefore(due)) {
        return Step.Later.at(due);
      }
      round = new Round(cost, now);
      begunAt = now;
      schedule.share(now);
    }
    return round == null ? Step.Later.ANSWERED : round.current.step(pages, round, false);
  }

  /**
   * When the next round is due. The interval grows as that of a job does, by the newest change of
   * any, but only as far as sweeps cost less than rounds.
   */
  private Instant dueAt(RefreshCost cost) {
    if (begunAt == null) {
      return from;
    }
    Duration still = Duration.between(schedule.changedAt(), begunAt);
    Duration cheap =
        pages
            .settings()
            .refreshIntervalMax()
            .multipliedBy(cost.frontier())
            .dividedBy(cost.sweepPages());
    Duration wait = pages.settings().refreshAfter(still);
    if (cheap.compareTo(wait) < 0) {
      wait =
          cheap.compareTo(pages.settings().refreshInterval()) < 0
              ? pages.settings().refreshInterval()
              : cheap;
    }
    return CreationTimes.later(begunAt.plus(wait), from);
  }

  /**
   * Until when what is due may wait, as a round is under way and is going to show most of it; in
   * the past where there is none, or one that fails. A round that takes long holds up nothing.
   */
  Instant othersWaitUntil() {
    return round == null || round.failed
        ? Instant.MIN
        : round.begunAt.plus(pages.settings().refreshInterval().dividedBy(2));
  }

  /** Creation time of the oldest of some jobs; another time where there are none. */
  private Instant oldest(Predicate<TrackedJob> which, Instant other) {
    return tracker.jobs().stream()
        .filter(which)
        .map(TrackedJob::creationTime)
        .min(Comparator.naturalOrder())
        .orElse(other);
  }

  /** One round: the waiting jobs, and then the running ones. */
  private final class Round implements Plan {

    private final Instant begunAt;
    private final CreationListing waiting;
    private final CreationListing running;
    private CreationListing current;

    /** Whether a page of it could not be had. */
    private boolean failed;

    /** Whether a page of it had jobs that can't be read. */
    private boolean salvaged;

    private Round(RefreshCost cost, Instant now) {
      begunAt = now;
      Instant oldest = oldest(job -> job.phase() == Phase.ACTIVE, now);
      Instant oldestWaiting = oldest(job -> job.state().equals(JobState.SUBMITTED), oldest);
      waiting = new CreationListing(List.of(JobState.SUBMITTED), oldestWaiting, null, 1);
      running =
          new CreationListing(List.of(JobState.RUNNING), oldest, null, cost.mostRunningPages());
      current = waiting;
    }

    @Override
    public List<JobEvent> answered(Ask ask, JobPage page, Times at) {
      List<JobEvent> findings = reconciler.refreshed(page, at);
      salvaged |= !page.unreadable().isEmpty();
      boolean over = current.answered(page, at.askedAt());
      if (over && current == running) {
        end(at.now());
      } else if (over) {
        current = running;
      }
      return findings;
    }

    private void end(Instant now) {
      List<JobId> gone = tracker.jobs().stream().filter(this::hasLeft).map(TrackedJob::id).toList();
      round = null;
      front = waiting.shown();
      // A damaged job takes some tries each time, and is likely to be there the next time as well.
      if (salvaged || !running.whole()) {
        from = now.plus(pages.settings().refreshIntervalMax());
      }
      schedule.postpone(begunAt, pages.settings().refreshIntervalMax());
      left.accept(gone, now);
    }

    private boolean hasLeft(TrackedJob job) {
      JobId id = job.id();
      boolean waits = job.state().equals(JobState.SUBMITTED);
      if (!waits && !job.state().equals(JobState.RUNNING)) {
        return false;
      }
      CreationListing listing = waits ? waiting : running;
      return (listing.covers(job.creationTime()) || (waits && front.contains(id)))
          && !waiting.shown().contains(id)
          && !running.shown().contains(id)
          && !tracker.answeredSince(id, listing.askedAt());
    }

    @Override
    public void failed(Ask ask, Instant now) {
      failed = true;
    }

    /** What there was to see is seen by other ways, or by smaller pages. */
    @Override
    public @Nullable String givenUp(Ask ask, JobsApiException failure, Instant now) {
      if (failure.isAboutCredentials()) {
        return failure.getMessage();
      }
      from = pages.again(ask, failure, now);
      round = null;
      return null;
    }
  }
}
