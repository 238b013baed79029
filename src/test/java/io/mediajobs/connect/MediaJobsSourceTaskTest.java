package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobState;
import io.mediajobs.standin.JobBuilder;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.standin.StandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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

  /** A worker's producer would give its own, but transforms see none then. */
  @Test
  void theTimestampOfARecordIsWhenItsChangeWasSeen() throws Exception {
    addBacklog(1);
    TaskRun run = run(Map.of());
    run.pollUntil(() -> run.records().size() == 4);
    TaskRun fromNow = run(Map.of("start.creation.time", "latest"));
    fromNow.pollUntil(() -> fromNow.records().size() == 1);

    assertThat(Stream.concat(run.records().stream(), fromNow.records().stream()))
        .extracting(SourceRecord::topic)
        .containsOnly("t.transitions", "t.jobs", "t.heartbeat");
    assertThat(Stream.concat(run.records().stream(), fromNow.records().stream()))
        .allSatisfy(
            record ->
                assertThat(Instant.ofEpochMilli(record.timestamp()))
                    .isEqualTo(((Date) ((Struct) record.value()).get("observedAt")).toInstant()));
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

  @Test
  @Tag("slow")
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
    service.add(TaskRun.endedJobs(jobs, clock.instant().minusSeconds(3600)));
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
