package io.mediajobs.connect.offset;

import io.mediajobs.connect.offset.Carried.Piece;
import io.mediajobs.connect.offset.TaskOffsets.StoredOffset;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobSource;
import io.mediajobs.tracking.state.ChangingState;
import io.mediajobs.tracking.state.SourceState;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which offset the records of a poll carry, so that it costs what has changed: the whole state in
 * the source's own partition while that is small, and else a snapshot there and a change log in
 * further partitions.
 *
 * <p>A worker commits the offsets of each partition in the order of its records, but those of one
 * partition know nothing of another's; and one that dies may have written some of them only. So:
 *
 * <ol>
 *   <li>All records of one poll carry one partition, all but the last of them what it held before.
 *       So what the last one carries is committed only with all of them, and a poll is repeated
 *       whole or not at all.
 *   <li>What goes out next stays in the partition of the newest offset, in place of that, until all
 *       records of the source are known to be in Kafka. So an entry, or a snapshot, that never got
 *       there, because its record was dropped or is on its way, costs nothing: the next one has all
 *       that it had. Where nobody acknowledges anything, it stays there for good, and the order of
 *       that one partition makes it exact.
 *   <li>Only then another partition has its turn: an entry behind the newest offset, or a snapshot.
 *       No snapshot, also none that is the plain state again, thus tells of records that are not
 *       there. From the plain state to a snapshot nothing is waited for, as it is the same
 *       partition.
 *   <li>An entry names the hash of what it follows, plain keys included, and the snapshot has a
 *       number that none has had. So entries that were written before another course was taken,
 *       after a crash or by a person, are void: a start stops at the first that does not follow.
 *   <li>Entries have numbers that go on from snapshot to snapshot, and a snapshot is due before the
 *       ring is full. So those of the snapshot before are there until a while after the newer one.
 *   <li>A snapshot that is too large for one record is cut in pieces. Carriers bring them into
 *       Kafka, with the records of a poll but in partitions of their own, of which nothing that is
 *       in use knows: of two sets the other one. The snapshot itself, which names the hash of each,
 *       goes out as any other, when all of that is there. So do the next ones, with all changes
 *       since the cut, as long as these are few. Where what has changed at once is too large for
 *       its place, and carriers are known to arrive, a snapshot goes out together with its pieces:
 *       then a start may find it without one of them, and lists the jobs again.
 * </ol>
 *
 * <p>For the thread that polls. Why: decision 11 in src/docs/develop/decisions.
 */
public final class OffsetLog {

  private enum Place {
    PLAIN,
    WHOLE,
    CUT,
    ENTRY
  }

  private final ChangingState state;
  private final JobSource source;
  private final LogSizes sizes;
  private final SnapshotPieces pieces;
  private final EntryRing ring;

  /** What the source's own partition holds. */
  private @Nullable Map<String, Object> own;

  /** Where the newest offset stands; a snapshot that was read is taken for a whole one. */
  private Place place;

  private @Nullable Map<String, Object> newest;
  private long newestBytes;

  /** The jobs that have changed since the offset that an entry follows, or since the pieces. */
  private Set<JobId> changed = new HashSet<>();

  /** The number of the newest snapshot, or entry; no number is used twice but in one place. */
  private long number;

  private long snapshotBytes;

  /**
   * Goes on from what is stored of a source.
   *
   * @param known whether it is known where the source starts; else no offset says so before the
   *     first
   */
  public OffsetLog(
      JobSource source, ChangingState state, StoredOffset stored, boolean known, LogSizes sizes) {
    LogPosition log = stored.log();
    this.source = source;
    this.state = state;
    this.sizes = sizes;
    this.newest = log.newest();
    this.number = log.highest();
    this.pieces = new SnapshotPieces(source, sizes.piece(), log.set());
    this.ring = new EntryRing(source, sizes, log);
    if (newest == null) {
      place = Place.PLAIN;
      Map<String, Object> plain = OffsetCodec.toMap(stored.state(), stored.besides());
      own = log.cut() ? log.own() : known ? plain : null;
    } else {
      own = log.own();
      place = log.entries() == 0 ? Place.WHOLE : Place.ENTRY;
      number = log.snapshot() + log.entries();
      if (place == Place.ENTRY) {
        changed = LogCodec.changes(newest).ids();
      }
      snapshotBytes = TrackedJobsCodec.pack(stored.state().trackedJobs()).length();
    }
  }

  /** Whether any offset says where the source starts. */
  public boolean isHeld() {
    return own != null;
  }

  /** Whether the newest offset is so large that it had better be there before it grows. */
  public boolean isFull() {
    return place != Place.PLAIN && newestBytes > sizes.awaited();
  }

