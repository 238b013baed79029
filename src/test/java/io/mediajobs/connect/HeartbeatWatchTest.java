package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.log.CapturedLog;
import io.mediajobs.schema.EventSchemas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class HeartbeatWatchTest {

  private static final SourceRecord HEARTBEAT =
      record("t.heartbeat", EventSchemas.SOURCE_HEARTBEAT.required());
  private static final SourceRecord JOB = record("t.jobs", EventSchemas.MEDIA_JOB.required());

  private static final String WARNING =
      "The worker has not got the first heartbeat into t.heartbeat: see that the topic exists, or"
          + " that topic.creation.default.partitions and topic.creation.default.replication.factor"
          + " let it be created, and that the worker may write to it; or set"
          + " heartbeat.interval.ms=-1, with which a restart may repeat or miss changes";

  private final List<Runnable> threads = new ArrayList<>();
  private final HeartbeatWatch watch =
      new HeartbeatWatch("t.heartbeat", Duration.ZERO, threads::add);

  @Test
  void aWorkerThatDoesNotComeBackIsWarnedOfOnce() {
    assertThat(
            warnings(
                () -> {
                  handOut(JOB, HEARTBEAT);
                  threads.forEach(Runnable::run);
                  watch.close();
                }))
        .singleElement()
        .asString()
        .endsWith(WARNING);
  }

  @Test
  void aTaskThatEndsOverTheHeartbeatIsWarnedOf() {
    assertThat(
            warnings(
                () -> {
                  handOut(HEARTBEAT);
                  watch.close();
                  threads.forEach(Runnable::run);
                }))
        .singleElement()
        .asString()
        .endsWith(WARNING);
  }

  @Test
  void aWorkerThatAsksAgainIsFine() {
    assertThat(
            warnings(
                () -> {
                  handOut(HEARTBEAT);
                  watch.polled();
                  threads.forEach(Runnable::run);
                  watch.close();
                }))
        .isEmpty();
  }

  @Test
  void aWorkerThatHasSentTheHeartbeatAndThenPausesIsFine() {
    assertThat(
            warnings(
                () -> {
                  handOut(JOB, HEARTBEAT);
                  watch.committed(HEARTBEAT);
                  threads.forEach(Runnable::run);
                  watch.close();
                }))
        .isEmpty();
  }

  @Test
  void onlyTheFirstHeartbeatIsWatched() {
    watch.polled();
    handOut(JOB);
    watch.handedOut(null);
    assertThat(threads).isEmpty();

    handOut(HEARTBEAT);
    handOut(HEARTBEAT);
    assertThat(threads).hasSize(1);
  }

  private void handOut(SourceRecord... records) {
    watch.handedOut(List.of(records));
  }

  private static List<String> warnings(Runnable work) {
    try (CapturedLog log = CapturedLog.asUsual()) {
      work.run();
      return log.text().lines().filter(line -> line.contains("WARN")).toList();
    }
  }

  private static SourceRecord record(String topic, Schema schema) {
    return new SourceRecord(Map.of(), Map.of(), topic, schema, null);
  }
}
