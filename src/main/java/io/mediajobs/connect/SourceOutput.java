package io.mediajobs.connect;

import io.mediajobs.connect.config.Heartbeats;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.connect.offset.OffsetCodec;
import io.mediajobs.connect.offset.OffsetDelivery;
import io.mediajobs.connect.offset.SourcePartition;
import io.mediajobs.connect.offset.TaskOffsets.StoredOffset;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobEvent.MalformedJob;
import io.mediajobs.job.UnreadableJob;
import io.mediajobs.record.OutputRecord;
import io.mediajobs.record.RecordFactory;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.state.FirstStart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one source with their offsets.
 *
 * <p>Of the records of one poll, all but the last carry the offset from before, the last one the
 * offset from after. Whatever dies, a poll is replayed whole or not at all. Where no other record
 * is sure to bring the offset into Kafka, the last one is a heartbeat: a carrier.
 *
 * <p>Why: decision 7 in src/docs/develop/decisions.
 */
final class SourceOutput {

  private static final Logger LOG = LoggerFactory.getLogger(SourceOutput.class);

  private final SourcePoller poller;
  private final RecordFactory records;
  private final Map<String, String> partition;
  private final boolean failsOnMalformed;
  private final Heartbeats heartbeats;
  private final OffsetDelivery delivery;

  /**
   * The offset of the newest record, or the one that the source started from. Null while a first
   * start has no answer that says where it starts: any offset would say that it has.
   */
  private @Nullable Map<String, Object> offset;

  private Instant emittedAt;

  /**
   * The output of a poller, which goes on from what is stored.
   *
   * @param stored what the poller started from
   * @param heartbeats those of the task
   */
  SourceOutput(
      SourcePoller poller,
      StoredOffset stored,
      RecordFactory records,
      Heartbeats heartbeats,
      MediaJobsConfig config,
      Instant now) {
    this.poller = poller;
    this.records = records;
    this.partition = SourcePartition.toMap(poller.source());
    // A first start at the earliest job is found by any restart.
    boolean known = !stored.first() || config.polling().firstStart() instanceof FirstStart.Earliest;
    this.offset = known ? OffsetCodec.toMap(stored.state(), stored.drops()) : null;
    this.heartbeats = heartbeats;
    this.failsOnMalformed = config.failsOnMalformed();
    this.delivery = new OffsetDelivery(stored.drops(), heartbeats.wanted());
    this.emittedAt = now;
  }

  /**
   * The records of what one poll brought to light, and a heartbeat where one is due; empty where
   * the settings want none.
   *
   * @param wall the time of day
   * @throws ConnectException where a job is malformed and the settings do not want to go on
   */
  List<SourceRecord> records(List<JobEvent> found, Instant now, Instant wall) {
    report(found);
    List<OutputRecord> output = new ArrayList<>();
    for (JobEvent event : found) {
      output.addAll(records.records(event));
    }
    if (!found.isEmpty()) {
      delivery.changed();
    }
    if (offset == null) {
      if (poller.figures().counts().answeredRequests() == 0 || !poller.state().started()) {
        return List.of();
      }
      delivery.mustBeCarried();
    }
    boolean beats = delivery.needsCarrier(!output.isEmpty(), now);
    if (delivery.carrierDropped()) {
      heartbeats.dropped(poller.source());
    } else {
      beats |= output.isEmpty() && heartbeats.due(emittedAt, now);
    }
    if (beats) {
      output.add(records.heartbeat(poller.source(), wall));
    }
    return withOffsets(output, beats, now);
  }

  /** The partition that the source's records carry. */
  Map<String, String> partition() {
    return partition;
  }

  /**
   * Notes that the worker is done with a record of the source. May be called from any thread.
   *
   * @param delivered whether Kafka has it; if not, it was dropped on the way
   */
  void committed(SourceRecord record, boolean delivered) {
    delivery.committed(record, delivered, Heartbeats.is(record));
  }

  private void report(List<JobEvent> found) {
    List<MalformedJob> malformed =
        found.stream()
            .filter(MalformedJob.class::isInstance)
            .map(MalformedJob.class::cast)
            .toList();
    if (malformed.isEmpty()) {
      return;
    }
    UnreadableJob first = malformed.get(0).job();
    int others = malformed.size() - 1;
    String sentence =
        first.subject()
            + " of "
            + poller.source()
            + " can't be read, as its JobsDetail "
            + first.reason()
            + (others == 0 ? "" : ", nor can " + others + (others == 1 ? " other" : " others"));
    if (failsOnMalformed) {
      throw new ConnectException(
          sentence
              + ": set malformed.jobs=quarantine to put it onto malformed.topic and go on, or"
              + " report it to Tencent Cloud and restart the task once it is mended");
    }
    LOG.warn("{}: quarantined, as malformed.jobs says", sentence);
  }

  private List<SourceRecord> withOffsets(List<OutputRecord> output, boolean carried, Instant now) {
    if (output.isEmpty()) {
      return List.of();
    }
    Map<String, Object> before = offset;
    Map<String, Object> after = OffsetCodec.toMap(poller.state(), delivery.drops());
    offset = after;
    delivery.handedOut(after, carried);
    emittedAt = now;
    List<SourceRecord> result = new ArrayList<>(output.size());
    for (int i = 0; i < output.size(); i++) {
      result.add(record(output.get(i), i < output.size() - 1 ? before : after));
    }
    return result;
  }

  private SourceRecord record(OutputRecord output, @Nullable Map<String, Object> carried) {
    return new SourceRecord(
        partition,
        carried,
        output.topic(),
        null,
        Schema.STRING_SCHEMA,
        output.key(),
        output.valueSchema(),
        output.value(),
        null,
        output.headers());
  }
}
