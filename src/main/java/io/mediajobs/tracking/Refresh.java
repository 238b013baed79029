package io.mediajobs.tracking;

import io.mediajobs.job.Finding;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApiException;
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
  private final JobWatch watch;
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

  Refresh(JobSource source, PollSettings settings, Tracker tracker, JobWatch watch) {
    this.source = source;
    this.watch = watch;
    this.settings = settings;
    this.tracker = tracker;
    this.frontier = new Frontier(source, settings, tracker);
    this.lookUps = new LookUps(source, tracker);
  }

  /** The next question; null where nothing is due. */
  @Nullable Ask next(Instant now) {
    // Once one job is due, those that soon will be fill up the request.
    Instant soon = now.plus(settings.refreshInterval().dividedBy(2));
    begin(now, soon);
    Ask ask = ask(frontier.next(), new Look());
    if (ask == null && sweepTurn) {
      ask = nextPage();
    }
    if (ask == null) {
      sweepTurn = true;
      ask = ask(lookUps.next(!waits(now), now, soon), new ById());
    }
    return ask == null ? nextPage() : ask;
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

  /** Looks at the frontier. */
  private final class Look implements Plan {

    @Override
    public List<Finding> answered(Ask ask, JobPage page, Times at) {
      List<Finding> findings = watch.refreshed(page, at);
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

    @Override
    public @Nullable String givenUp(Ask ask, JobsApiException failure, Instant now) {
      if (!isAboutToken(ask, failure)) {
        return failure.getMessage();
      }
      frontier.tokenRejected(now);
      return null;
    }
  }

  /** Passes over all that have not ended. */
  private final class Pass implements Plan {

    @Override
    public List<Finding> answered(Ask ask, JobPage page, Times at) {
      List<Finding> findings = watch.refreshed(page, at);
      asked = false;
      if (sweep != null && sweep.answered(page)) {
        List<JobId> missing =
            sweep.missing().stream()
                .filter(id -> !tracker.answeredSince(id, sweep.begunAt()))
                .toList();
        missed = (missed + missing.size()) / 2;
        lookUps.missed(missing, sweep.begunAt(), at.now());
        sweep = null;
      }
      return findings;
    }

    @Override
    public void failed(Ask ask, Instant now) {
      sweepFailed = true;
    }

    /** The token was refused: the jobs of the pass are looked up by id. */
    @Override
    public @Nullable String givenUp(Ask ask, JobsApiException failure, Instant now) {
      if (!isAboutToken(ask, failure)) {
        return failure.getMessage();
      }
      asked = false;
      if (sweep != null) {
        tracker.makeDue(sweep.missing(), now);
        sweep = null;
        sweepsFrom = now.plus(settings.refreshIntervalMax());
      }
      return null;
    }
  }

  /** Looks jobs up by their ids. */
  private final class ById implements Plan {

    @Override
    public List<Finding> answered(Ask ask, JobPage page, Times at) {
      LookUp lookUp = (LookUp) ask.plain();
      List<Finding> findings = watch.lookedUp(lookUp, page, at);
      lookUps.answered(lookUp);
      return findings;
    }
  }

  /** Which code says that a token is no longer good is not documented: any 400 to one may. */
  private static boolean isAboutToken(Ask ask, JobsApiException failure) {
    return failure.status() == 400
        && ask.plain() instanceof Listing listing
        && listing.nextToken() != null;
  }

  private static @Nullable Ask ask(@Nullable JobQuery query, Plan plan) {
    return query == null ? null : new Ask(query, plan);
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

  private @Nullable Ask nextPage() {
    if (sweep == null || asked) {
      return null;
    }
    asked = true;
    sweepTurn = false;
    return new Ask(sweep.listing(source, settings), new Pass());
  }
}
