package io.mediajobs.tracking.state;

import io.mediajobs.tracking.state.SourceState.OpenSweep;
import io.mediajobs.tracking.state.SourceState.QuarantinedJob;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds states of sources whose past is not cut into slices. */
public final class SourceStates {

  private SourceStates() {}

  /** A state with these jobs. */
  public static SourceState of(
      @Nullable Instant lastCreationTime,
      @Nullable Instant settledCreationTime,
      @Nullable OpenSweep sweep,
      List<TrackedJob> trackedJobs,
      List<QuarantinedJob> quarantinedJobs) {
    return new SourceState(
        lastCreationTime, settledCreationTime, sweep, List.of(), trackedJobs, quarantinedJobs);
  }

  /** A state without unreadable jobs. */
  public static SourceState of(
      @Nullable Instant lastCreationTime,
      @Nullable Instant settledCreationTime,
      @Nullable OpenSweep sweep,
      List<TrackedJob> trackedJobs) {
    return of(lastCreationTime, settledCreationTime, sweep, trackedJobs, List.of());
  }
}
