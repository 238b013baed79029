package io.mediajobs.tracking;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTags;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The look-ups of one source: which jobs are asked for by their ids next. */
final class LookUps {

  private final JobSource source;
  private final Tracker tracker;
  private final int ids;

  /** Jobs to be asked for before all others. */
  private final Deque<JobId> urgent = new ArrayDeque<>();

  /** Those, and the jobs of look-ups under way. */
  private final Set<JobId> asking = new HashSet<>();

  /** What the last pass did not show, until it is asked for. */
  private final Set<JobId> unshown = new HashSet<>();

  private Instant unshownSince = Instant.MIN;

  LookUps(JobSource source, Tracker tracker) {
    this.source = source;
    this.tracker = tracker;
    this.ids = JobTags.idsPerLookUp(source);
  }

  /** How many jobs one can ask for. */
  int ids() {
    return ids;
  }

  /** Whether there is one that no other query may delay. */
  boolean pressing() {
    return !urgent.isEmpty();
  }

  /**
   * The next one; null where nothing is due.
   *
   * @param dueToo whether to ask for jobs that are due, or only for urgent ones
   * @param soon up to here jobs count as due once any is due now
   */
  @Nullable LookUp next(boolean dueToo, Instant now, Instant soon) {
    List<JobId> next = new ArrayList<>();
    while (next.size() < ids && !urgent.isEmpty()) {
      next.add(urgent.poll());
    }
    if (next.isEmpty() && dueToo) {
      next.addAll(tracker.takeDue(ids, now, soon));
    }
    tracker.makeDue(next, Instant.MAX);
    asking.addAll(next);
    next.forEach(unshown::remove);
    return next.isEmpty() ? null : new LookUp(source, next);
  }

  /** Jobs to be asked for before all others, unless they are already. */
  void urge(Collection<JobId> jobs) {
    for (JobId id : jobs) {
      if (asking.add(id)) {
        urgent.add(id);
      }
    }
  }

  /** Jobs that a pass which began then has not shown: they are due. */
  void missed(Collection<JobId> jobs, Instant since, Instant now) {
    tracker.makeDue(jobs, now);
    unshown.addAll(jobs);
    unshownSince = since;
  }

  /** Whether jobs that a pass has not shown are still to be asked for: another would miss them. */
  boolean oweSome() {
    unshown.removeIf(id -> tracker.answeredSince(id, unshownSince));
    return !unshown.isEmpty();
  }

  /** Takes in that one was answered. */
  void answered(LookUp lookUp) {
    lookUp.ids().forEach(asking::remove);
  }
}
