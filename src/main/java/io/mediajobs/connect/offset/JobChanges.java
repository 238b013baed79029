package io.mediajobs.connect.offset;

import io.mediajobs.job.JobId;
import io.mediajobs.tracking.state.ChangingState;
import io.mediajobs.tracking.state.TrackedJob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What makes the tracked jobs of one offset out of those of an earlier one.
 *
 * @param changed the jobs that are new or others than they were, as they are now
 * @param forgotten the jobs that are not tracked any more, sorted
 */
record JobChanges(List<TrackedJob> changed, List<JobId> forgotten) {

  static final JobChanges NONE = new JobChanges(List.of(), List.of());

  /** Makes the lists unchangeable. */
  JobChanges {
    changed = List.copyOf(changed);
    forgotten = forgotten.stream().sorted().toList();
  }

  /** The changes of some jobs, as they are now. */
  static JobChanges of(Collection<JobId> ids, ChangingState state) {
    List<TrackedJob> changed = new ArrayList<>();
    List<JobId> forgotten = new ArrayList<>();
    for (JobId id : ids) {
      TrackedJob job = state.tracked(id);
      if (job == null) {
        forgotten.add(id);
      } else {
        changed.add(job);
      }
    }
    return new JobChanges(changed, forgotten);
  }

  /** The jobs that they are of. */
  Set<JobId> ids() {
    Set<JobId> ids = new HashSet<>(forgotten);
    changed.forEach(job -> ids.add(job.id()));
    return ids;
  }

  /** Makes these changes to jobs by their ids. */
  void apply(Map<JobId, TrackedJob> jobs) {
    forgotten.forEach(jobs::remove);
    changed.forEach(job -> jobs.put(job.id(), job));
  }
}
