package io.mediajobs.tracking.refresh;

import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Plan;
import io.mediajobs.tracking.plan.Step;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.state.TrackedJob;
import io.mediajobs.tracking.state.TrackedJob.Phase;
import io.mediajobs.tracking.tracked.Reach;
import io.mediajobs.tracking.tracked.Reconciler;
import io.mediajobs.tracking.tracked.RefreshSchedule;
import io.mediajobs.tracking.tracked.Tracker;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for jobs where they were created: by listings of all states around their seconds. So it is
 * found out whether a job is gone that look-ups have denied, and so jobs are followed that look-ups
 * do not reach.
 *
 * <p>A listing begins at the oldest of these. Each page decides for the jobs that it spans, and the
 * next listing begins at the next: tokens serve inside of a second, or where there is no order.
 */
final class CreationSearch {

  /** A second with more pages of jobs is not gone through. */
  private static final int MOST_PAGES = 100;

  private static final int TRIES = 3;

  private final Tracker tracker;
  private final RefreshSchedule schedule;
  private final Reconciler reconciler;
  private final Reach reach;
  private final RefreshPages pages;

  /** What is looked for until nothing of it is left. */
  private final Set<JobId> wanted = new HashSet<>();

  /** What is looked for then, lest the oldest, wanted again and again, keep back the others. */
  private final Set<JobId> wantedNext = new HashSet<>();

  /** The jobs that the listing under way decides on, by their creation times. */
  private final Map<JobId, Instant> sought = new HashMap<>();

  /** What a listing of several pages has not shown: another one has to agree. */
  private final Set<JobId> absentOnce = new HashSet<>();

  private @Nullable Search search;

  /** Whether listings are of one second each, as a longer one has not told what it was to tell. */
  private boolean bySeconds;

  /** Until then no listing is tried, as one was refused. */
  private Instant from = Instant.MIN;

  CreationSearch(
      Tracker tracker,
      RefreshSchedule schedule,
      Reconciler reconciler,
      Reach reach,
      RefreshPages pages) {
    this.tracker = tracker;
    this.schedule = schedule;
    this.reconciler = reconciler;
    this.reach = reach;
    this.pages = pages;
  }

  /** Looks for a job. */
  void want(JobId id) {
    wantedNext.add(id);
  }

  /** The page to ask for, or when there is one. */
  Step step(Instant now) {
    pages.at(now);
    if (search == null && now.isBefore(from) && !(wanted.isEmpty() && wantedNext.isEmpty())) {
      return new Step.Later(from);
    }
    search = search == null ? begun() : search;
    return search == null ? Step.Later.ANSWERED : search.listing.step(pages, search, search.inPart);
  }

  /** A listing for all that is wanted; null where that is nothing. */
  private @Nullable Search begun() {
    if (wanted.isEmpty()) {
      wanted.addAll(wantedNext);
      wantedNext.clear();
    }
    sought.clear();
    for (JobId id : wanted) {
      TrackedJob job = tracker.get(id);
      if (job != null && job.phase() != Phase.ENDED) {
        sought.put(id, job.creationTime());
      }
    }
    wanted.retainAll(sought.keySet());
    absentOnce.removeIf(id -> tracker.get(id) == null);
    if (wanted.isEmpty()) {
      return null;
    }
    Instant oldest = Collections.min(sought.values());
    if (bySeconds) {
      sought.values().removeIf(oldest::isBefore);
    }
    return new Search(oldest, Collections.max(sought.values()));
  }

  /** A listing under way. */
  private final class Search implements Plan {

    private final CreationListing listing;

    /** Whether one job fills more than an answer. */
    private boolean inPart;

    private Search(Instant oldest, Instant newest) {
      listing = new CreationListing(List.of(), oldest, newest, MOST_PAGES);
    }

