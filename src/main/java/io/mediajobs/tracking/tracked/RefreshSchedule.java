package io.mediajobs.tracking.tracked;

import io.mediajobs.job.JobId;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.TrackedJob.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When each tracked job of one source is to be looked at again. Jobs that have not ended wait in
 * order of their due time, and so do those that have and may yet change, but apart.
 */
public final class RefreshSchedule {

  private final DueJobs active = new DueJobs();
  private final DueJobs watched = new DueJobs();
  private final RefreshTimes times = new RefreshTimes();

  /** The jobs that have not ended, by when they are due. */
  public DueJobs active() {
    return active;
  }

  /** What is learned of how long jobs take. */
  RefreshTimes times() {
    return times;
  }

  /** Puts a job in, by its due time, where it is to be looked at at all. */
  void add(TrackerEntry entry) {
    if (entry.job.phase() != Phase.ENDED) {
      jobs(entry).add(entry);
    }
  }

  /** Takes a job out. */
  void remove(TrackerEntry entry) {
    if (entry.job.phase() != Phase.ENDED) {
      jobs(entry).remove(entry);
    }
  }

  /** Makes a job due then. */
  void move(TrackerEntry entry, Instant at) {
    if (entry.job.phase() != Phase.ENDED) {
      jobs(entry).move(entry, at);
    }
  }

  /**
   * Makes a job that an answer has told of due when it is to be looked at next.
   *
   * @return false where it is to be looked at no more
   */
  boolean plan(TrackerEntry entry, PollSettings settings, Instant now) {
    if (entry.job.phase() == Phase.ACTIVE) {
      active.move(entry, times.next(entry, settings, now));
      return true;
    }
    Instant again = RefreshTimes.again(entry, settings, now);
    if (again != null) {
      move(entry, again);
    }
    return again != null;
  }

  /** Of too many jobs that have ended and may yet change, one; null where they are not too many. */
  @Nullable TrackerEntry tooMany(PollSettings settings) {
    return watched.size() > settings.maxTrackedJobs() / 2 ? watched.last() : null;
  }

  /**
   * Takes jobs to look up that are due, longest overdue first, so that no job is asked for twice at
   * once: they are due again when an answer or {@link #move} says so. Once one job is due, those
   * that would be soon fill up the request, and after them those that have ended.
   *
   * @param soon up to here jobs count as due once any is due now
   */
  public List<JobId> take(int most, Instant now, Instant soon) {
    List<JobId> taken = new ArrayList<>();
    Instant first = active.first();
    if (first != null && !first.isAfter(now)) {
      taken.addAll(active.take(most, soon));
    }
    Instant again = watchedDue(most);
    if (!taken.isEmpty() || (again != null && !again.isAfter(now))) {
      taken.addAll(watched.take(most - taken.size(), now));
    }
    return taken;
  }

  /**
   * When the next look is due; null where no job is left to look at.
   *
   * @param most how many jobs one request can ask for
   */
  public @Nullable Instant next(int most) {
    Instant first = active.first();
    Instant again = watchedDue(most);
    return first == null || (again != null && again.isBefore(first)) ? again : first;
  }

  /**
   * When jobs that have ended are asked for by themselves: as soon as they fill a request, or when
   * the first has waited long enough for one to join.
   */
  private @Nullable Instant watchedDue(int most) {
    Instant first = watched.first();
    if (first == null || first.equals(Instant.MAX)) {
      return first;
    }
    Instant alone = first.plus(RefreshTimes.COMPANY);
    Instant full = watched.due(most);
    return full == null || alone.isBefore(full) ? alone : full;
  }

  private DueJobs jobs(TrackerEntry entry) {
    return entry.job.phase() == Phase.ACTIVE ? active : watched;
  }
}
