package io.mediajobs.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.TaskRun;
import io.mediajobs.connect.VirtualRun;
import io.mediajobs.standin.Fault;
import io.mediajobs.standin.Faults;
import io.mediajobs.standin.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a task keeps still after what goes wrong, to the millisecond, in virtual time. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PausesTest {

  private static final Duration BACKOFF_MAX = Duration.ofMillis(4000);

  /** A task wakes up a millisecond late, and once a second at least. */
  private static final Duration ROUNDING = Duration.ofMillis(5);

  private VirtualRun run;

  @AfterEach
  void close() {
    if (run != null) {
      run.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "0, 0",
    "-5, 0",
    "3600, 600",
    "99999999999, 600",
    "99999999999999999999999, 600",
    "soon, 0",
    "'', 0",
    "1.5, 0",
    "'Tue, 28 Jun 2022 15:23:12 GMT', 0",
    "'Fri, 31 Dec 9999 23:59:59 GMT', 600"
  })
  void aRetryAfterIsKeptWithinReason(String header, long seconds) throws Exception {
    for (int status : new int[] {429, 503}) {
      struck(
          Fault.status(status, "SlowDown", "Slow down").and(Fault.retryAfter(header)),
          Duration.ofSeconds(seconds));
      run.close();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 90, 599, 601, 100_000})
  void aDateIsComparedWithTheServicesClock(long ahead) throws Exception {
    start(Duration.ofHours(-9));
    run.pollUntil(() -> run.eventIds.size() == 3 * 3);
    run.service.requests().clear();
    Instant until = run.clock.instant().plusSeconds(ahead).truncatedTo(ChronoUnit.SECONDS);
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atOffset(ZoneOffset.UTC));
    run.service.faults().next(1, Fault.status(503, "Busy", "Busy").and(Fault.retryAfter(date)));
    run.pollUntil(() -> times().size() >= 2);

    Duration kept = Duration.between(times().get(0), times().get(1));
    Duration wait = Duration.ofSeconds(Math.min(ahead, 600));
    // Both dates have whole seconds.
    assertThat(kept).isBetween(wait.minusSeconds(1), wait.plusSeconds(1).plus(ROUNDING));
  }

  /** All but those that show at a deadline, which is real time, and with settings. */
  static Stream<FaultCase> faults() {
    return Stream.of(
            FaultCases.statuses(),
            FaultCases.broken(),
            FaultCases.withoutEnd(),
            FaultCases.noPages())
        .flatMap(cases -> cases)
        .filter(fault -> fault.settings().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("faults")
  @Tag("slow")
  void noPauseIsLongerThanTheLongest(FaultCase fault) throws Exception {
    struck(fault.fault(), Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aConnectionThatEndsBetweenRequestsCostsNothing(boolean half) throws Exception {
    start(Duration.ZERO);
    run.whenIdle(half ? run.service::hangUpHalf : run.service::hangUp);
    int failures = run.service.requests().requests().size();
    run.pollUntil(() -> run.service.requests().requests().size() >= failures + 30);

    List<Instant> times = times();
    for (int i = 1; i < times.size(); i++) {
      // The listing is due every 50 ms; a failure would add a pause, of which some are long.
      assertThat(Duration.between(times.get(i - 1), times.get(i)))
          .isLessThan(Duration.ofMillis(60));
    }
    assertThat(run.service.connections()).isGreaterThan(20);
  }

  @ParameterizedTest
  @ValueSource(longs = {-48, -5, 5, 48})
  void aClockThatIsHoursOffCostsOneRequestPerSource(long hours) throws Exception {
    start(Duration.ofHours(hours));
    run.pollUntil(() -> run.eventIds.size() == 3 * 3);

    assertThat(run.eventIds).doesNotHaveDuplicates();
    assertThat(Duration.between(times().get(0), run.clock.instant()))
        .isLessThan(BACKOFF_MAX.multipliedBy(2));
  }

  @ParameterizedTest
  @ValueSource(longs = {-30, -2, 2, 30})
  void aClockThatJumpsHoldsNothingUp(long hours) throws Exception {
    start(Duration.ZERO);
    run.pollUntil(() -> run.eventIds.size() == 3 * 3);
    run.setClockError(Duration.ofHours(hours));
    Instant jumped = run.clock.instant();
    run.service.add(TaskRun.endedJobs(5, jumped.minusSeconds(8)).subList(3, 5));
    run.pollUntil(() -> run.eventIds.size() == 3 * 5);

    assertThat(run.eventIds).doesNotHaveDuplicates();
    assertThat(Duration.between(jumped, run.clock.instant()))
        .isLessThan(BACKOFF_MAX.multipliedBy(2));
  }

  @Test
  void theOtherClockMayJumpAsWell() throws Exception {
    start(Duration.ZERO);
    run.pollUntil(() -> run.eventIds.size() == 3 * 3);
    Duration jump = Duration.ofHours(7);
    run.clock.advance(jump);
    run.setClockError(jump.negated());
    run.service.add(TaskRun.endedJobs(5, run.clock.instant().minusSeconds(8)).subList(3, 5));

    run.pollUntil(() -> run.eventIds.size() == 3 * 5);

    assertThat(run.eventIds).doesNotHaveDuplicates();
  }

  /** Every answer is struck, three times over; then none is. */
  private void struck(Fault fault, Duration wait) throws Exception {
    start(Duration.ZERO);
    run.pollUntil(() -> run.eventIds.size() == 3 * 3);
    run.service.requests().clear();
    run.service.faults().when(request -> true, Faults.ALWAYS, fault);
    run.pollUntil(() -> times().stream().distinct().count() > 3);
    run.service.faults().clear();
    Instant over = run.clock.instant();
    run.service.add(TaskRun.endedJobs(4, over.minusSeconds(8)).subList(3, 4));
    run.pollUntil(() -> run.eventIds.size() == 3 * 4);

    List<Instant> times = times().stream().distinct().toList();
    Duration longest = wait.compareTo(BACKOFF_MAX) > 0 ? wait.plusSeconds(1) : BACKOFF_MAX;
    for (int i = 1; i <= 3; i++) {
      assertThat(Duration.between(times.get(i - 1), times.get(i)))
          .isBetween(wait, longest.plus(ROUNDING));
    }
    Instant next = times.stream().filter(time -> !time.isBefore(over)).findFirst().orElseThrow();
    assertThat(Duration.between(over, next)).isLessThanOrEqualTo(longest.plus(ROUNDING));
    assertThat(run.eventIds).doesNotHaveDuplicates();
  }

  private List<Instant> times() {
    return run.service.requests().requests().stream().map(Request::receivedAt).toList();
  }

  private void start(Duration clockError) {
    run =
        new VirtualRun(
            Map.of(
                "retry.backoff.ms",
                "500",
                "retry.backoff.max.ms",
                Long.toString(BACKOFF_MAX.toMillis())),
            clockError);
    run.service.add(TaskRun.endedJobs(3, run.clock.instant().minusSeconds(3600)));
  }
}
