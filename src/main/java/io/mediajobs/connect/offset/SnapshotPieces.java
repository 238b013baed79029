package io.mediajobs.connect.offset;

import io.mediajobs.connect.offset.Carried.Piece;
import io.mediajobs.connect.offset.LogCodec.Pieces;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobSource;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.TrackedJob;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of a snapshot that is too large for one record, from when they are cut until the
 * snapshot is out.
 */
final class SnapshotPieces {

  /** So many bytes a job takes besides its id, before base64 makes them a third more. */
  private static final int A_JOB = 16;

  private final JobSource source;
  private final int usualSize;

  /** The set of the newest snapshot that is known to be there; empty where it has none. */
  private String inUse;

  /** That of the newest snapshot. */
  private String named;

  private @Nullable Pieces pieces;

  /** What has changed since they were cut, for a snapshot that is not out; null for none. */
  private @Nullable Set<JobId> changed;

  /**
   * Cuts the snapshots of a source.
   *
   * @param set the set of the snapshot that is in use; empty where it has none
   */
  SnapshotPieces(JobSource source, int usualSize, String set) {
    this.source = source;
    this.usualSize = usualSize;
    this.inUse = set;
    this.named = set;
  }

  /** Whether a snapshot is too large for one record, and pieces make it smaller. */
  boolean areNeeded(SourceState all, Map<String, Object> plain) {
    return !all.trackedJobs().isEmpty() && LogCodec.size(plain) > usualSize;
  }

  /** Whether the changes of these jobs may be too much for one record. */
  boolean isTooMuch(Set<JobId> ids) {
    return ids.stream().mapToLong(id -> id.value().length() + A_JOB).sum() * 4 / 3 > usualSize;
  }

  /** Cuts the jobs, as they are now, for a snapshot to come. */
  List<Piece> cut(List<TrackedJob> jobs, long number) {
    String packed = TrackedJobsCodec.pack(jobs);
    int most = LogPartition.PIECES;
    int size = Math.max(usualSize, (packed.length() + most - 1) / most);
    String set = LogPartition.otherSet(inUse);
    List<Piece> cut = new ArrayList<>();
    List<String> hashes = new ArrayList<>();
    for (int from = 0; from < packed.length(); from += size) {
      String text = packed.substring(from, Math.min(from + size, packed.length()));
      String name = LogPartition.piece(set, cut.size());
      Piece piece = new Piece(SourcePartition.toMap(source, name), LogCodec.piece(number, text));
      cut.add(piece);
      hashes.add(LogCodec.hash(piece.offset()));
    }
    pieces = new Pieces(set, hashes, LogCodec.oldest(jobs));
    changed = new HashSet<>();
    return cut;
  }

  /** Notes which jobs have changed. */
  void changed(Set<JobId> fresh) {
    if (changed != null) {
      changed.addAll(fresh);
    }
  }

  /** The jobs that have changed since pieces were cut; null where no snapshot waits for any. */
  @Nullable Set<JobId> waiting() {
    return changed;
  }

  /** The pieces of the snapshot that goes out, from now on. */
  Pieces use() {
    if (pieces == null) {
      throw new IllegalStateException("Nothing was cut");
    }
    changed = null;
    named = pieces.set();
    return pieces;
  }

  /** Makes no snapshot of what was cut: the newest one has no pieces. */
  void drop() {
    changed = null;
    named = "";
  }

  /** Notes that the newest snapshot is there. */
  void there() {
    inUse = named;
  }
}
