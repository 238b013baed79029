package io.mediajobs.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.connect.TaskRun;
import io.mediajobs.standin.Fault;
import io.mediajobs.standin.Faults;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.standin.Request;
import io.mediajobs.standin.StandIn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a task does with jobs that the service shows in a way that can't be read. */
class TaskMalformedTest {

  private static final Fault THREE =
      Fault.illFormed("done-0007")
          .and(Fault.illFormed("done-0042"))
          .and(Fault.illFormed("done-0099"));

  private final MovableClock clock = new MovableClock(Instant.now());
  private final StandIn service = StandIn.start(clock);
  private final List<TaskRun> runs = new ArrayList<>();

  @AfterEach
  void close() {
    runs.forEach(TaskRun::close);
    service.close();
  }

  @Test
  @Tag("slow")
  void ofAPageOf100With3UnreadableJobs97GoOnAnd3AreQuarantined() throws Exception {
    // Within the overlap: every job will be listed twice, the second time after a restart.
    service.add(TaskRun.endedJobs(100, clock.instant().minusSeconds(102)));
    service.faults().when(request -> true, Faults.ALWAYS, THREE);
    TaskRun run = run(Map.of("discovery.overlap.ms", "600000", "heartbeat.interval.ms", "100"));
    run.pollUntil(() -> run.eventIds().size() == 3 * 97);

    run.restart();
    int listings = service.requests().count(Request.Kind.LISTING);
    run.pollUntil(() -> service.requests().count(Request.Kind.LISTING) > listings + 10);

    List<String> readable =
        IntStream.range(0, 100)
            .filter(i -> i != 7 && i != 42 && i != 99)
            .mapToObj("done-%04d"::formatted)
            .toList();
    assertThat(keys(run, "t.jobs")).containsExactlyInAnyOrderElementsOf(readable);
    assertThat(run.eventIds()).hasSize(3 * 97).doesNotHaveDuplicates();
    assertThat(keys(run, "t.malformed")).containsExactly("done-0007", "done-0042", "done-0099");
    Struct first = values(run, "t.malformed").get(0);
    assertThat(first.getString("text"))
        .startsWith("<JobsDetail>\n<Code>Success</Code>\n</Message>\n<JobId>done-0007</JobId>")
        .endsWith("</JobsDetail>");
    assertThat(first.getString("reason"))
        .isEqualTo("JobsDetail is not well-formed at line 3, column 7.");
    assertThat(first.getString("jobId")).isEqualTo("done-0007");
    assertThat(first.getString("request"))
        .startsWith("/jobs?tag=Transcode&orderByTime=Asc&size=100")
        .doesNotContain("sign");
    assertThat(first.getStruct("source").getString("tag")).isEqualTo("Transcode");
  }

  @Test
  void failsWithTheJobIdWhereThatIsWanted() {
    service.add(TaskRun.endedJobs(100, clock.instant().minusSeconds(3600)));
    service.faults().when(request -> true, Faults.ALWAYS, THREE);
    TaskRun run = run(Map.of("malformed.jobs", "fail"));

    assertThatThrownBy(() -> run.pollUntil(() -> false))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "Job done-0007 of examplebucket-1250000000/jobs?tag=Transcode can't be read, as its"
                + " JobsDetail is not well-formed at line 3, column 7, nor can 2 others: set"
                + " malformed.jobs=quarantine to put it onto malformed.topic and go on, or report"
                + " it to Tencent Cloud and restart the task once it is mended");
    assertThat(run.records()).isEmpty();
  }

  @Test
  void theOtherJobsGoOnWithoutATopicForMalformedOnes() throws Exception {
    service.add(TaskRun.endedJobs(100, clock.instant().minusSeconds(3600)));
    service.faults().when(request -> true, Faults.ALWAYS, THREE);
    TaskRun run = run(Map.of("malformed.topic", ""));

    run.pollUntil(() -> run.eventIds().size() == 3 * 97);

    assertThat(keys(run, "t.malformed")).isEmpty();
  }

  static List<Fault> neverSalvaged() {
    return List.of(
        Fault.htmlPage(),
        Fault.raw(200, "application/json", "{\"jobs\": []}"),
        Fault.raw(200, "application/xml", ""),
        Fault.raw(200, "application/xml", "<Response></Respons>"),
        Fault.cutBody(),
        Fault.body(page -> page.substring(0, page.length() / 2)),
        // Complete as HTTP goes, and so is every job on it but the last.
        Fault.body(page -> page.substring(0, page.lastIndexOf("<JobsDetail>"))),
        THREE.and(Fault.body(page -> page.replace("</NextToken>", "<NextToken>"))),
        THREE.and(Fault.body(page -> page.substring(0, page.lastIndexOf("</JobsDetail>")))));
  }

  @ParameterizedTest
  @MethodSource("neverSalvaged")
  @Tag("slow")
  void aPageThatMayLackJobsIsAskedForUntilItIsWhole(Fault fault) throws Exception {
    service.add(TaskRun.endedJobs(150, clock.instant().minusSeconds(3600)));
    service.faults().next(9, fault);
    TaskRun run = run(Map.of());

    run.pollUntil(() -> run.eventIds().size() == 3 * 150);

    assertThat(service.faults().left()).isZero();
    assertThat(keys(run, "t.jobs")).doesNotHaveDuplicates();
    assertThat(keys(run, "t.malformed")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "voice-separation-list, 0, 2",
    "job-running, 0, 1",
    "job-succeeded, 0, 1",
    "transcode-list, 0, 2",
    "animation-list, 2, 0",
    "translation-list, 0, 2"
  })
  void ofThePrintedSamplesEveryReadableJobBecomesARecord(String name, int jobs, int malformed)
      throws Exception {
    String printed = printed(name);
    service.faults().next(1, Fault.body(page -> page)); // The question for the service's time.
    service.faults().next(4, Fault.raw(200, "application/xml", printed));
    TaskRun run = run(Map.of());

    run.pollUntil(
        () -> keys(run, "t.jobs").size() == jobs && keys(run, "t.malformed").size() == malformed);

    assertThat(values(run, "t.malformed"))
        .allSatisfy(value -> assertThat(printed).contains(value.getString("text")));
  }

  private static List<String> keys(TaskRun run, String topic) {
    return records(run, topic).stream().map(record -> (String) record.key()).toList();
  }

  private static List<Struct> values(TaskRun run, String topic) {
    return records(run, topic).stream().map(record -> (Struct) record.value()).toList();
  }

  private static List<SourceRecord> records(TaskRun run, String topic) {
    return run.records().stream().filter(record -> record.topic().equals(topic)).toList();
  }

  private TaskRun run(Map<String, String> more) {
    TaskRun run = new TaskRun(service, more);
    runs.add(run);
    return run;
  }

  private static String printed(String name) throws IOException {
    try (InputStream in =
        TaskMalformedTest.class.getResourceAsStream("/client/printed/" + name + ".xml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
