package io.mediajobs.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.TaskRun;
import io.mediajobs.connect.VirtualWorker;
import io.mediajobs.job.JobState;
import io.mediajobs.log.CapturedLog;
import io.mediajobs.standin.Fault;
import io.mediajobs.standin.Faults;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.standin.Request;
import io.mediajobs.standin.StandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A running task goes on, whatever a service makes up, and asks only what it may ask. */
class TaskHostileTest {

  private static final String JOB =
      "<JobsDetail><JobId>%s</JobId><State>%s</State><CreationTime>%s</CreationTime></JobsDetail>";
  private static final String LONG_AGO = "2022-06-27T15:23:12+0800";

  private final MovableClock clock = new MovableClock(Instant.now());
  private final StandIn service = StandIn.start(clock);
  private VirtualWorker run;

  @AfterEach
  void close() {
    if (run != null) {
      run.close();
    }
    service.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"good,done-0001", "../../queue", "..", "a&#13;&#10;Host: evil"})
  void anIdThatNoRequestCanCarryIsQuarantinedAndNeverAsked(String id) throws Exception {
    pages(JOB.formatted(id, "Running", LONG_AGO) + JOB.formatted("good", "Running", LONG_AGO));
    // A listing now and then leaves the look to look-ups.
    run = new VirtualWorker(clock, service, Map.of("poll.interval.ms", "600000"));

    run.pollUntil(() -> !keys("t.malformed").isEmpty() && keys("t.jobs").contains("good"));
    run.pollUntil(() -> service.requests().count(Request.Kind.LOOK_UP) > 0);

    assertThat(keys("t.jobs")).containsOnly("good");
    assertThat(
            service
                .requests()
                .count(r -> !r.path().equals("/jobs") && !r.path().equals("/jobs/good")))
        .isZero();
    SourceRecord told = records("t.malformed").get(0);
    assertThat(((Struct) told.value()).getString("reason"))
        .startsWith(
            "JobsDetail is incomplete: A JobsDetail of the answer has a JobId that can't be");
  }

  @Test
  void oddIdsAreLookedUpEncoded() throws Exception {
    String id = "a&b='\"@:~!";
    pages(JOB.formatted("a&amp;b='\"@:~!", "Running", LONG_AGO));
    run = new VirtualWorker(clock, service, Map.of("poll.interval.ms", "600000"));

    run.pollUntil(() -> service.requests().count(Request.Kind.LOOK_UP) > 1);

    assertThat(keys("t.jobs")).containsOnly(id);
    assertThat(
            service.requests().requests().stream()
                .filter(request -> request.kind() == Request.Kind.LOOK_UP)
                .map(Request::ids)
                .distinct())
        .containsExactly(List.of(id));
  }

  @Test
  @Tag("slow")
  void aListingThatGoesInCirclesIsGivenUpAndBegunAgain() throws Exception {
    for (String[] step : new String[][] {{null, "a"}, {"a", "b"}, {"b", "c"}, {"c", "b"}}) {
      service
          .faults()
          .when(
              request -> Objects.equals(request.parameter("nextToken"), step[0]),
              Faults.ALWAYS,
              Fault.raw(
                  200,
                  "application/xml",
                  "<Response><NextToken>" + step[1] + "</NextToken></Response>"));
    }
    run = new VirtualWorker(clock, service, Map.of("poll.interval.ms", "1000"));

    // Ten cycles, each of which halves its window to a second, tries three of them, and gives up.
    for (int cycle = 0; cycle < 10; cycle++) {
      run.poll();
      clock.advance(Duration.ofSeconds(1));
    }

    // A listing has no token at first.
    assertThat(
            service
                .requests()
                .count(r -> r.kind() == Request.Kind.LISTING && r.parameter("nextToken") == null))
        .isGreaterThan(3);
    assertThat(service.requests().count(Request.Kind.LISTING)).isLessThan(10 * 120);
  }

  @Test
  void ofTwoStatesOnOnePageTheFirstCountsUntilTheNextLook() throws Exception {
    pages(
        JOB.formatted("j1", "Running", LONG_AGO)
            + JOB.formatted("j1", "Success", LONG_AGO)
            + JOB.formatted("j1", "Submitted", LONG_AGO));
    run = new VirtualWorker(clock, service, Map.of());

    run.pollUntil(() -> run.eventIds().contains("j1/1/Running"));
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofMinutes(1));
      run.poll();
    }

    assertThat(run.eventIds()).startsWith("j1/0/Submitted", "j1/1/Running").doesNotHaveDuplicates();
    assertThat(run.eventIds()).doesNotContain("j1/2/Submitted");
  }

  @Test
  void pagesThatContradictEachOtherNeverLeadBack() throws Exception {
    AtomicInteger answers = new AtomicInteger();
    service
        .faults()
        .when(
            request -> true,
            Faults.ALWAYS,
            Fault.body(
                page ->
                    "<Response>"
                        + JOB.formatted(
                            "j1",
                            answers.getAndIncrement() % 2 == 0 ? "Running" : "Success",
                            LONG_AGO)
                        + "</Response>"));
    run = new VirtualWorker(clock, service, Map.of());

    run.pollUntil(() -> run.eventIds().contains("j1/2/Success"));
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofMinutes(1));
      run.poll();
    }

    assertThat(run.eventIds()).containsExactly("j1/0/Submitted", "j1/1/Running", "j1/2/Success");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9998-12-31T23:59:59+0800",
        "+999999999-12-31T23:59:59-1800",
        "-999999999-01-01T00:00:00+1800",
        "0001-01-01T00:00:00+0000",
        "2022-06-27T15:23:12"
      })
  void aTimeThatCanNotBeIsNoPlaceToGoOnFrom(String time) throws Exception {
    service.add(TaskRun.endedJobs(3, clock.instant().minusSeconds(3600)));
    service
        .faults()
        .when(
            request -> request.kind() == Request.Kind.LISTING,
            3,
            Fault.body(
                page ->
                    page.replace(
                        "<Response>", "<Response>" + JOB.formatted("j1", "Success", time))));
    run = new VirtualWorker(clock, service, Map.of());
    run.pollUntil(() -> keys("t.jobs").containsAll(List.of("j1", "done-0002")));

    service.add(
        io.mediajobs.standin.Jobs.job("Transcode")
            .id("later")
            .createdAt(clock.instant().minusSeconds(10))
            .endsAfter(Duration.ofSeconds(2), JobState.SUCCESS)
            .build());
    clock.advance(Duration.ofMinutes(2));
    run.pollUntil(() -> keys("t.jobs").contains("later"));

    run.killFor(Duration.ZERO);
    run.poll();
    assertThat((String) run.committed().get("lastCreationTime")).startsWith("20");
  }

  @Test
  void neitherQueuesNorStatesMakeATopicThatKafkaRefuses() throws Exception {
    String page = JOB.formatted("j1", "&#10;" + "/".repeat(150), LONG_AGO);
    pages(page.replace("</JobId>", "</JobId><QueueId>" + "q&#x2028;".repeat(5000) + "</QueueId>"));
    run =
        new VirtualWorker(
            clock,
            service,
            Map.of("jobs.topic", "{queueId}.{state}", "transitions.topic", "{state}"));

    run.pollUntil(() -> run.records().size() >= 3);

    assertThat(run.records())
        .allSatisfy(record -> assertThat(record.topic()).matches("[A-Za-z0-9._-]{1,249}"));
  }

  @Test
  void noValueForgesALineOfTheLog() throws Exception {
    String forged = "&#13;&#10;[main] ERROR all is lost&#x2028;all is lost";
    pages(
        JOB.formatted("a" + forged, "Running", LONG_AGO)
            + JOB.formatted("good", forged, LONG_AGO)
            + "<Message>"
            + forged
            + "</Message>");
    service
        .faults()
        .next(1, Fault.raw(503, "application/xml", "<Error><Code>a" + forged + "</Code></Error>"));
    try (CapturedLog log = new CapturedLog()) {
      run = new VirtualWorker(clock, service, Map.of("retry.backoff.max.ms", "5"));
      run.pollUntil(() -> !keys("t.malformed").isEmpty());
      // The client's own trace of the wire spells control characters out.
      assertThat(log.text().lines().filter(line -> line.contains("io.mediajobs")).toList())
          .isNotEmpty();
      assertThat(log.text().lines())
          .noneMatch(line -> line.startsWith("[main] ERROR all") || line.startsWith("all is lost"));
      assertThat(log.text()).doesNotContain("\u2028");
    }
  }

  @Test
  void anAnswerLongerThanTheBoundIsNotEvenRead() throws Exception {
    service.add(TaskRun.endedJobs(3, clock.instant().minusSeconds(3600)));
    service.faults().next(2, Fault.hugeBody(100_000_000));
    run = new VirtualWorker(clock, service, Map.of("response.max.bytes", "100000"));
    run.pollUntil(() -> run.eventIds().size() == 9);
    assertThat(service.faults().left()).isZero();
  }

  /** Answers every question with this page. */
  private void pages(String inside) {
    service
        .faults()
        .when(
            request -> true,
            Faults.ALWAYS,
            Fault.raw(200, "application/xml", "<Response>" + inside + "</Response>"));
  }

  private List<String> keys(String topic) {
    return records(topic).stream().map(record -> (String) record.key()).toList();
  }

  private List<SourceRecord> records(String topic) {
    return run.records().stream().filter(record -> record.topic().equals(topic)).toList();
  }
}
