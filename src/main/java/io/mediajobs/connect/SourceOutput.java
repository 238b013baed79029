package io.mediajobs.connect;

import io.mediajobs.job.Finding;
import io.mediajobs.job.MalformedJob;
import io.mediajobs.job.UnreadableJob;
import io.mediajobs.record.OutputRecord;
import io.mediajobs.record.RecordFactory;
import io.mediajobs.tracking.SourcePoller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one source with their offsets.
 *
 * <p>Of the records of one poll, all but the last carry the offset from before, the last one the
 * offset from after. Whatever dies, a poll is replayed whole or not at all.
 */
final class SourceOutput {

  private static final Logger LOG = LoggerFactory.getLogger(SourceOutput.class);

  private final SourcePoller poller;
  private final RecordFactory records;
  private final Map<String, String> partition;
  private final boolean failsOnMalformed;

  /** The offset of the newest record, or the one that the source started from. */
  private Map<String, Object> offset;

  private Instant emittedAt;

  /**
   * The output of a poller.
   *
   * @param offset the one that the poller started from
   * @param failsOnMalformed whether a malformed job ends the task
   */
  SourceOutput(
      SourcePoller poller,
      RecordFactory records,
      Map<String, Object> offset,
      boolean failsOnMalformed,
      Instant now) {
    this.poller = poller;
    this.records = records;
    this.partition = SourcePartition.toMap(poller.source());
    this.offset = offset;
    this.failsOnMalformed = failsOnMalformed;
    this.emittedAt = now;
  }

  /**
   * The records of what one poll brought to light; empty where the settings want none.
   *
   * @throws ConnectException where a job is malformed and the settings do not want to go on
   */
  List<SourceRecord> records(List<Finding> found, Instant now) {
    report(found);
    List<OutputRecord> output = new ArrayList<>();
    for (Finding finding : found) {
      output.addAll(records.records(finding));
    }
    return withOffsets(output, now);
  }

  /** A heartbeat, where the newest record is older than the interval. */
  List<SourceRecord> heartbeat(Duration interval, Instant now, Instant wall) {
    return now.isBefore(emittedAt.plus(interval))
        ? List.of()
        : withOffsets(List.of(records.heartbeat(poller.source(), wall)), now);
  }

  private void report(List<Finding> found) {
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
              + ": set malformed.jobs=quarantine to put it onto malformed.topic and go on, or report"
              + " it to Tencent Cloud and restart the task once it is mended");
    }
    LOG.warn("{}: quarantined, as malformed.jobs says", sentence);
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
        output.valueSchema(),
        output.value(),
        null,
        output.headers());
  }
}
