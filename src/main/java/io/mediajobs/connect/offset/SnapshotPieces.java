package io.mediajobs.connect.offset;

import io.mediajobs.connect.offset.Carried.Piece;
import io.mediajobs.connect.offset.LogCodec.Pieces;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobSource;
import io.mediajobs.tracking.state.SourceState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of a snapshot that is too large for one record. They serve for further snapshots, too,
 * which have all changes since the cut besides, as long as these take little.
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

  /** What has changed since they were cut; null where there are none. */
  private @Nullable Set<JobId> changed;

  /** Whether the snapshot that they were cut for is not out. */
  private boolean waiting;

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
    return bytes(ids) > usualSize;
  }

  private static long bytes(Set<JobId> ids) {
    return ids.stream().mapToLong(id -> id.value().length() + A_JOB).sum() * 4 / 3;
  }

  /** Cuts the jobs of a state, of which there are some, for a snapshot to come. */
  List<Piece> cut(SourceState all, Map<String, Object> plain, long number) {
    String packed = String.valueOf(plain.get(OffsetCodec.TRACKED_JOBS));
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
    pieces = new Pieces(set, hashes, LogCodec.oldest(all.trackedJobs()));
    changed = new HashSet<>();
    waiting = true;
    return cut;
  }

  /** Notes which jobs have changed. */
  void changed(Set<JobId> fresh) {
    if (changed != null) {
      changed.addAll(fresh);
    }
  }

  /**
   * The jobs that have changed since pieces were cut that are to be used now: they wait for their
   * snapshot, or serve for one more that is due, with changes of a quarter of a piece at most. Else
   * null.
   */
  @Nullable Set<JobId> forSnapshot(boolean due) {
    boolean serve = changed != null && due && 4 * bytes(changed) <= usualSize;
    return changed != null && (waiting || serve) ? new HashSet<>(changed) : null;
  }

  /** The pieces of the snapshot that goes out, from now on. */
  Pieces use() {
    if (pieces == null) {
      throw new IllegalStateException("Nothing was cut");
    }
    waiting = false;
    named = pieces.set();
    return pieces;
  }

  /** Makes no snapshot of what was cut: the newest one has no pieces. */
  void drop() {
    changed = null;
    waiting = false;
    named = "";
  }

  /** Notes that the newest snapshot is there. */
  void there() {
    inUse = named;
  }
}
