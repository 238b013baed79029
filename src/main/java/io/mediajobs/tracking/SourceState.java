package io.mediajobs.tracking;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is remembered of a source from one run to the next: the value that offsets are made
 * from.
 *
 * @param lastCreationTime creation time of the newest job discovered; null before the first
 * @param settledCreationTime up to here, inclusive, every job is known and none can show up late;
 *     null where nothing is settled
 * @param sweep the listing in progress; null between listings
 * @param trackedJobs the tracked jobs, in no particular order
 * @param quarantinedJobs the unreadable jobs that have been told, in no particular order
 */
public record SourceState(
    @Nullable Instant lastCreationTime,
    @Nullable Instant settledCreationTime,
    @Nullable OpenSweep sweep,
    List<TrackedJob> trackedJobs,
    List<QuarantinedJob> quarantinedJobs) {

  /** Nothing discovered yet. */
  public static final SourceState NEW = new SourceState(null, null, null, List.of());

  /**
   * A listing in progress.
   *
   * @param nextToken where it goes on
   * @param startTime the start that its token was given for; null for none
   * @param endTime the end that its token was given for; null for none
   * @param settles whether no late job can turn up in what it has listed so far
   */
  public record OpenSweep(
      String nextToken, @Nullable Instant startTime, @Nullable Instant endTime, boolean settles) {}

  /** Makes the lists unchangeable. */
  public SourceState {
    trackedJobs = List.copyOf(trackedJobs);
    quarantinedJobs = List.copyOf(quarantinedJobs);
  }

  /** A state without unreadable jobs. */
  public SourceState(
      @Nullable Instant lastCreationTime,
      @Nullable Instant settledCreationTime,
      @Nullable OpenSweep sweep,
      List<TrackedJob> trackedJobs) {
    this(lastCreationTime, settledCreationTime, sweep, trackedJobs, List.of());
  }
}
