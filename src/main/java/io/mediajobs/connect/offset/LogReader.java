package io.mediajobs.connect.offset;

import io.mediajobs.connect.offset.LogCodec.Pieces;
import io.mediajobs.connect.offset.TaskOffsets.StoredOffset;
import io.mediajobs.job.JobId;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.TrackedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is stored of a source: the snapshot, and what the change log adds to it. Entries are
 * taken in order up to the first that is missing or does not follow the one before.
 *
 * <p>Where a piece of a snapshot is missing or of another one, as a worker that dies may have
 * written only some of the offsets that it had, the jobs of the snapshot are not known. Then the
 * source goes on from before the oldest of them: they are listed again, and told again.
 */
final class LogReader {

  private final Map<String, Map<String, Object>> parts;
  private final LogSizes sizes;
  private final Map<JobId, TrackedJob> jobs = new HashMap<>();

  /**
   * Reads the further partitions of a source.
   *
   * @param parts what they hold, by their key {@code log}, as far as they hold anything
   */
  LogReader(Map<String, Map<String, Object>> parts, LogSizes sizes) {
    this.parts = parts;
    this.sizes = sizes;
  }

  /** What a source goes on from whose own partition holds this; null for nothing. */
  StoredOffset read(@Nullable Map<String, Object> own) {
    if (own == null) {
      return new StoredOffset(true, SourceState.NEW, Besides.NOTHING, plain(null, false));
    }
    long number = LogCodec.numberOrZero(own, LogCodec.SNAPSHOT);
    SourceState state = OffsetCodec.fromMap(own);
    Besides besides = OffsetCodec.besides(own);
    if (number == 0) {
      return new StoredOffset(false, state, besides, plain(own, false));
    }
    JobChanges changes = LogCodec.changes(own);
    Pieces pieces = LogCodec.pieces(own);
    List<TrackedJob> all = state.trackedJobs();
    String set = "";
    if (pieces != null) {
      all = jobs(pieces);
      set = pieces.set();
      if (all == null) {
        // Jobs found since the pieces were cut may be older than all that these have.
        SourceState again = again(state, pieces.oldest(), changes.changed());
        return new StoredOffset(false, again, besides, plain(own, true));
      }
    }
    all.forEach(job -> jobs.put(job.id(), job));
    changes.apply(jobs);
    return follow(own, number, set);
  }

  private StoredOffset follow(Map<String, Object> own, long number, String set) {
    Map<String, Object> newest = own;
    int entries = 0;
    long bytes = 0;
    while (true) {
      long next = number + entries + 1;
      Map<String, Object> entry = parts.get(LogPartition.slot(next % sizes.ring()));
      if (entry == null || !LogCodec.follows(entry, next, LogCodec.hash(newest))) {
        break;
      }
      LogCodec.changes(entry).apply(jobs);
      newest = entry;
      entries++;
      bytes += LogCodec.size(entry);
    }
    LogPosition log =
        new LogPosition(own, slots(), number, set, entries, bytes, newest, highest(own), false);
    return new StoredOffset(
        false, withJobs(OffsetCodec.fromMap(newest)), OffsetCodec.besides(newest), log);
  }

  private LogPosition plain(@Nullable Map<String, Object> own, boolean cut) {
    return new LogPosition(own, slots(), 0, "", 0, 0, null, highest(own), cut);
  }

  private SourceState withJobs(SourceState rest) {
    List<TrackedJob> sorted = new ArrayList<>(jobs.values());
    sorted.sort(Comparator.comparing(TrackedJob::creationTime).thenComparing(TrackedJob::id));
    return new SourceState(
        rest.lastCreationTime(),
        rest.settledCreationTime(),
        rest.sweep(),
        rest.slices(),
        sorted,
        rest.quarantinedJobs());
  }

  /** The jobs in the pieces; null where one of these is not as it was cut. */
  private @Nullable List<TrackedJob> jobs(Pieces pieces) {
    StringBuilder packed = new StringBuilder();
    for (int i = 0; i < pieces.hashes().size(); i++) {
      Map<String, Object> piece = parts.get(LogPartition.piece(pieces.set(), i));
      if (piece == null || !pieces.hashes().get(i).equals(LogCodec.hash(piece))) {
        return null;
      }
      packed.append(OffsetCodec.text(piece, LogCodec.PIECE));
    }
    return OffsetCodec.unpack(
        Map.of(OffsetCodec.TRACKED_JOBS, packed.toString()),
        OffsetCodec.TRACKED_JOBS,
        TrackedJobsCodec::unpack);
  }

  /** A state without its jobs, from which they are found again. */
  private static SourceState again(SourceState state, Instant oldest, List<TrackedJob> changed) {
    Instant from =
        Stream.of(
                Stream.of(oldest),
                changed.stream().map(TrackedJob::creationTime),
                Stream.ofNullable(state.lastCreationTime()),
                Stream.ofNullable(state.settledCreationTime()))
            .flatMap(times -> times)
            .min(Instant::compareTo)
            .orElseThrow();
    // A job that could not be read may be tracked as well, and would count as known.
    return new SourceState(from, null, null, List.of(), List.of(), List.of());
  }

  private Map<String, Map<String, Object>> slots() {
    Map<String, Map<String, Object>> slots = new HashMap<>(parts);
    slots.keySet().removeIf(LogPartition::isPiece);
    return slots;
  }

  private long highest(@Nullable Map<String, Object> own) {
    long highest = own == null ? 0 : LogCodec.numberOrZero(own, LogCodec.SNAPSHOT);
    for (Map<String, Object> part : parts.values()) {
      highest = Math.max(highest, LogCodec.numberOrZero(part, LogCodec.NUMBER));
      highest = Math.max(highest, LogCodec.numberOrZero(part, LogCodec.SINCE));
    }
    return highest;
  }
}
