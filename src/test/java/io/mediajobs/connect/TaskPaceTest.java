package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.config.GoodSettings;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.standin.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How often the tasks of a connector ask, in virtual time: each waits for nothing but its turn. */
class TaskPaceTest {

  private static final Instant START = Instant.parse("2026-11-01T00:00:00.123Z");
  private static final Duration SPAN = Duration.ofMinutes(2);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(20);

  private final Throttle throttle = new Throttle();
  private final List<Instant> asked = new ArrayList<>();
  private Instant throttleAt;

  @Test
  void threeTasksNeverPassTheirBudgetInAnySecondByMoreThanOne() throws Exception {
    for (Map<String, String> task : taskConfigs()) {
      run(task, null);
    }

    int most = 0;
    for (Instant start : asked) {
      Instant end = start.plusSeconds(1);
      most = Math.max(most, count(start, end));
    }
    assertThat(most).isBetween(5, 5 + 1);
    assertThat(asked).as("the budget is used").hasSizeGreaterThan((int) (5 * 120 * 0.9));
  }

  @Test
  void aRetryAfterThatOneTaskGetsHoldsForAll() throws Exception {
    List<Map<String, String>> tasks = taskConfigs();
    Instant told = START.plusSeconds(10);
    run(tasks.get(0), told);
    Instant last =
        asked.stream()
            .filter(time -> !time.isAfter(throttle.until()))
            .max(Instant::compareTo)
            .orElseThrow();
    Instant until = throttle.until();
    assertThat(Duration.between(told, until)).isBetween(RETRY_AFTER, RETRY_AFTER.plusSeconds(2));
    assertThat(last)
        .as("of the task that was told")
        .isBefore(until.minus(RETRY_AFTER).plusMillis(2));

    asked.clear();
    for (Map<String, String> task : tasks.subList(1, 3)) {
      run(task, null);
    }
    assertThat(asked).isNotEmpty().allMatch(time -> !time.isBefore(until));
  }

  private int count(Instant start, Instant end) {
    return (int) asked.stream().filter(time -> !time.isBefore(start) && time.isBefore(end)).count();
  }

  /** Polls until the end; the first request after {@code refuseAt} is throttled. */
  private void run(Map<String, String> task, Instant refuseAt) throws Exception {
    throttleAt = refuseAt;
    MovableClock clock = new MovableClock(START);
    RunningTask running = AnswersAtOnce.task(task, clock, throttle, this::answer);
    while (clock.instant().isBefore(START.plus(SPAN))) {
      running.poll();
    }
    running.close();
  }

  private JobPage answer(JobSource source, JobQuery query, Instant now) throws JobsApiException {
    asked.add(now);
    if (throttleAt != null && now.isAfter(throttleAt)) {
      throttleAt = null;
      throw new JobsApiException(Kind.THROTTLED, Reason.OTHER, 429, "Busy.", RETRY_AFTER, null);
    }
    return AnswersAtOnce.nothing(now);
  }

  private static List<Map<String, String>> taskConfigs() {
    MediaJobsSourceConnector connector = new MediaJobsSourceConnector();
    connector.start(
        GoodSettings.with(
            "ci.tags", "Transcode,Animation,Snapshot,Concat,Segment,VideoTag",
            "requests.per.second", "5",
            "poll.interval.ms", "10",
            "discovery.overlap.ms", "1000"));
    return connector.taskConfigs(3);
  }
}
