package io.mediajobs.tracking.refresh;

import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Plan;
import io.mediajobs.tracking.plan.Step;
import io.mediajobs.tracking.state.Notices;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.tracked.Reach;
import io.mediajobs.tracking.tracked.Reconciler;
import io.mediajobs.tracking.tracked.Tracker;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The refresh of one source: looks again at jobs that have not ended, by whichever way costs the
 * fewest requests ({@link RefreshCost}). Look-ups of ten, for few jobs that are due; a pass over a
 * listing by states, for many; and, where many are tracked, looks at the {@link Frontier}, with a
 * pass on the slower interval for what these cannot show. What look-ups do not reach, listings by
 * creation time do.
 *
 * <p>No question of its own ends the task, but for credentials that are refused.
 */
public final class Refresh {

  private final PollSettings settings;
  private final Tracker tracker;
  private final Reconciler watch;
  private final RefreshPages pages;
  private final Frontier frontier;
  private final CreationSearch search;
  private final LookUps lookUps;
  private final StateSweeps passes;
  private final Plan look = new Look();

  /** Whether it is the turn of the pass, and not of look-ups. */
  private boolean passTurn = true;

  public Refresh(
      JobSource source,
      PollSettings settings,
      Tracker tracker,
      Reconciler watch,
      Reach reach,
      Notices notices) {
    this.settings = settings;
    this.tracker = tracker;
    this.watch = watch;
    this.pages = new RefreshPages(source, settings, notices);
    this.frontier = new Frontier(source, settings, tracker, pages);
    this.search = new CreationSearch(source, settings, tracker, watch, reach, notices);
    this.lookUps = new LookUps(source, settings, tracker, watch, reach, search);
    this.passes = new StateSweeps(source, settings, tracker, watch, pages);
  }

  /** The next question, or when there may be one. */
  public Step step(Instant now) {
    // Once one job is due, those that soon will be fill up the request.
    Instant soon = now.plus(settings.refreshInterval().dividedBy(2));
    pages.at(now);
    begin(now, soon);
    return frontierStep()
        .or(() -> passTurn ? pageOfPass() : Step.Later.ANSWERED)
        .or(() -> lookUpStep(now, soon))
        .or(() -> search.step(now))
        .or(this::pageOfPass);
  }

  private Step frontierStep() {
    Listing page = frontier.next();
    return page == null ? Step.Later.at(frontier.dueAt(cost())) : new Ask(page, look);
  }

  private Step pageOfPass() {
    Step page = passes.step();
    passTurn &= page.ask() == null;
    return page;
  }

  private Step lookUpStep(Instant now, Instant soon) {
    passTurn = true;
    Step step = lookUps.step(!waits(now), now, soon);
    Instant until = othersWaitUntil();
    return step.ask() == null && step.at().isBefore(until) ? new Step.Later(until) : step;
  }

  /** Looks at the frontier. */
  private final class Look implements Plan {

    @Override
    public List<JobEvent> answered(Ask ask, JobPage page, Times at) {
      List<JobEvent> findings = watch.refreshed(page, at);
      List<JobId> gone = frontier.answered(page, at.askedAt(), at.now());
      if (gone != null) {
        haveLeft(gone, at.now());
      }
      return findings;
    }

    @Override
    public void failed(Ask ask, Instant now) {
      frontier.failed();
    }

    /** What there was to see is seen by other ways, or by smaller pages. */
    @Override
    public @Nullable String givenUp(Ask ask, JobsApiException failure, Instant now) {
      if (failure.isAboutCredentials()) {
        return failure.getMessage();
      }
      boolean tooLarge = failure.kind() == JobsApiException.Kind.TOO_LARGE;
      if (ask.isAboutToken(failure)) {
        frontier.refused(now.plus(settings.refreshIntervalMax()));
      } else if (tooLarge && pages.halve(now)) {
        frontier.refused(now);
      } else {
        frontier.refused(pages.refused(failure, now));
      }
      return null;
    }
  }

  /** Begins what is to begin now. */
  private void begin(Instant now, Instant soon) {
    RefreshCost cost = cost();
    Instant lookAt = frontier.dueAt(cost);
    boolean frontierDue = lookAt != null && !lookAt.isAfter(now);
    Instant first = tracker.due().first();
    boolean mayPass = passes.mayBegin(now) && !waits(now);
    List<Instant> due =
        mayPass && first != null && !first.isAfter(now) ? tracker.due().creations(soon) : List.of();
    CreationRange stretch = CreationRange.of(due, tracker.due(), cost);
    RefreshCost.Way way =
        cost.cheapest(due.size(), stretch == null ? 1 : stretch.requests(), frontierDue);
    if (way == RefreshCost.Way.FRONTIER) {
      frontier.begin(cost, now);
      tracker.times().share(now);
    } else if (way == RefreshCost.Way.PASS && stretch != null) {
      passes.begin(stretch, now);
    } else if (stretch != null) {
      passes.wasTooCostly();
    }
  }

  private boolean waits(Instant now) {
    return now.isBefore(othersWaitUntil());
  }

  /**
   * Until when look-ups of jobs that are due may wait, as a look or a pass has just begun and is
   * going to tell of more that are to be looked up.
   */
  private Instant othersWaitUntil() {
    Instant until = frontier.othersWaitUntil();
    Instant pass = passes.othersWaitUntil();
    return pass.isAfter(until) ? pass : until;
  }

  private RefreshCost cost() {
    return new RefreshCost(
        tracker.active(), tracker.counts().running(), passes.missed(), pages.size(), lookUps.ids());
  }

  /** Jobs of which no more is known than that they are not where they were. */
  private void haveLeft(List<JobId> jobs, Instant now) {
    if (jobs.size() >= cost().enoughForAPass()) {
      // As when a queue is paused: a pass shows more of them for less.
      if (!passes.underWay()) {
        tracker.makeDue(jobs, now);
      }
      return;
    }
    lookUps.urge(jobs);
  }
}