    @Override
    public List<JobEvent> answered(Ask ask, JobPage page, Times at) {
      List<JobEvent> findings = reconciler.refreshed(page, at);
      boolean over = listing.answered(page, at.askedAt());
      List<JobId> decided = sought.keySet().stream().filter(id -> decides(id, at.now())).toList();
      for (JobId id : decided) {
        sought.remove(id);
        wanted.remove(id);
        if (!listing.shown().contains(id)) {
          absent(id, at, findings);
        } else if (schedule.isAsked(id)) {
          reconciler.unread(id, at.now());
        }
      }
      if (decided.isEmpty() && over) {
        // The next listing would not tell more, unless it is shorter.
        giveUp(at.now()).stream().filter(this::isOver).forEach(id -> schedule.leave(id, at.now()));
      }
      search = decided.isEmpty() && !over ? search : null;
      return findings;
    }

    @Override
    public boolean isAskedAgain(Ask ask, boolean othersFail, Instant now) {
      boolean atFault = !othersFail || reconciler.answeredSince(ask.failingSince());
      if (ask.failures() < TRIES || !ask.isServerError() || !atFault) {
        return true;
      }
      giveUp(now);
      return false;
    }

    @Override
    public @Nullable String givenUp(Ask ask, JobsApiException failure, Instant now) {
      if (failure.isAboutCredentials()) {
        return failure.getMessage();
      }
      boolean tooLarge = failure.kind() == JobsApiException.Kind.TOO_LARGE;
      if (tooLarge && pages.halve(now)) {
        search = null;
      } else if (tooLarge && !inPart) {
        inPart = true;
      } else {
        boolean refused = !tooLarge && !ask.isAboutToken(failure);
        from = refused ? pages.refused(failure, now) : from;
        giveUp(now);
      }
      return null;
    }

    /** Leaves the oldest of what is looked for to a later listing, and tells which these are. */
    private Set<JobId> giveUp(Instant now) {
      search = null;
      bySeconds = true;
      Instant oldest = sought.isEmpty() ? Instant.MAX : Collections.min(sought.values());
      Set<JobId> left = new HashSet<>(sought.keySet());
      left.removeIf(id -> oldest.isBefore(sought.get(id)));
      left.forEach(wanted::remove);
      schedule.makeDue(left, now.plus(pages.settings().refreshIntervalMax()));
      return left;
    }

    private boolean decides(JobId id, Instant now) {
      TrackedJob job = tracker.get(id);
      Instant creation = sought.get(id);
      if (job == null || creation == null || listing.shown().contains(id)) {
        return true;
      }
      // What look-ups deny is none of the jobs that can't be told from others.
      boolean tells = !listing.nameless() || !standIn(id, now);
      return tells && (job.timeless() || listing.covers(creation));
    }

    /** Whether a job has ended, and may change all the same. */
    private boolean isOver(JobId id) {
      TrackedJob job = tracker.get(id);
      return job != null && job.phase() == Phase.WATCHED;
    }

    /** Whether listings stand in for look-ups of a job, which are not to be had. */
    private boolean standIn(JobId id, Instant now) {
      return reach.of(id, now) == Reach.Way.LISTED;
    }

    /** The listing does not show a job where it would be. */
    private void absent(JobId id, Times at, List<JobEvent> findings) {
      Instant now = at.now();
      TrackedJob job = tracker.get(id);
      if (job == null) {
        return;
      }
      if (tracker.answeredSince(id, listing.askedAt()) && !tracker.isBeingDenied(id)) {
        // It was shown after this listing began: the next look-up decides whether there is another.
        if (schedule.isAsked(id)) {
          schedule.makeDue(List.of(id), now);
        }
        return;
      }
      // It denies only a job whose own time it went by.
      boolean hasOwnTime = !job.timeless() && !schedule.isAhead(job.creationTime(), at);
      boolean denies = isOver(id) || (standIn(id, now) && hasOwnTime);
      if (denies) {
        tracker.denied(id, at.askedAt(), now);
      }
      if (job.phase() == Phase.ACTIVE && tracker.isDenied(id)) {
        if (listing.paged() && absentOnce.add(id)) {
          want(id);
        } else {
          absentOnce.remove(id);
          findings.add(reconciler.vanished(job, at));
        }
      } else if (denies) {
        schedule.leave(id, now);
      } else {
        schedule.makeDue(List.of(id), now.plus(pages.settings().refreshIntervalMax()));
      }
    }
  }
}
