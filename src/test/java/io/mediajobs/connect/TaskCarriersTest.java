package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.config.Heartbeats;
import io.mediajobs.job.JobState;
import io.mediajobs.log.CapturedLog;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.Jobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a restart needs is brought into Kafka, by a heartbeat where no other record does. */
class TaskCarriersTest {

  private static final Map<String, String> FAILED_ALONE =
      Map.of("transitions.states", "Failed", "jobs.topic", "");

  private final List<VirtualWorker> workers = new ArrayList<>();

  @AfterEach
  void close() {
    workers.forEach(VirtualWorker::close);
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "PT1M", "2026-10-31T23:59:00Z"})
  void aFirstStartIsHeldThoughNothingWasFound(String start) throws Exception {
    VirtualWorker worker = worker(Map.of("start.creation.time", start));

    List<SourceRecord> first = worker.pollRecords();
    worker.killFor(seconds(300));
    worker.service.add(job(worker, "meanwhile", 200));
    worker.pollFor(seconds(30));

    assertThat(first).singleElement().matches(Heartbeats::is);
    assertThat(worker.eventIds())
        .containsExactly("meanwhile/0/Submitted", "meanwhile/1/Running", "meanwhile/2/Success");
  }

  @Test
  void aFirstStartFromTheEarliestJobNeedsNoCarrier() throws Exception {
    VirtualWorker worker = worker(Map.of());

    worker.pollFor(seconds(60));

    assertThat(worker.committed()).isNull();
  }

  @Test
  void nothingGoesOutBeforeAFirstStartHasAnAnswer() throws Exception {
    VirtualWorker worker =
        worker(
            Map.of(
                "start.creation.time", "latest",
                "heartbeat.interval.ms", "1000",
                "retry.backoff.ms", "500",
                "retry.backoff.max.ms", "1000"));
    Runnable back = worker.service.leave();

    worker.pollFor(seconds(20));
    assertThat(worker.heartbeats()).isZero();

    back.run();
    worker.pollFor(seconds(60));
    assertThat(worker.heartbeats()).isPositive();
  }

  @Test
  void ofAFirstStartOnlyTheLastRecordHasAnOffset() throws Exception {
    VirtualWorker worker = worker(Map.of("start.creation.time", "PT1M", "poll.interval.ms", "10"));
    worker.service.add(job(worker, "young", 30));

    List<SourceRecord> first = worker.pollRecords();

    assertThat(first.subList(0, first.size() - 1))
        .allSatisfy(record -> assertThat(record.sourceOffset()).isNull());
    assertThat(first.get(first.size() - 1)).matches(Heartbeats::is);
    assertThat(worker.committed()).containsEntry("version", 1L);
  }

  @Test
  void aChangeWithoutARecordIsHeldAfterTenSeconds() throws Exception {
    VirtualWorker worker = worker(with(FAILED_ALONE, "start.creation.time", "latest"));
    worker.pollRecords();
    worker.service.add(
        Jobs.job("Transcode")
            .id("followed")
            .createdAt(worker.clock.instant())
            .runningAfter(seconds(3))
            .endsAfter(seconds(100), JobState.FAILED)
            .build());

    worker.pollFor(seconds(25));
    assertThat(worker.eventIds()).isEmpty();
    assertThat(worker.committed()).containsKey("trackedJobs");

    worker.killFor(seconds(200));
    worker.pollFor(seconds(20));
    assertThat(worker.eventIds()).containsExactly("followed/2/Failed");
  }

  @Test
  void anIdleSourceNeedsNoCarrier() throws Exception {
    VirtualWorker worker = worker(Map.of());
    worker.service.add(job(worker, "done", 100));
    worker.pollFor(seconds(30));
    Map<String, Object> before = worker.committed();

    worker.pollFor(seconds(300));

    assertThat(worker.heartbeats()).isZero();
    assertThat(worker.committed()).isEqualTo(before);
  }

  @Test
  void aStreamThatIsAcknowledgedNeedsNoCarrier() throws Exception {
    VirtualWorker worker = worker(Map.of());
    for (int i = 0; i < 40; i++) {
      worker.service.add(job(worker, "job-" + i, 3));
      worker.pollFor(seconds(2));
    }

    assertThat(worker.eventIds()).hasSize(120).doesNotHaveDuplicates();
    assertThat(worker.heartbeats()).isZero();
  }

  @Test
  void withoutAcknowledgementsAChangeIsCarriedOnce() throws Exception {
    VirtualWorker worker = worker(Map.of());
    worker.acknowledges = false;
    worker.service.add(job(worker, "done", 100));

    worker.pollFor(seconds(120));

    assertThat(worker.heartbeats()).isEqualTo(1);
  }

  @Test
  void onceARecordWasDroppedEachPollEndsWithACarrier() throws Exception {
    VirtualWorker worker = worker(Map.of());
    worker.drops = topic -> topic.endsWith(".jobs");
    worker.service.add(job(worker, "first", 100));

    worker.pollRecords();
    assertThat(worker.committed()).isEqualTo(Map.of("version", 1L));
    assertThat(worker.poll()).singleElement().matches(Heartbeats::is);
    assertThat(worker.committed()).containsEntry("dropped", true);

    for (int i = 0; i < 20; i++) {
      worker.killFor(seconds(1));
      worker.service.add(job(worker, "job-" + i, 3));
      List<SourceRecord> polled = worker.pollRecords();
      assertThat(polled.get(polled.size() - 1)).matches(Heartbeats::is);
    }
    assertThat(worker.eventIds()).hasSize(63).doesNotHaveDuplicates();
  }

  @Test
  void whatIsDroppedWholeIsCarriedThoughNobodySaysSo() throws Exception {
    VirtualWorker worker = worker(Map.of("transitions.topic", ""));
    worker.drops = topic -> topic.endsWith(".jobs");
    worker.service.add(job(worker, "done", 100));

    worker.pollFor(seconds(30));

    // One after ten seconds; it brings the word of the drop, which the next one remembers.
    assertThat(worker.heartbeats()).isEqualTo(2);
    assertThat(worker.committed()).containsEntry("dropped", true).containsKey("lastCreationTime");
  }

  @Test
  void aCarrierThatIsDroppedIsTheLastAndThereIsOneWarning() throws Exception {
    VirtualWorker worker = worker(Map.of());
    worker.drops = topic -> topic.matches(".*\\.(jobs|heartbeat)");
    String log;
    int carriers = 0;
    try (CapturedLog captured = CapturedLog.asUsual()) {
      for (int i = 0; i < 20; i++) {
        worker.service.add(job(worker, "job-" + i, 3));
        for (int poll = 0; poll < 5; poll++) {
          carriers += (int) worker.poll().stream().filter(Heartbeats::is).count();
        }
      }
      log = captured.text();
    }

    // The first was a poll of its own: that it was dropped is heard with the next transaction.
    assertThat(carriers).isEqualTo(2);
    assertThat(log.lines().filter(line -> line.contains("WARN")))
        .singleElement()
        .asString()
        .endsWith(
            "A heartbeat of examplebucket-1250000000/jobs?tag=Transcode was dropped on its way to"
                + " t.heartbeat, so that a restart may repeat or miss changes; there will be no"
                + " more: let that topic pass by putting the predicate TopicNameMatches with the"
                + " pattern t\\.heartbeat and negate=true on the transform, or set"
                + " heartbeat.interval.ms=-1");
  }

  @Test
  void anIntervalOfMinusOneMeansNoCarrier() throws Exception {
    VirtualWorker worker =
        worker(Map.of("heartbeat.interval.ms", "-1", "start.creation.time", "latest"));
    worker.drops = topic -> topic.endsWith(".jobs");
    worker.pollFor(seconds(5));
    worker.service.add(job(worker, "young", 0));

    worker.pollFor(seconds(60));

    assertThat(worker.eventIds()).hasSize(3);
    assertThat(worker.heartbeats()).isZero();
  }

  private VirtualWorker worker(Map<String, String> settings) {
    VirtualWorker worker = new VirtualWorker(settings);
    workers.add(worker);
    return worker;
  }

  /** A job that was created so many seconds ago and ends two seconds later. */
  private static Job job(VirtualWorker worker, String id, int secondsAgo) {
    return Jobs.job("Transcode")
        .id(id)
        .createdAt(worker.clock.instant().minusSeconds(secondsAgo))
        .runningAfter(seconds(1))
        .endsAfter(seconds(2), JobState.SUCCESS)
        .build();
  }

  private static Map<String, String> with(Map<String, String> settings, String key, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(key, value);
    return more;
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
