package io.mediajobs.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.connect.TaskRun;
import io.mediajobs.standin.Fault;
import io.mediajobs.standin.Faults;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.standin.Request;
import io.mediajobs.standin.StandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a task does when the service or the network fails it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TaskFaultsTest {

  private final MovableClock clock = new MovableClock(Instant.now());
  private final StandIn service = StandIn.start(clock);
  private final List<TaskRun> runs = new ArrayList<>();

  @AfterEach
  void close() {
    runs.forEach(TaskRun::close);
    service.close();
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
  void stopsWhileTheServiceIsSilent() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    service.onRequest(request -> asked.countDown());
    service.faults().next(Faults.ALWAYS, Fault.delay(Duration.ofMinutes(5)));
    TaskRun run = run(Map.of("request.timeout.ms", "600000"));
    run.poll();
    assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();

    // The answer and its deadline are minutes away.
    run.close();
  }

  private void addBacklog(int jobs) {
    service.add(TaskRun.endedJobs(jobs, clock.instant().minusSeconds(3600)));
  }

  private TaskRun run(Map<String, String> more) {
    TaskRun run = new TaskRun(service, more);
    runs.add(run);
    return run;
  }
}