  /**
   * The offsets of the next records, of which there are some.
   *
   * @param there whether Kafka has acknowledged all records of the source, and the newest offset
   *     with them
   * @param besides what the offsets say beside the state
   * @param carries whether carriers may bring pieces
   * @param arrive whether they are known to arrive
   */
  public Carried next(boolean there, Besides besides, boolean carries, boolean arrive) {
    Set<JobId> fresh = state.takeChanged();
    pieces.changed(fresh);
    if (there) {
      pieces.there();
    }
    if (place == Place.PLAIN || (place == Place.WHOLE && !there)) {
      return snapshot(besides, arrive);
    }
    if (!there) {
      changed.addAll(fresh);
      if (place == Place.ENTRY) {
        return entry(besides, List.of());
      }
      // Without carriers there will be no pieces, and a snapshot without is of no use.
      return carries && !(arrive && pieces.isTooMuch(changed))
          ? cutSnapshot(besides, List.of())
          : snapshot(besides, arrive);
    }
    boolean due = place == Place.ENTRY && ring.isOutgrown(snapshotBytes);
    Set<JobId> sinceCut = pieces.forSnapshot(due);
    if (arrive && pieces.isTooMuch(sinceCut == null ? fresh : sinceCut)) {
      return snapshot(besides, true);
    }
    if (sinceCut != null && carries) {
      changed = sinceCut;
      number++;
      return cutSnapshot(besides, List.of());
    }
    return due ? instead(fresh, besides, carries, arrive) : entryBehind(fresh, besides);
  }

  /**
   * A snapshot in place of a further entry, or its pieces beside the newest one, which grows: each
   * start may have to cut anew, and entries that a snapshot needs must not be written over.
   */
  private Carried instead(Set<JobId> fresh, Besides besides, boolean carries, boolean arrive) {
    changed.addAll(fresh);
    SourceState all = state.state();
    Map<String, Object> plain = OffsetCodec.toMap(all, besides);
    boolean atOnce = arrive && pieces.isTooMuch(changed);
    if (!carries || !pieces.areNeeded(all, plain) || atOnce) {
      return snapshot(all, plain, besides, atOnce);
    }
    snapshotBytes = jobs(plain);
    return entry(besides, pieces.cut(all, plain, number + 1));
  }

  private Carried entryBehind(Set<JobId> fresh, Besides besides) {
    Map<String, Object> before = newest;
    if (before == null) {
      throw new IllegalStateException("Nothing follows a plain offset");
    }
    ring.goOn(before);
    changed = fresh;
    number++;
    place = Place.ENTRY;
    return entry(besides, List.of());
  }

  private Carried entry(Besides besides, List<Piece> cut) {
    Map<String, Object> rest = OffsetCodec.toMap(state.stateWithoutJobs(), besides);
    Carried carried = ring.put(number, rest, JobChanges.of(changed, state), cut);
    newest = carried.after();
    newestBytes = LogCodec.size(newest);
    return carried;
  }

  private Carried snapshot(Besides besides, boolean arrive) {
    SourceState all = state.state();
    return snapshot(all, OffsetCodec.toMap(all, besides), besides, arrive);
  }

  /**
   * A snapshot that waits for nothing, not even for its pieces, which go out with it where carriers
   * are known to arrive; else it is whole.
   */
  private Carried snapshot(
      SourceState all, Map<String, Object> plain, Besides besides, boolean arrive) {
    snapshotBytes = jobs(plain);
    if (arrive && pieces.areNeeded(all, plain)) {
      number++;
      changed = new HashSet<>();
      return cutSnapshot(besides, pieces.cut(all, plain, number));
    }
    pieces.drop();
    if (snapshotBytes <= sizes.plain()) {
      place = Place.PLAIN;
      return own(plain, List.of());
    }
    number++;
    place = Place.WHOLE;
    return own(LogCodec.whole(number, plain), List.of());
  }

  /** The length of the packed jobs. */
  private static int jobs(Map<String, Object> plain) {
    return plain.getOrDefault(OffsetCodec.TRACKED_JOBS, "").toString().length()
        + plain.getOrDefault(OffsetCodec.QUARANTINED_JOBS, "").toString().length();
  }

  private Carried cutSnapshot(Besides besides, List<Piece> cut) {
    place = Place.CUT;
    Map<String, Object> rest = OffsetCodec.toMap(state.stateWithoutJobs(), besides);
    return own(LogCodec.cut(number, rest, pieces.use(), JobChanges.of(changed, state)), cut);
  }

  private Carried own(Map<String, Object> offset, List<Piece> cut) {
    Map<String, Object> before = own;
    own = offset;
    newest = place == Place.PLAIN ? null : offset;
    newestBytes = LogCodec.size(offset);
    ring.begin(number);
    return new Carried(SourcePartition.toMap(source), before, offset, cut);
  }
}
