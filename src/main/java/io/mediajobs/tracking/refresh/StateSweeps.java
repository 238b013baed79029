package io.mediajobs.tracking.refresh;

import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Plan;
import io.mediajobs.tracking.plan.Step;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.tracked.Reconciler;
import io.mediajobs.tracking.tracked.Tracker;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Passes over all jobs that have not ended, one after another: {@link StateSweep}. */
final class StateSweeps implements Plan {

  private final JobSource source;
  private final PollSettings settings;
  private final Tracker tracker;
  private final Reconciler watch;
  private final RefreshPages pages;

  private @Nullable StateSweep sweep;
  private boolean asked;

  /** Whether a page of the pass could not be had. */
  private boolean failed;

  /** What the last pass did not show, until it is asked for. */
  private final Set<JobId> unshown = new HashSet<>();

  private Instant unshownSince = Instant.MIN;

  /** How many jobs a pass has lately not shown: they are looked up besides. */
  private double missed;

  /** Until then no pass is tried: the service has refused one. */
  private Instant from = Instant.MIN;

  StateSweeps(
      JobSource source,
      PollSettings settings,
      Tracker tracker,
      Reconciler watch,
      RefreshPages pages) {
    this.source = source;
    this.settings = settings;
    this.tracker = tracker;
    this.watch = watch;
    this.pages = pages;
  }

  /** Whether one can begin: none is under way, and what the last one missed has been asked for. */
  boolean mayBegin(Instant now) {
    return sweep == null && !oweSome() && !now.isBefore(from);
  }

  /** Begins one over these creation times. */
  void begin(CreationRange stretch, Instant now) {
    Set<JobId> jobs = tracker.due().takeCreated(stretch.oldest(), stretch.newest());
    sweep = new StateSweep(stretch, jobs, pages.size(), now);
    failed = false;
  }

  /** One would have cost too much for what it misses, which is worth a try again some time. */
  void wasTooCostly() {
    missed *= 0.9;
  }

  /** How many jobs one has lately not shown. */
  double missed() {
    return missed;
  }

  /** Whether one is under way. */
  boolean underWay() {
    return sweep != null;
  }

  /**
   * Until when look-ups of jobs that are due may wait, as one has just begun and is going to tell
   * of more of them; in the past where that is not so.
   */
  Instant othersWaitUntil() {
    if (sweep == null || failed) {
      return Instant.MIN;
    }
    return sweep.begunAt().plus(settings.refreshInterval().dividedBy(4));
  }

  /** The page to ask for, where there is one. */
  Step step() {
    if (sweep == null || asked) {
      return Step.Later.ANSWERED;
    }
    asked = true;
    return new Ask(sweep.listing(source, pages.settings()), this);
  }

  @Override
  public List<JobEvent> answered(Ask ask, JobPage page, Times at) {
    List<JobEvent> findings = watch.refreshed(page, at);
    asked = false;
    if (sweep != null && sweep.answered(page)) {
      List<JobId> missing =
          sweep.missing().stream()
              .filter(id -> !tracker.answeredSince(id, sweep.begunAt()))
              .toList();
      missed = (missed + missing.size()) / 2;
      tracker.makeDue(missing, at.now());
      unshown.addAll(missing);
      unshownSince = sweep.begunAt();
      sweep = null;
    }
    return findings;
  }

  @Override
  public void failed(Ask ask, Instant now) {
    failed = true;
  }

  /** The jobs of the pass are looked up by id, or smaller pages are tried. */
  @Override
  public @Nullable String givenUp(Ask ask, JobsApiException failure, Instant now) {
    if (failure.isAboutCredentials()) {
      return failure.getMessage();
    }
    asked = false;
    boolean tooLarge = failure.kind() == JobsApiException.Kind.TOO_LARGE;
    if (ask.isAboutToken(failure)) {
      from = now.plus(settings.refreshIntervalMax());
    } else if (!tooLarge || !pages.halve(now)) {
      from = pages.refused(failure, now);
    }
    if (sweep != null) {
      tracker.makeDue(sweep.missing(), now);
      sweep = null;
    }
    return null;
  }

  /** Whether jobs that a pass has not shown are still to be asked for: another would miss them. */
  private boolean oweSome() {
    unshown.removeIf(id -> tracker.answeredSince(id, unshownSince) || tracker.isAsked(id));
    return !unshown.isEmpty();
  }
}
