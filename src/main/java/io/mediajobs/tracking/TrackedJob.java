package io.mediajobs.tracking;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a job whose next state still matters, or that a listing may show again.
 *
 * @param id the job
 * @param creationTime its creation time, whole seconds
 * @param state the newest state that was emitted
 * @param sequence the sequence of the newest transition
 * @param progress the newest progress that was emitted; null where there was none
 * @param started whether a transition to Running has been emitted: it is inferred at most once
 * @param content four bytes of the fingerprint of the content last emitted; null where that was not
 *     noted, as by version 0.1.0
 * @param timeless whether the job shows no creation time, so that the one here is its neighbour's
 * @param before the state before {@code NonExist}; null in every other state, and where that was
 *     not noted
 */
public record TrackedJob(
    JobId id,
    Instant creationTime,
    JobState state,
    int sequence,
    @Nullable Integer progress,
    boolean started,
    @Nullable Integer content,
    boolean timeless,
    @Nullable JobState before) {

  /** Cuts the creation time to the API's grain. */
  public TrackedJob {
    creationTime = creationTime.truncatedTo(ChronoUnit.SECONDS);
  }

  /** A job of which no more is known than version 0.1.0 noted. */
  public TrackedJob(
      JobId id,
      Instant creationTime,
      JobState state,
      int sequence,
      @Nullable Integer progress,
      boolean started) {
    this(id, creationTime, state, sequence, progress, started, null, false, null);
  }
}
