package io.mediajobs.simulation;

import io.mediajobs.connect.offset.CarelessReading;
import io.mediajobs.connect.offset.KeptOffsets;
import io.mediajobs.connect.offset.LogSizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** A fault that the connector does not have, planted to see that histories can show it. */
enum SimFault {
  NONE(null),
  /** Each record counts as acknowledged once it is sent, so that no snapshot waits for any. */
  SNAPSHOT_NOT_HELD_BACK(null),
  /** The last record of a poll but one carries the entry, too. */
  ENTRY_EARLY(null),
  NO_CHAIN(CarelessReading.WITHOUT_HASHES),
  GAP_ACCEPTED(CarelessReading.WITHOUT_GAPS),
  ENTRIES_AFTER_PATCH(CarelessReading.WITHOUT_SNAPSHOT),
  PIECES_MIXED(CarelessReading.WITHOUT_PIECES);

  private final @Nullable CarelessReading reading;

  SimFault(@Nullable CarelessReading reading) {
    this.reading = reading;
  }

  /** What a start with this fault makes of the offsets of a source with this partition. */
  KeptOffsets read(KeptOffsets kept, Map<String, ?> partition, LogSizes sizes) {
    return reading == null ? kept : reading.of(kept, partition, sizes);
  }

  /** The records of a poll, as a task with this fault hands them out. */
  List<SourceRecord> handOut(List<SourceRecord> polled) {
    int last = polled.size() - 1;
    if (this != ENTRY_EARLY || last < 1 || !isOfLog(polled.get(last))) {
      return polled;
    }
    SourceRecord early = polled.get(last - 1);
    List<SourceRecord> records = new ArrayList<>(polled);
    records.set(
        last - 1,
        new SourceRecord(
            polled.get(last).sourcePartition(),
            polled.get(last).sourceOffset(),
            early.topic(),
            early.kafkaPartition(),
            early.keySchema(),
            early.key(),
            early.valueSchema(),
            early.value(),
            early.timestamp(),
            early.headers()));
    return records;
  }

  private static boolean isOfLog(SourceRecord record) {
    return record.sourceOffset() != null && record.sourceOffset().containsKey("after");
  }
}
