package io.mediajobs.simulation;

import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.connect.offset.KeptOffsets;
import io.mediajobs.connect.offset.SourcePartition;
import io.mediajobs.connect.offset.TaskOffsets;
import io.mediajobs.connect.offset.TaskOffsets.StoredOffset;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTime;
import io.mediajobs.tracking.state.SourceState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** The offsets topic of a history: what is committed of each source partition. */
final class SimOffsets {

  private static final Instant EARLY = Instant.parse("2026-10-01T00:00:00Z");

  private final SimLog log;
  private final MediaJobsConfig config;
  private final SimFault fault;
  private final KeptOffsets committed = new KeptOffsets();
  private int patches;
  private int entries;
  private int cuts;
  private int startsBehindEntries;
  private int startsWithoutPieces;

  SimOffsets(SimLog log, MediaJobsConfig config, SimFault fault) {
    this.log = log;
    this.config = config;
    this.fault = fault;
  }

  /** What a start reads. */
  OffsetStorageReader reader() {
    return reader(committed);
  }

  private OffsetStorageReader reader(KeptOffsets kept) {
    return fault.read(kept, partition(), log.sizes());
  }

  /** The source's own partition. */
  Map<String, ?> partition() {
    return SourcePartition.toMap(config.share().sources().get(0));
  }

  /** How many entries of the change log were committed. */
  int entries() {
    return entries;
  }

  /** How many snapshots in pieces were. */
  int cuts() {
    return cuts;
  }

  /** How many starts went on from more than a snapshot. */
  int startsBehindEntries() {
    return startsBehindEntries;
  }

  /** How many starts went on from a snapshot of which a piece was missing. */
  int startsWithoutPieces() {
    return startsWithoutPieces;
  }

  /** Notes that a task starts. */
  void starts() {
    Map<String, Object> own = committed.offset(partition());
    if (own == null || !own.containsKey("snapshot")) {
      return;
    }
    SourceState snapshot = read(withoutEntries()).state();
    SourceState state = stored().state();
    startsBehindEntries += state.equals(snapshot) ? 0 : 1;
    startsWithoutPieces += own.containsKey("pieces") && state.settledCreationTime() == null ? 1 : 0;
  }

  /** Commits the offset of a record; null deletes what the partition had. */
  void commit(SourceRecord record) {
    committed.keep(record);
    if (record.sourceOffset() != null) {
      entries += record.sourceOffset().containsKey("after") ? 1 : 0;
      cuts += record.sourceOffset().containsKey("pieces") ? 1 : 0;
    }
  }

  /** Whether nothing says where the source starts. */
  boolean isEmpty() {
    return committed.offset(partition()) == null;
  }

  /** What a start goes on from. */
  StoredOffset stored() {
    return read(committed);
  }

  /**
   * A person gives the source another offset: one key of it alone or in what is stored, or none at
   * all.
   *
   * @return what is wrong with what a start makes of it; null for nothing
   */
  @Nullable String patch(int kind) {
    Map<String, Object> held = committed.offset(partition());
    if (held == null) {
      return null;
    }
    if (kind == 0) {
      committed.keep(partition(), null);
      return stored().first() ? null : "A deleted offset is not void";
    }
    Map<String, Object> given =
        kind == 1 ? new HashMap<>(Map.of("version", 1L)) : new HashMap<>(held);
    // Whoever gives what is stored changes nothing.
    Instant again = EARLY.plusSeconds(patches++);
    given.put("lastCreationTime", JobTime.format(again));
    committed.keep(partition(), given);
    StoredOffset read = stored();
    boolean isVoid = read.state().equals(read(withoutEntries()).state());
    Instant last = read.state().lastCreationTime();
    // Where a piece is missing, what was settled, if less, comes before what is given.
    boolean isAgain = held.containsKey("pieces") && last != null && last.isBefore(again);
    boolean isGiven = again.equals(last) || isAgain;
    return isVoid && isGiven ? null : "Entries are read after a PATCH: " + read.state();
  }

  private KeptOffsets withoutEntries() {
    KeptOffsets alone = committed.copy();
    for (Map<String, ?> partition : committed.all().keySet()) {
      if (partition.get("log") instanceof String slot && slot.matches("[0-9]+")) {
        alone.keep(partition, null);
      }
    }
    return alone;
  }

  private StoredOffset read(KeptOffsets kept) {
    List<JobSource> share = config.share().sources();
    return TaskOffsets.read(reader(kept), share, config.sources(), log.sizes()).of(share.get(0));
  }

  @Override
  public String toString() {
    return committed.toString();
  }
}
