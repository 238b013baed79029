package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.job.JobState;
import io.mediajobs.standin.Fault;
import io.mediajobs.standin.Faults;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.JobBuilder;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.standin.Request;
import io.mediajobs.standin.StandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MediaJobsSourceTaskTest {

  private final MovableClock clock = new MovableClock(Instant.now());
  private final StandIn service = StandIn.start(clock);
  private final List<TaskRun> runs = new ArrayList<>();

  @AfterEach
  void close() {
    runs.forEach(TaskRun::close);
    service.close();
  }

  @Test
  void followsAJobToItsEnd() throws Exception {
    service.add(
        job("j1").runningAfter(seconds(10)).endsAfter(seconds(20), JobState.SUCCESS).build());
    TaskRun run = run(Map.of());

    run.pollUntil(() -> run.eventIds().size() == 1);
    clock.advance(seconds(12));
    run.pollUntil(() -> run.eventIds().size() == 2);
    clock.advance(seconds(12));
    run.pollUntil(() -> run.eventIds().size() == 3);

    assertThat(run.eventIds()).containsExactly("j1/0/Submitted", "j1/1/Running", "j1/2/Success");
    assertThat(run.records())
        .allSatisfy(
            record -> {
              assertThat(record.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
              assertThat(record.key()).isEqualTo("j1");
              assertThat(record.headers().lastWithName("ce_subject").value()).isEqualTo("j1");
            });
  }

  @Test
  void onlyTheLastRecordOfAPollCarriesTheNewOffset() throws Exception {
    addBacklog(250);
    TaskRun run = run(Map.of("max.batch.records", "1"));

    run.pollUntil(() -> run.eventIds().size() == 750);

    assertThat(run.polls()).hasSize(3);
    Map<String, ?> before = Map.of("version", 1L);
    for (List<SourceRecord> poll : run.polls()) {
      for (SourceRecord record : poll.subList(0, poll.size() - 1)) {
        assertThat(record.sourceOffset()).isEqualTo(before);
      }
      Map<String, ?> after = poll.get(poll.size() - 1).sourceOffset();
      assertThat(after).isNotEqualTo(before);
      before = after;
    }
  }

  @Test
  void goesOnFromTheOffsetOfAnyRecordWithoutGapOrOtherEventIds() throws Exception {
    addBacklog(250);
    TaskRun run = run(Map.of("max.batch.records", "1"));
    run.pollUntil(() -> run.eventIds().size() == 750);
    List<SourceRecord> records = List.copyOf(run.records());

    for (int kept : new int[] {1, 200, 399, 400, 401, 799, 800, 999}) {
      TaskRun again = run(Map.of("max.batch.records", "1"));
      again.poll();
      again.records().clear();
      again.restartFrom(records.get(kept - 1).sourceOffset());
      List<String> before =
          records.subList(0, kept).stream().flatMap(record -> eventId(record).stream()).toList();
      again.pollUntil(
          () ->
              Stream.concat(before.stream(), again.eventIds().stream()).distinct().count() == 750);
      assertThat(new HashSet<>(again.eventIds())).isSubsetOf(run.eventIds());
      assertThat(again.eventIds()).doesNotHaveDuplicates();
    }
  }

  @Test
  void nothingComesTwiceAfterARestart() throws Exception {
    addBacklog(30);
    service.add(job("live").runningAfter(seconds(10)).build());
    TaskRun run = run(Map.of());
    run.pollUntil(() -> run.eventIds().size() == 91);

    clock.advance(seconds(15));
    run.restart();
    run.pollUntil(() -> run.eventIds().size() == 92);

    assertThat(run.eventIds()).doesNotHaveDuplicates().endsWith("live/1/Running");
  }

  static Stream<Fault> passingFaults() {
    return Stream.of(
        Fault.status(429, "SlowDown", "Please reduce your request rate"),
        Fault.status(503, "ServiceUnavailable", "Try again"),
        Fault.status(500, "InternalError", "We encountered an internal error"),
        Fault.cutBody(),
        Fault.reset(),
        Fault.htmlPage(),
        Fault.illFormed());
  }

  @ParameterizedTest
  @MethodSource("passingFaults")
  void faultsThatPassAreRetried(Fault fault) throws Exception {
    addBacklog(3);
    service.faults().next(3, fault);
    TaskRun run = run(Map.of());

    run.pollUntil(() -> run.eventIds().size() == 9);

    assertThat(service.requests().count(Request.Kind.LISTING)).isGreaterThanOrEqualTo(4);
  }

  @Test
  void aClockThatIsHoursOffIsCorrectedByTheServices() throws Exception {
    clock.advance(Duration.ofHours(-2));
    addBacklog(3);
    TaskRun run = run(Map.of());

    run.pollUntil(() -> run.eventIds().size() == 9);
  }

  @Test
  void aTimeOutIsRetried() throws Exception {
    addBacklog(3);
    service.faults().next(1, Fault.delay(Duration.ofSeconds(20)));
    TaskRun run = run(Map.of("request.timeout.ms", "200"));

    run.pollUntil(() -> run.eventIds().size() == 9);
  }

  @Test
  void aWrongKeyFailsWithASentenceThatSaysSo() {
    TaskRun run = run(Map.of("ci.secret.key", "not-the-key-of-this-service"));

    assertThatThrownBy(() -> run.pollUntil(() -> false))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("HTTP 401")
        .hasMessageContaining("check ci.secret.id and ci.secret.key")
        .hasMessageNotContaining("not-the-key-of-this-service")
        .hasMessageNotContaining("signature=");
  }

  @Test
  void aMissingPermissionFailsWithTheActionToGrant() {
    service.access().permit(false);
    TaskRun run = run(Map.of());

    assertThatThrownBy(() -> run.pollUntil(() -> false))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("HTTP 403")
        .hasMessageContaining("ci:DescribeMediaJobs");
  }

  @Test
  void endlessFailureEndsAtTheRetryTimeout() {
    service.faults().next(Faults.ALWAYS, Fault.status(503, "ServiceUnavailable", "Try again"));
    TaskRun run = run(Map.of("retry.timeout.ms", "300"));

    assertThatThrownBy(() -> run.pollUntil(() -> false))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("HTTP 503")
        .hasMessageEndingWith(" s of failures, as retry.timeout.ms says");
  }

  @Test
  void stopsWhileTheServiceIsSilentWithinASecond() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    service.onRequest(request -> asked.countDown());
    service.faults().next(Faults.ALWAYS, Fault.delay(Duration.ofMinutes(5)));
    TaskRun run = run(Map.of("request.timeout.ms", "600000"));
    run.poll();
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

    long start = System.nanoTime();
    run.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(seconds(1));
  }

  @Test
  void heartbeatsKeepTheOffsetMoving() throws Exception {
    addBacklog(1);
    TaskRun run = run(Map.of("heartbeat.interval.ms", "100"));
    run.pollUntil(() -> run.eventIds().size() == 3);
    Map<String, ?> before = run.offset();
    clock.advance(Duration.ofMinutes(10));

    run.pollUntil(
        () -> run.records().stream().anyMatch(record -> record.topic().equals("t.heartbeat")));
    run.pollUntil(() -> !run.offset().equals(before));

    assertThat(run.offset().get("settledCreationTime").toString())
        .isGreaterThan(before.get("settledCreationTime").toString());
  }

  @Test
  void outputsThatAreOffMakeNoRecords() throws Exception {
    addBacklog(2);
    TaskRun run = run(Map.of("jobs.topic", "", "transitions.states", "Success"));

    run.pollUntil(() -> run.eventIds().size() == 2);

    assertThat(run.records()).hasSize(2).allMatch(record -> record.topic().equals("t.transitions"));
  }

  private static List<String> eventId(SourceRecord record) {
    return record.topic().equals("t.transitions")
        ? List.of(((Struct) record.value()).getString("eventId"))
        : List.of();
  }

  private void addBacklog(int jobs) {
    List<Job> backlog = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      backlog.add(
          Jobs.job("Transcode")
              .id(String.format("done-%04d", i))
              .createdAt(clock.instant().minusSeconds(3600 - i))
              .runningAfter(seconds(1))
              .endsAfter(seconds(2), JobState.SUCCESS)
              .build());
    }
    service.add(backlog);
  }

  private JobBuilder job(String id) {
    return Jobs.job("Transcode").id(id).createdAt(clock.instant());
  }

  private TaskRun run(Map<String, String> more) {
    TaskRun run = new TaskRun(service, more);
    runs.add(run);
    return run;
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
