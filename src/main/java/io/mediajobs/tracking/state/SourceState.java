package io.mediajobs.tracking.state;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is remembered of a source from one run to the next: the value that offsets are made
 * from.
 *
 * @param started whether it is known where the first run starts; false only before the first answer
 *     of a source without any offset
 * @param lastCreationTime creation time of the newest job discovered; null before the first
 * @param settledCreationTime up to here, inclusive, every job is known and none can show up late;
 *     null where nothing is settled
 * @param sweep the listing in progress; null between listings
 * @param slices the slices of a long past that are listed side by side, from the oldest to the
 *     newest, each beginning a second behind the one before; the first one goes on from {@code
 *     settledCreationTime}. Empty where there are none
 * @param trackedJobs the tracked jobs, in no particular order
 * @param quarantinedJobs the unreadable jobs that have been told, in no particular order
 */
public record SourceState(
    boolean started,
    @Nullable Instant lastCreationTime,
    @Nullable Instant settledCreationTime,
    @Nullable OpenSweep sweep,
    List<OpenSlice> slices,
    List<TrackedJob> trackedJobs,
    List<QuarantinedJob> quarantinedJobs) {

  /** Nothing asked yet. */
  public static final SourceState NEW =
      new SourceState(false, null, null, null, List.of(), List.of(), List.of());

  /**
   * A listing in progress.
   *
   * @param nextToken where it goes on
   * @param startTime the start that its token was given for; null for none
   * @param endTime the end that its token was given for; null for none
   */
  public record OpenSweep(
      String nextToken, @Nullable Instant startTime, @Nullable Instant endTime) {}

  /**
   * A slice of a long past.
   *
   * @param from its first second
   * @param stop its last second
   * @param settled up to here every job of it is known; the second before {@code from} at first
   * @param newest creation time of the newest job of it that is known; null for none
   * @param startTime the start that its token was given for; null for none
   * @param endTime the end that its token was given for
   * @param nextToken where it goes on; null where its listing begins anew
   */
  public record OpenSlice(
      Instant from,
      Instant stop,
      Instant settled,
      @Nullable Instant newest,
      @Nullable Instant startTime,
      Instant endTime,
      @Nullable String nextToken) {}

  /**
   * What is remembered of an unreadable job that has been told, so that it is told once.
   *
   * @param identity its JobId, or the digest of its text where it shows none; a comma and the JobId
   *     of one that counts as known even while it is not tracked: a first run starts behind it, or
   *     it has been read since
   * @param creationTime its creation time or a later one, whole seconds: once everything up to here
   *     is settled, no listing shows it again
   */
  public record QuarantinedJob(String identity, Instant creationTime) {

    /** Cuts the creation time to the API's grain. */
    public QuarantinedJob {
      creationTime = creationTime.truncatedTo(ChronoUnit.SECONDS);
    }
  }

  /** Makes the lists unchangeable. */
  public SourceState {
    slices = List.copyOf(slices);
    trackedJobs = List.copyOf(trackedJobs);
    quarantinedJobs = List.copyOf(quarantinedJobs);
  }

  /** The state of a source that has started. */
  public SourceState(
      @Nullable Instant lastCreationTime,
      @Nullable Instant settledCreationTime,
      @Nullable OpenSweep sweep,
      List<OpenSlice> slices,
      List<TrackedJob> trackedJobs,
      List<QuarantinedJob> quarantinedJobs) {
    this(true, lastCreationTime, settledCreationTime, sweep, slices, trackedJobs, quarantinedJobs);
  }
}
