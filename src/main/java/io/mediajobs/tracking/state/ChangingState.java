package io.mediajobs.tracking.state;

import io.mediajobs.job.JobId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state of a source as an offset needs it: as a whole, or by what has changed of it. */
public interface ChangingState {

  /** All of it, which costs the more the more jobs are tracked. */
  SourceState state();

  /** All of it but the tracked jobs, however many there are. */
  SourceState stateWithoutJobs();

  /** A tracked job; null for one that is not tracked. */
  @Nullable TrackedJob tracked(JobId id);

  /** Which jobs are new, have changed or were forgotten since this was asked for last. */
  Set<JobId> takeChanged();
}
