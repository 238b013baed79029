package io.mediajobs.connect;

import io.mediajobs.connect.config.Heartbeats;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.connect.offset.Besides;
import io.mediajobs.connect.offset.Carried;
import io.mediajobs.connect.offset.LogSizes;
import io.mediajobs.connect.offset.OffsetDelivery;
import io.mediajobs.connect.offset.OffsetLog;
import io.mediajobs.connect.offset.SourcePartition;
import io.mediajobs.connect.offset.TaskOffsets.StoredOffset;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobEvent.MalformedJob;
import io.mediajobs.job.UnreadableJob;
import io.mediajobs.record.OutputRecord;
import io.mediajobs.record.RecordFactory;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.pace.RoundsMark;
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
 * offset from after: {@link OffsetLog} says which, and in which partition. Whatever dies, a poll is
 * replayed whole or not at all. Where no other record is sure to bring the offset into Kafka, the
 * last one is a heartbeat: a carrier. Carriers also bring what an offset needs besides.
 *
 * <p>Why: decision 7 in src/docs/develop/decisions.
 */
final class SourceOutput {

  private static final Logger LOG = LoggerFactory.getLogger(SourceOutput.class);

  private final SourcePoller poller;
  private final RecordFactory records;
  private final Map<String, String> partition;
  private final OffsetLog log;
  private final boolean failsOnMalformed;
  private final Heartbeats heartbeats;
  private final OffsetDelivery delivery;

  private Instant emittedAt;

  /** The output of a poller, which goes on from what is stored. */
  SourceOutput(
      SourcePoller poller,
      StoredOffset stored,
      RecordFactory records,
      Heartbeats heartbeats,
      MediaJobsConfig config,
      LogSizes sizes,
      Instant now) {
    this.poller = poller;
    this.records = records;
    this.partition = SourcePartition.toMap(poller.source());
    // A first start at the earliest job is found by any restart. Of another one no offset may say
    // that it has started before an answer says where.
    boolean known = !stored.first() || config.polling().firstStart() instanceof FirstStart.Earliest;
    this.log = new OffsetLog(poller.source(), poller, stored, known, sizes);
    this.heartbeats = heartbeats;
    this.failsOnMalformed = config.failsOnMalformed();
    this.delivery = new OffsetDelivery(stored.besides().drops(), heartbeats.wanted());
    this.emittedAt = now;
  }

  /**
   * The records of what one poll brought to light, and a heartbeat where one is due; empty where
   * the settings want none.
   *
   * @param wall the time of day
   * @param rounds where the rounds of the task stand; null where it has few sources
   * @throws ConnectException where a job is malformed and the settings do not want to go on
   */
  List<SourceRecord> records(
      List<JobEvent> found, Instant now, Instant wall, @Nullable RoundsMark rounds) {
    report(found);
    List<OutputRecord> output = new ArrayList<>();
    for (JobEvent event : found) {
      output.addAll(records.records(event));
    }
    if (!found.isEmpty()) {
      delivery.changed();
    }
    if (!log.isHeld()) {
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
    return output.isEmpty() ? List.of() : withOffsets(output, beats, now, wall, rounds);
  }

  /**
   * Whether so much is in no offset that Kafka is known to have that no more is to be found before
   * some of it is: what is found next joins it in one record.
   */
  boolean isFull(Instant now) {
    return log.isFull() && delivery.isAwaited(now);
  }

  /** The partition of the source, which its records carry, or one of its further ones. */
  Map<String, String> partition() {
    return partition;
  }

  /** Notes that the worker is done with a record, as {@link RunningTask#committed}. */
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

  private List<SourceRecord> withOffsets(
      List<OutputRecord> output,
      boolean carried,
      Instant now,
      Instant wall,
      @Nullable RoundsMark rounds) {
    boolean carries = heartbeats.wanted() && !delivery.carrierDropped();
    Besides besides = new Besides(delivery.drops(), rounds);
    Carried offsets = log.next(delivery.isThere(), besides, carries, delivery.carriersArrive());
    List<SourceRecord> result = new ArrayList<>(output.size());
    for (Carried.Piece piece : offsets.pieces()) {
      OutputRecord carrier = records.heartbeat(poller.source(), wall);
      result.add(record(piece.partition(), piece.offset(), carrier));
    }
    int last = output.size() - 1;
    for (OutputRecord record : output.subList(0, last)) {
      result.add(record(offsets.partition(), offsets.before(), record));
    }
    result.add(record(offsets.partition(), offsets.after(), output.get(last)));
    delivery.handedOut(offsets.after(), result.size(), carried);
    emittedAt = now;
    return result;
  }

  private static SourceRecord record(
      Map<String, String> partition, @Nullable Map<String, Object> offset, OutputRecord record) {
    return new SourceRecord(
        partition,
        offset,
        record.topic(),
        null,
        Schema.STRING_SCHEMA,
        record.key(),
        record.valueSchema(),
        record.value(),
        record.timestamp(),
        record.headers());
  }
}
