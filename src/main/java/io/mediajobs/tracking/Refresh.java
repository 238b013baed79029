package io.mediajobs.tracking;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTags;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The refresh of one source: looks again at jobs that have not ended, by whichever way costs fewer
 * requests, look-ups of ten or a pass over a listing by states.
 */
final class Refresh {

  private final JobSource source;
  private final PollSettings settings;
  private final Tracker tracker;
  private final int idsPerLookUp;

  /** Look-ups whose jobs must stay together. */
  private final Deque<LookUp> again = new ArrayDeque<>();

  private @Nullable RefreshSweep sweep;
  private boolean asked;

  /** How many jobs the last pass did not show: so many look-ups the next one will cost as well. */
  private int missed;

  /** Until then no pass is tried: the service has refused the token of one. */
  private Instant sweepsFrom = Instant.MIN;

  Refresh(JobSource source, PollSettings settings, Tracker tracker) {
    this.source = source;
    this.settings = settings;
    this.tracker = tracker;
    this.idsPerLookUp = JobTags.idsPerLookUp(source);
  }

  /** The next query; null where nothing is due. */
  @Nullable JobQuery next(Instant now) {
    if (!again.isEmpty()) {
      return again.poll();
    }
    // Once one job is due, those that soon will be fill up the request.
    Instant soon = now.plus(settings.refreshInterval().dividedBy(2));
    if (sweep == null && sweepIsCheaper(now, soon)) {
      begin(now, soon);
    }
    if (sweep != null && !asked) {
      asked = true;
      return sweep.listing(source, settings);
    }
    List<JobId> ids = tracker.takeDue(idsPerLookUp, now, soon);
    return ids.isEmpty() ? null : new LookUp(source, ids);
  }

  /** When something is due; null where nothing ever is. */
  @Nullable Instant nextDue() {
    return !again.isEmpty() || (sweep != null && !asked) ? Instant.MIN : tracker.nextDue();
  }

  /** Whether a listing belongs to the pass, and not to discovery. */
  static boolean owns(Listing listing) {
    return !listing.states().isEmpty();
  }

  /** Takes in a page of the pass, after its jobs have been looked at. */
  void answered(JobPage page, Instant now) {
    asked = false;
    if (sweep != null && sweep.answered(page)) {
      List<JobId> missing =
          sweep.missing().stream()
              .filter(id -> !tracker.answeredSince(id, sweep.begunAt()))
              .toList();
      missed = missing.size();
      tracker.makeDue(missing, now);
      sweep = null;
    }
  }

  /**
   * A query of the refresh failed and is to be asked again.
   *
   * @param asItIs whether this very query, as one of its jobs may be what makes it fail
   */
  void failed(JobQuery query, boolean asItIs, Instant now) {
    if (query instanceof LookUp lookUp) {
      if (asItIs) {
        again.add(lookUp);
      } else {
        tracker.makeDue(lookUp.ids(), now);
      }
    } else {
      asked = false;
    }
  }

  /** The token of the pass was refused: its jobs are looked up by id. */
  void tokenRejected(Instant now) {
    asked = false;
    if (sweep != null) {
      tracker.makeDue(sweep.missing(), now);
      sweep = null;
      sweepsFrom = now.plus(settings.refreshIntervalMax());
    }
  }

  private boolean sweepIsCheaper(Instant now, Instant soon) {
    Instant first = tracker.nextDue();
    if (first == null || first.isAfter(now) || now.isBefore(sweepsFrom)) {
      return false;
    }
    int pages = requests(tracker.active(), settings.pageSize());
    int bySweep = pages + requests(missed, idsPerLookUp);
    int enough = bySweep * idsPerLookUp + 1;
    return tracker.countDue(soon, enough) == enough;
  }

  private void begin(Instant now, Instant soon) {
    Instant oldest = tracker.oldestDue(soon);
    if (oldest == null) {
      return;
    }
    Set<JobId> jobs = tracker.activeFrom(oldest);
    tracker.makeDue(jobs, Instant.MAX);
    sweep = new RefreshSweep(jobs, oldest.minus(Sweep.GRAIN), settings.pageSize(), now);
  }

  private static int requests(int jobs, int aRequest) {
    return (jobs + aRequest - 1) / aRequest;
  }
}
