package io.mediajobs.connect.offset;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** An offsets topic in memory: what it has of each source partition. */
public final class KeptOffsets implements OffsetStorageReader {

  private final Map<Map<String, ?>, Map<String, Object>> kept = new HashMap<>();

  /** Keeps the offset of a record, as a worker does; null deletes what the partition had. */
  public void keep(SourceRecord record) {
    keep(record.sourcePartition(), record.sourceOffset());
  }

  /** Keeps an offset; null deletes what the partition had. */
  public void keep(Map<String, ?> partition, @Nullable Map<String, ?> offset) {
    if (offset == null) {
      kept.remove(partition);
    } else {
      kept.put(partition, new HashMap<>(offset));
    }
  }

  /** All that is kept, by source partition. */
  public Map<Map<String, ?>, Map<String, Object>> all() {
    return Map.copyOf(kept);
  }

  /** The same in another topic. */
  public KeptOffsets copy() {
    KeptOffsets copy = new KeptOffsets();
    kept.forEach(copy::keep);
    return copy;
  }

  @Override
  public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
    return kept.get(partition);
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> parts) {
    Map<Map<String, T>, Map<String, Object>> offsets = new HashMap<>();
    parts.forEach(part -> offsets.put(part, offset(part)));
    return offsets;
  }

  @Override
  public String toString() {
    return kept.toString();
  }
}
