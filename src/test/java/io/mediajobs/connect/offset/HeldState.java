package io.mediajobs.connect.offset;

import static io.mediajobs.job.Jobs.T0;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobState;
import io.mediajobs.tracking.state.ChangingState;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.SourceStates;
import io.mediajobs.tracking.state.TrackedJob;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The state of a source in the hands of a test. */
final class HeldState implements ChangingState {

  private final Map<JobId, TrackedJob> jobs = new LinkedHashMap<>();
  private Set<JobId> changed = new HashSet<>();
  private long last;

  /** Tracks jobs, or has them running with one more transition. */
  HeldState change(String... ids) {
    for (String id : ids) {
      TrackedJob known = jobs.get(new JobId(id));
      int sequence = known == null ? 0 : known.sequence() + 1;
      TrackedJob job =
          new TrackedJob(
              new JobId(id),
              known == null ? T0.plusSeconds(last++) : known.creationTime(),
              sequence == 0 ? JobState.SUBMITTED : JobState.RUNNING,
              sequence,
              null,
              sequence > 0);
      jobs.put(job.id(), job);
      changed.add(job.id());
    }
    return this;
  }

  /** Tracks so many jobs more. */
  HeldState add(String prefix, int count) {
    for (int i = 0; i < count; i++) {
      change(prefix + i);
    }
    return this;
  }

  HeldState forget(String id) {
    jobs.remove(new JobId(id));
    changed.add(new JobId(id));
    return this;
  }

  @Override
  public SourceState state() {
    return SourceStates.of(T0.plusSeconds(last), T0, null, List.copyOf(jobs.values()));
  }

  @Override
  public SourceState stateWithoutJobs() {
    return SourceStates.of(T0.plusSeconds(last), T0, null, List.of());
  }

  @Override
  public TrackedJob tracked(JobId id) {
    return jobs.get(id);
  }

  @Override
  public Set<JobId> takeChanged() {
    Set<JobId> taken = changed;
    changed = new HashSet<>();
    return taken;
  }
}
