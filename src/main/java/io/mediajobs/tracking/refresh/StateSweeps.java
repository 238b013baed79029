package io.mediajobs.tracking.refresh;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Plan;
import io.mediajobs.tracking.plan.Step;
import io.mediajobs.tracking.refresh.RefreshCost.CreationRange;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.tracked.Reconciler;
import io.mediajobs.tracking.tracked.RefreshSchedule;
import io.mediajobs.tracking.tracked.Tracker;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sweeps over the jobs that have not ended, one after another, by listing their states instead of
 * asking for each: a tenth of the requests where many jobs are due. A job that a sweep does not
 * show may have ended, or slipped between two pages; only a look-up decides.
 */
final class StateSweeps {

  private static final List<JobState> STATES =
      List.of(JobState.SUBMITTED, JobState.RUNNING, JobState.PAUSE);

  private final Tracker tracker;
  private final RefreshSchedule schedule;
  private final Reconciler reconciler;
  private final RefreshPages pages;

  private @Nullable Sweep sweep;

  /** What the last sweep did not show, until it is asked for. */
  private final Set<JobId> unshown = new HashSet<>();

  private Instant unshownSince = Instant.MIN;

  /** How many jobs a sweep has lately not shown: they are looked up besides. */
  private double missed;

  /** Until then no sweep is tried: the service has refused one. */
  private Instant from = Instant.MIN;

  StateSweeps(
      Tracker tracker, RefreshSchedule schedule, Reconciler reconciler, RefreshPages pages) {
    this.tracker = tracker;
    this.schedule = schedule;
    this.reconciler = reconciler;
    this.pages = pages;
  }

  /**
   * Begins a sweep, where none is under way and it costs less than look-ups of what is due.
   *
   * @param dueFrom jobs that are due wait until then, as another plan is going to show them
   */
  void begin(RefreshCost cost, Instant now, Instant dueFrom) {
    if (sweep != null || owesSome() || now.isBefore(from) || now.isBefore(dueFrom)) {
      return;
    }
    List<Instant> due = schedule.dueCreations(now);
    if (due.size() <= cost.idsPerLookUp()) {
      // A single look-up is cheaper than any sweep.
      return;
    }
    CreationRange range = cost.range(due, schedule);
    if (cost.sweepPays(due.size(), range.requests())) {
      sweep = new Sweep(range, now);
    } else {
      // What it misses makes it too costly, which is worth a try again some time.
      missed *= 0.9;
    }
  }

  /** How many jobs a sweep has lately not shown. */
  double missed() {
    return missed;
  }

  /** Whether a sweep is under way. */
  boolean underWay() {
    return sweep != null;
  }

  /**
   * Until when look-ups of jobs that are due may wait, as a sweep has just begun and is going to
   * tell of more of them; in the past where that is not so.
   */
  Instant othersWaitUntil() {
    return sweep == null || sweep.failed
        ? Instant.MIN
        : sweep.begunAt.plus(pages.settings().refreshInterval().dividedBy(4));
  }

  /** The page to ask for, where there is one. */
  Step step() {
    return sweep == null ? Step.Later.ANSWERED : sweep.listing.step(pages, sweep, false);
  }

  /** Whether jobs that a sweep has not shown are still to be asked for: another would miss them. */
  private boolean owesSome() {
    unshown.removeIf(id -> tracker.answeredSince(id, unshownSince) || schedule.isAsked(id));
    return !unshown.isEmpty();
  }

  /** One sweep over the jobs of a range of creation times. */
  private final class Sweep implements Plan {

    private final Instant begunAt;
    private final Set<JobId> missing;
    private final CreationListing listing;

    /** Whether a page of it could not be had. */
    private boolean failed;

    private Sweep(CreationRange range, Instant now) {
      begunAt = now;
      missing = schedule.takeCreated(range.oldest(), range.newest());
      // Jobs that are new meanwhile take room too; a service that pages for ever is left alone.
      int most = 2 * (missing.size() / pages.size() + 1) + 8;
      listing = new CreationListing(STATES, range.oldest(), range.newest(), most);
    }

    @Override
    public List<JobEvent> answered(Ask ask, JobPage page, Times at) {
      List<JobEvent> findings = reconciler.refreshed(page, at);
      page.jobs().stream().map(JobDetail::id).forEach(missing::remove);
      if (listing.answered(page, at.askedAt())) {
        missing.removeIf(id -> tracker.answeredSince(id, begunAt));
        missed = (missed + missing.size()) / 2;
        schedule.makeDue(missing, at.now());
        unshown.addAll(missing);
        unshownSince = begunAt;
        sweep = null;
      }
      return findings;
    }

    @Override
    public void failed(Ask ask, Instant now) {
      failed = true;
    }

    /** The jobs of the sweep are looked up by id, or smaller pages are tried. */
    @Override
    public @Nullable String givenUp(Ask ask, JobsApiException failure, Instant now) {
      if (failure.isAboutCredentials()) {
        return failure.getMessage();
      }
      from = pages.again(ask, failure, now);
      schedule.makeDue(missing, now);
      sweep = null;
      return null;
    }
  }
}
