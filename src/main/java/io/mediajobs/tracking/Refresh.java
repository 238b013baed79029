package io.mediajobs.tracking;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobSource;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The refresh of one source: looks again at jobs that have not ended, by whichever way costs the
 * fewest requests ({@link RefreshCost}). Look-ups of ten, for few jobs that are due; a pass over a
 * listing by states, for many; and, where many are tracked, looks at the {@link Frontier}, with a
 * pass on the slower interval for what these cannot show.
 */
final class Refresh {

  private final JobSource source;
  private final PollSettings settings;
  private final Tracker tracker;
  private final Frontier frontier;
  private final LookUps lookUps;

  private @Nullable RefreshSweep sweep;
  private boolean asked;

  /** Whether a page of the pass could not be had. */
  private boolean sweepFailed;

  /** Whether it is the turn of the pass, and not of look-ups. */
  private boolean sweepTurn = true;

  /** How many jobs a pass has lately not shown: they are looked up besides. */
  private double missed;

  /** Until then no pass is tried: the service has refused the token of one. */
  private Instant sweepsFrom = Instant.MIN;

  Refresh(JobSource source, PollSettings settings, Tracker tracker) {
    this.source = source;
    this.settings = settings;
    this.tracker = tracker;
    this.frontier = new Frontier(source, settings, tracker);
    this.lookUps = new LookUps(source, tracker);
  }

  /** The next query; null where nothing is due. */
  @Nullable JobQuery next(Instant now) {
    JobQuery query = lookUps.again();
    if (query != null) {
      return query;
    }
    // Once one job is due, those that soon will be fill up the request.
    Instant soon = now.plus(settings.refreshInterval().dividedBy(2));
    begin(now, soon);
    query = frontier.next();
    if (query == null && sweepTurn) {
      query = nextPage();
    }
    if (query == null) {
      sweepTurn = true;
      query = lookUps.next(!waits(now), now, soon);
    }
    return query == null ? nextPage() : query;
  }

  /** When something is due; null where nothing ever is. */
  @Nullable Instant nextDue() {
    if (lookUps.pressing() || frontier.wants() || (sweep != null && !asked)) {
      return Instant.MIN;
    }
    Instant due = tracker.nextDue();
    if (due != null && due.isBefore(othersWaitUntil())) {
      due = othersWaitUntil();
    }
    Instant look = frontier.dueAt(cost());
    return due == null || (look != null && look.isBefore(due)) ? look : due;
  }

  /** Whether a listing is the refresh's, and not discovery's. */
  static boolean owns(Listing listing) {
    return !listing.states().isEmpty();
  }

  /** Takes in a page, after its jobs have been looked at. */
  void answered(Listing query, JobPage page, Instant askedAt, Instant now) {
    if (Frontier.owns(query)) {
      List<JobId> gone = frontier.answered(page, askedAt, now);
      if (gone != null) {
        haveLeft(gone, now);
      }
      return;
    }
    asked = false;
    if (sweep != null && sweep.answered(page)) {
      List<JobId> missing =
          sweep.missing().stream()
              .filter(id -> !tracker.answeredSince(id, sweep.begunAt()))
              .toList();
      missed = (missed + missing.size()) / 2;
      lookUps.missed(missing, sweep.begunAt(), now);
      sweep = null;
    }
  }

  /** Takes in that a look-up was answered. */
  void answered(LookUp lookUp) {
    lookUps.answered(lookUp);
  }

  /**
   * A query of the refresh failed and is to be asked again.
   *
   * @param asItIs whether this very query, as one of its jobs may be what makes it fail
   */
  void failed(JobQuery query, boolean asItIs, Instant now) {
    if (query instanceof LookUp lookUp) {
      lookUps.failed(lookUp, asItIs, now);
    } else if (Frontier.owns((Listing) query)) {
      frontier.failed();
    } else {
      asked = false;
      sweepFailed = true;
    }
  }

  /** The token of a listing was refused: the jobs of a pass are looked up by id. */
  void tokenRejected(Listing query, Instant now) {
    if (Frontier.owns(query)) {
      frontier.tokenRejected(now);
      return;
    }
    asked = false;
    if (sweep != null) {
      tracker.makeDue(sweep.missing(), now);
      sweep = null;
      sweepsFrom = now.plus(settings.refreshIntervalMax());
    }
  }

  /** Begins what is to begin now. */
  private void begin(Instant now, Instant soon) {
    RefreshCost cost = cost();
    Instant look = frontier.dueAt(cost);
    boolean frontierDue = look != null && !look.isAfter(now);
    Instant first = tracker.nextDue();
    boolean mayPass =
        sweep == null && !lookUps.oweSome() && !now.isBefore(sweepsFrom) && !waits(now);
    List<Instant> due =
        mayPass && first != null && !first.isAfter(now) ? tracker.due().creations(soon) : List.of();
    Stretch stretch = Stretch.of(due, tracker.due(), cost);
    RefreshCost.Way way =
        cost.cheapest(due.size(), stretch == null ? 1 : stretch.requests(), frontierDue);
    if (way == RefreshCost.Way.FRONTIER) {
      frontier.begin(cost, now);
      tracker.times().share(now);
    } else if (way == RefreshCost.Way.PASS && stretch != null) {
      Set<JobId> jobs = tracker.due().takeCreated(stretch.oldest(), stretch.newest());
      sweep = new RefreshSweep(stretch, jobs, settings.pageSize(), now);
      sweepFailed = false;
    } else if (stretch != null) {
      // It grows old, and a pass is worth a try again some time.
      missed *= 0.9;
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
    if (sweep == null || sweepFailed) {
      return until;
    }
    Instant pass = sweep.begunAt().plus(settings.refreshInterval().dividedBy(4));
    return pass.isBefore(until) ? until : pass;
  }

  private RefreshCost cost() {
    return new RefreshCost(
        tracker.active(), tracker.counts().running(), missed, settings.pageSize(), lookUps.ids());
  }

  /** Jobs of which no more is known than that they are not where they were. */
  private void haveLeft(List<JobId> jobs, Instant now) {
    if (jobs.size() >= cost().enoughForAPass()) {
      // As when a queue is paused: a pass shows more of them for less.
      if (sweep == null) {
        tracker.makeDue(jobs, now);
      }
      return;
    }
    lookUps.urge(jobs);
  }

  private @Nullable Listing nextPage() {
    if (sweep == null || asked) {
      return null;
    }
    asked = true;
    sweepTurn = false;
    return sweep.listing(source, settings);
  }
}
