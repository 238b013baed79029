package io.mediajobs.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.VirtualRun;
import io.mediajobs.job.JobState;
import io.mediajobs.log.CapturedLog;
import io.mediajobs.standin.Fault;
import io.mediajobs.standin.Faults;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a task makes of look-ups that are answered as no page says, over HTTP. */
class TaskLookUpsTest {

  private final VirtualRun run =
      new VirtualRun(
          Map.of(
              "poll.interval.ms", "5000",
              "refresh.interval.ms", "5000",
              "discovery.overlap.ms", "0",
              "ci.tags", "Transcode"),
          Duration.ZERO);

  /** From then on look-ups are answered so. */
  private final Instant onset = run.clock.instant().plusSeconds(30);

  /** Newer jobs, so that the pages of discovery do not show the others. */
  @BeforeEach
  void addNewer() {
    for (int i = 0; i < 100; i++) {
      add("newer" + i, run.clock.instant().plusSeconds(5 * i), Duration.ofSeconds(2));
    }
  }

  @AfterEach
  void close() {
    assertThat(run.service.requests().count(Request.Kind.LOOK_UP)).isPositive();
    run.close();
  }

  @ParameterizedTest
  @CsvSource({
    "200, look-up-silent",
    "200, look-up-non-exist",
    "404, look-up-not-found",
    "400, look-up-not-found"
  })
  void ajobThatLookUpsDoNotKnowForAMomentIsFollowedOn(int status, String answer) throws Exception {
    addJobs(3, Duration.ofMinutes(3));
    pollUntil(onset);
    fault(asksFor("j1"), Fault.raw(status, "application/xml", answer(answer)));
    pollUntil(onset.plusSeconds(50));
    run.service.faults().clear();

    pollUntil(onset.plus(Duration.ofMinutes(6)));

    assertThat(told())
        .contains("j0/2/Success", "j1/2/Success", "j2/2/Success")
        .hasSize(9)
        .noneMatch(id -> id.contains("NonExist"));
  }

  @ParameterizedTest
  @CsvSource({"404, look-up-not-found", "400, look-up-not-found", "500, look-up-not-found"})
  void oneIdThatFailsHoldsUpNoOther(int status, String answer) throws Exception {
    addJobs(10, Duration.ofSeconds(40));
    pollUntil(onset);
    fault(asksFor("j3"), Fault.raw(status, "application/xml", answer(answer)));

    pollUntil(onset.plusSeconds(22));

    assertThat(told())
        .filteredOn(id -> id.endsWith("/2/Success") && !id.startsWith("j3/"))
        .hasSize(9);
    pollUntil(onset.plus(Duration.ofMinutes(3)));
    assertThat(told()).as("a listing shows it").contains("j3/2/Success");
  }

  @Test
  void jobsThatTogetherAreTooLargeForAnAnswerAreToldOneByOne() throws Exception {
    addJobs(10, Duration.ofSeconds(40));
    pollUntil(onset);
    fault(request -> isLookUp(request) && request.path().contains(","), Fault.hugeBody(20_000_000));

    pollUntil(onset.plusSeconds(22));

    assertThat(told()).filteredOn(id -> id.endsWith("/2/Success")).hasSize(10);
  }

  @Test
  void aJobThatIsTooLargeForAnAnswerIsToldByWhatCanBeRead() throws Exception {
    addJobs(10, Duration.ofSeconds(40));
    pollUntil(onset);
    fault(asksFor("j3"), Fault.hugeBody(20_000_000));

    pollUntil(onset.plusSeconds(25));

    assertThat(told()).filteredOn(id -> id.endsWith("/2/Success")).hasSize(10);
  }

  @Test
  void aKeyThatMayNotLookJobsUpFollowsThemByListingsAndSaysSo() throws Exception {
    try (CapturedLog log = CapturedLog.asUsual()) {
      fault(TaskLookUpsTest::isLookUp, Fault.status(403, "AccessDenied", "You may not look it up"));
      addJobs(10, Duration.ofSeconds(70));

      pollUntil(onset.plus(Duration.ofMinutes(3)));

      assertThat(told()).filteredOn(id -> id.endsWith("/2/Success")).hasSize(10);
      assertThat(run.service.requests().count(Request.Kind.LOOK_UP)).isEqualTo(1);
      assertThat(log.text().lines().filter(line -> line.contains("WARN")))
          .singleElement()
          .asString()
          .contains(
              "WARN io.mediajobs.connect.PollLoop - Look-ups of the jobs of "
                  + run.service.bucket()
                  + "/jobs?tag=Transcode are refused, so only listings follow them: Looking up ",
              " was refused with HTTP 403 AccessDenied \"You may not look it up\" (request id ",
              "): grant the key the action ci:DescribeMediaJob on bucket " + run.service.bucket());
    }
  }

  private void fault(Predicate<Request> condition, Fault fault) {
    run.service.faults().when(condition, Faults.ALWAYS, fault);
  }

  private void pollUntil(Instant time) throws InterruptedException {
    run.pollUntil(() -> !run.clock.instant().isBefore(time));
  }

  /** Jobs that run, and end one after another from so long after the start on. */
  private void addJobs(int count, Duration end) {
    Instant created = run.clock.instant().minusSeconds(10);
    for (int i = 0; i < count; i++) {
      add("j" + i, created, end.plusSeconds(10).plusMillis(100L * i));
    }
  }

  private void add(String id, Instant created, Duration end) {
    run.service.add(
        List.of(
            Jobs.job("Transcode")
                .id(id)
                .createdAt(created)
                .runningAfter(end.dividedBy(2))
                .endsAfter(end, JobState.SUCCESS)
                .build()));
  }

  /** The events of the jobs that are looked up. */
  private List<String> told() {
    return run.eventIds.stream().filter(id -> id.startsWith("j")).toList();
  }

  private static boolean isLookUp(Request request) {
    return request.path().startsWith("/jobs/");
  }

  private static Predicate<Request> asksFor(String id) {
    return request ->
        isLookUp(request) && List.of(request.path().substring(6).split(",")).contains(id);
  }

  private static String answer(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources/answers/" + name + ".xml"));
  }
}
