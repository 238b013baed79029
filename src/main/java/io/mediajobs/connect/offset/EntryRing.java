package io.mediajobs.connect.offset;

import io.mediajobs.connect.offset.Carried.Piece;
import io.mediajobs.job.JobSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The entries of a change log since its snapshot, each in the partition that is its turn. */
final class EntryRing {

  private final JobSource source;
  private final LogSizes sizes;

  /** What each partition holds, by its key. */
  private final Map<String, Map<String, Object>> slots;

  private long snapshot;
  private long entries;

  /** The bytes of all entries, and of the newest of them. */
  private long bytes;

  private long newestBytes;

  /** The hash of what the newest entry follows. */
  private String after = "";

  /** Goes on from what is stored of a source. */
  EntryRing(JobSource source, LogSizes sizes, LogPosition log) {
    this.source = source;
    this.sizes = sizes;
    this.slots = new HashMap<>(log.slots());
    this.snapshot = log.snapshot();
    this.entries = log.entries();
    this.bytes = log.entryBytes();
    Map<String, Object> newest = log.newest();
    if (entries > 0 && newest != null) {
      this.newestBytes = LogCodec.size(newest);
      this.after = String.valueOf(newest.get(LogCodec.AFTER));
    }
  }

  /** Has no entries behind another snapshot yet. */
  void begin(long number) {
    snapshot = number;
    entries = 0;
    bytes = 0;
    newestBytes = 0;
  }

  /** Has one entry more, which follows an offset, and which {@link #put} will say. */
  void goOn(Map<String, Object> before) {
    after = LogCodec.hash(before);
    entries++;
    newestBytes = 0;
  }

  /** The newest entry, in place of what it was. */
  Carried put(long number, Map<String, Object> rest, JobChanges changes, List<Piece> cut) {
    Map<String, Object> entry = LogCodec.entry(snapshot, number, after, rest, changes);
    String slot = LogPartition.slot(number % sizes.ring());
    Map<String, Object> before = slots.put(slot, entry);
    bytes -= newestBytes;
    newestBytes = LogCodec.size(entry);
    bytes += newestBytes;
    return new Carried(
        SourcePartition.toMap(source, slot), before == null ? LogCodec.VOID : before, entry, cut);
  }

  /** Whether they have become larger than their snapshot, or enough. */
  boolean isOutgrown(long snapshotBytes) {
    return entries >= sizes.entries() || bytes > snapshotBytes;
  }
}
