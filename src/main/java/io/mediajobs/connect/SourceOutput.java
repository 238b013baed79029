package io.mediajobs.connect;

import io.mediajobs.job.Observation;
import io.mediajobs.record.OutputRecord;
import io.mediajobs.record.RecordFactory;
import io.mediajobs.tracking.SourcePoller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The records of one source with their offsets.
 *
 * <p>Of the records of one poll, all but the last carry the offset from before, the last one the
 * offset from after. Whatever dies, a poll is replayed whole or not at all.
 */
final class SourceOutput {

  private final SourcePoller poller;
  private final RecordFactory records;
  private final Map<String, String> partition;

  /** The offset of the newest record, or the one that the source started from. */
  private Map<String, Object> offset;

  private Instant emittedAt;

  SourceOutput(
      SourcePoller poller, RecordFactory records, Map<String, Object> offset, Instant now) {
    this.poller = poller;
    this.records = records;
    this.partition = SourcePartition.toMap(poller.source());
    this.offset = offset;
    this.emittedAt = now;
  }

  /** The records of what one poll brought to light; empty where the settings want none. */
  List<SourceRecord> records(List<Observation> seen, Instant now) {
    List<OutputRecord> output = new ArrayList<>();
    for (Observation observation : seen) {
      output.addAll(records.records(observation));
    }
    return withOffsets(output, now);
  }

  /** A heartbeat, where the newest record is older than the interval. */
  List<SourceRecord> heartbeat(Duration interval, Instant now) {
    return now.isBefore(emittedAt.plus(interval))
        ? List.of()
        : withOffsets(List.of(records.heartbeat(poller.source(), now)), now);
  }

  private List<SourceRecord> withOffsets(List<OutputRecord> output, Instant now) {
    if (output.isEmpty()) {
      return List.of();
    }
    Map<String, Object> before = offset;
    offset = OffsetCodec.toMap(poller.state());
    emittedAt = now;
    List<SourceRecord> result = new ArrayList<>(output.size());
    for (int i = 0; i < output.size(); i++) {
      result.add(record(output.get(i), i < output.size() - 1 ? before : offset));
    }
    return result;
  }

  private SourceRecord record(OutputRecord output, Map<String, Object> carried) {
    return new SourceRecord(
        partition,
        carried,
        output.topic(),
        null,
        Schema.STRING_SCHEMA,
        output.key(),
        output.value().schema(),
        output.value(),
        null,
        output.headers());
  }
}
