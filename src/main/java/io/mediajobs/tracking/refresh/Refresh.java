package io.mediajobs.tracking.refresh;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobSource;
import io.mediajobs.tracking.plan.Step;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.Notices;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.tracked.Reach;
import io.mediajobs.tracking.tracked.Reconciler;
import io.mediajobs.tracking.tracked.RefreshSchedule;
import io.mediajobs.tracking.tracked.Tracker;
import java.time.Instant;
import java.util.List;

/**
 * The refresh of one source: looks again at jobs that have not ended, by whichever way costs the
 * fewest requests ({@link RefreshCost}). {@link LookUps} of ten, for few jobs that are due; {@link
 * StateSweeps}, for many; and, where many are tracked, rounds of the {@link Frontier}, with a sweep
 * on the slower interval for what these cannot show. What look-ups do not reach, a {@link
 * CreationSearch} does.
 *
 * <p>No question of its own ends the task, but for credentials that are refused.
 */
public final class Refresh {

  private final Tracker tracker;
  private final RefreshSchedule schedule;
  private final RefreshPages pages;
  private final Frontier frontier;
  private final CreationSearch search;
  private final LookUps lookUps;
  private final StateSweeps sweeps;

  /** Whether it is the turn of the sweep, and not of look-ups. */
  private boolean sweepTurn = true;

  /** The refresh of these jobs. */
  public Refresh(
      JobSource source,
      PollSettings settings,
      Tracker tracker,
      RefreshSchedule schedule,
      Reconciler reconciler,
      Reach reach,
      Notices notices) {
    this.tracker = tracker;
    this.schedule = schedule;
    this.pages = new RefreshPages(source, settings, notices);
    this.frontier = new Frontier(tracker, schedule, reconciler, pages, this::haveLeft);
    // What makes the pages of other listings too large says nothing of those of a search.
    RefreshPages own = new RefreshPages(source, settings, notices);
    this.search = new CreationSearch(tracker, schedule, reconciler, reach, own);
    this.lookUps = new LookUps(source, settings, tracker, schedule, reconciler, reach, search);
    this.sweeps = new StateSweeps(tracker, schedule, reconciler, pages);
  }

  /** The next question, or when there may be one. */
  public Step step(Instant now) {
    pages.at(now);
    RefreshCost cost = cost();
    Step round = frontier.step(cost, now);
    sweeps.begin(cost, now, frontier.othersWaitUntil());
    // A round or a sweep that has just begun is going to tell of more jobs that are to be looked
    // up.
    Instant dueFrom = CreationTimes.later(frontier.othersWaitUntil(), sweeps.othersWaitUntil());
    return round
        .or(() -> sweepTurn ? sweepStep() : Step.Later.ANSWERED)
        .or(() -> lookUpStep(now, dueFrom))
        .or(() -> search.step(now))
        .or(this::sweepStep);
  }

  private Step sweepStep() {
    Step page = sweeps.step();
    sweepTurn &= page.ask() == null;
    return page;
  }

  private Step lookUpStep(Instant now, Instant dueFrom) {
    sweepTurn = true;
    return lookUps.step(now, dueFrom);
  }

  private RefreshCost cost() {
    return new RefreshCost(
        tracker.active(), tracker.counts().running(), sweeps.missed(), pages.size(), lookUps.ids());
  }

  /** Takes jobs of which no more is known than that they are not where they were. */
  private void haveLeft(List<JobId> jobs, Instant now) {
    if (jobs.size() < cost().enoughForASweep()) {
      lookUps.urge(jobs);
    } else if (!sweeps.underWay()) {
      // As when a queue is paused: a sweep shows more of them for less.
      schedule.makeDue(jobs, now);
    }
  }
}
