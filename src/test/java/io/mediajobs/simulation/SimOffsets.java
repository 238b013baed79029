package io.mediajobs.simulation;

import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.connect.offset.SourcePartition;
import io.mediajobs.connect.offset.TaskOffsets;
import io.mediajobs.connect.offset.TaskOffsets.StoredOffset;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTime;
import io.mediajobs.tracking.state.SourceState;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** The offsets topic of a history: what is committed of each source partition. */
final class SimOffsets implements OffsetStorageReader {

  private static final Instant EARLY = Instant.parse("2026-10-01T00:00:00Z");

  private final SimLog log;
  private final MediaJobsConfig config;
  private final Map<Map<String, ?>, Map<String, Object>> committed = new HashMap<>();
  private int patches;
  private int entries;
  private int cuts;
  private int startsBehindEntries;
  private int startsWithoutPieces;

  SimOffsets(SimLog log, MediaJobsConfig config) {
    this.log = log;
    this.config = config;
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
    if (isEmpty() || !committed.get(partition()).containsKey("snapshot")) {
      return;
    }
    SourceState snapshot = read(new Stored(withoutEntries())).state();
    SourceState state = stored().state();
    startsBehindEntries += state.equals(snapshot) ? 0 : 1;
    boolean cut = committed.get(partition()).containsKey("pieces");
    startsWithoutPieces += cut && state.settledCreationTime() == null ? 1 : 0;
  }

  /** Commits the offset of a record; null deletes what the partition had. */
  void commit(SourceRecord record) {
    if (record.sourceOffset() == null) {
      committed.remove(record.sourcePartition());
    } else {
      committed.put(record.sourcePartition(), new HashMap<>(record.sourceOffset()));
      entries += record.sourceOffset().containsKey("after") ? 1 : 0;
      cuts += record.sourceOffset().containsKey("pieces") ? 1 : 0;
    }
  }

  /** Whether nothing says where the source starts. */
  boolean isEmpty() {
    return !committed.containsKey(partition());
  }

  /** What a start goes on from. */
  StoredOffset stored() {
    return read(this);
  }

  /**
   * A person gives the source another offset: one key of it alone or in what is stored, or none at
   * all.
   *
   * @return what is wrong with what a start makes of it; null for nothing
   */
  @Nullable String patch(int kind) {
    if (isEmpty()) {
      return null;
    }
    Map<String, ?> own = partition();
    if (kind == 0) {
      committed.remove(own);
      return stored().first() ? null : "A deleted offset is not void";
    }
    Map<String, Object> given =
        kind == 1 ? new HashMap<>(Map.of("version", 1L)) : new HashMap<>(committed.get(own));
    // Whoever gives what is stored changes nothing.
    Instant again = EARLY.plusSeconds(patches++);
    given.put("lastCreationTime", JobTime.format(again));
    committed.put(own, given);
    StoredOffset read = stored();
    boolean isVoid = read.state().equals(read(new Stored(withoutEntries())).state());
    boolean isGiven = again.equals(read.state().lastCreationTime());
    return isVoid && isGiven ? null : "Entries are read after a PATCH: " + read.state();
  }

  private Map<Map<String, ?>, Map<String, Object>> withoutEntries() {
    Map<Map<String, ?>, Map<String, Object>> alone = new HashMap<>(committed);
    alone.keySet().removeIf(p -> p.get("log") instanceof String log && log.matches("[0-9]+"));
    return alone;
  }

  private StoredOffset read(OffsetStorageReader reader) {
    List<JobSource> share = config.share().sources();
    return TaskOffsets.read(reader, share, config.sources(), log.sizes()).of(share.get(0));
  }

  @Override
  public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
    return committed.get(partition);
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> parts) {
    return new Stored(committed).offsets(parts);
  }

  private record Stored(Map<Map<String, ?>, Map<String, Object>> committed)
      implements OffsetStorageReader {

    @Override
    public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
      return committed.get(partition);
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> parts) {
      Map<Map<String, T>, Map<String, Object>> offsets = new HashMap<>();
      parts.forEach(part -> offsets.put(part, offset(part)));
      return offsets;
    }
  }

  @Override
  public String toString() {
    return committed.toString();
  }
}
