package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.config.GoodSettings;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.connect.offset.NoOffsets;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.plan.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How often the tasks of a connector ask, in virtual time: each waits for nothing but its turn. */
class TaskPaceTest {

  private static final Instant START = Instant.parse("2026-11-01T00:00:00.123Z");
  private static final Duration SPAN = Duration.ofMinutes(2);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(20);

  private final Throttle throttle = new Throttle();
  private final List<Instant> asked = new ArrayList<>();

  @Test
  void threeTasksNeverPassTheirBudgetInAnySecondByMoreThanOne() throws Exception {
    for (Map<String, String> task : taskConfigs()) {
      run(task, null, START.plus(SPAN));
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
    run(tasks.get(0), told, START.plus(SPAN));
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
      run(task, null, START.plus(SPAN));
    }
    assertThat(asked).isNotEmpty().allMatch(time -> !time.isBefore(until));
  }

  private int count(Instant start, Instant end) {
    return (int) asked.stream().filter(time -> !time.isBefore(start) && time.isBefore(end)).count();
  }

  /** Polls until this time; the first request after {@code refuseAt} is throttled. */
  private void run(Map<String, String> task, Instant refuseAt, Instant end) throws Exception {
    MovableClock clock = new MovableClock(START);
    RunningTask running =
        RunningTask.start(
            MediaJobsConfig.of(task),
            new NoOffsets(),
            new Immediate(clock, refuseAt),
            new Worker(throttle, new Random(1), clock, clock));
    while (clock.instant().isBefore(end)) {
      running.poll();
    }
    running.close();
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

  /** Empty pages, at once. */
  private final class Immediate implements Requests {

    private final MovableClock clock;
    private final Deque<Finished> finished = new ArrayDeque<>();
    private Instant refuseAt;

    private Immediate(MovableClock clock, Instant refuseAt) {
      this.clock = clock;
      this.refuseAt = refuseAt;
    }

    @Override
    public void start(SourcePoller poller, Ask ask, Instant now) {
      asked.add(now);
      if (refuseAt != null && now.isAfter(refuseAt)) {
        refuseAt = null;
        JobsApiException throttled =
            new JobsApiException(Kind.THROTTLED, Reason.OTHER, 429, "Busy.", RETRY_AFTER, null);
        finished.add(new Finished(poller, ask, now, null, throttled));
      } else {
        JobPage empty = new JobPage(List.of(), null, List.of(), now);
        finished.add(new Finished(poller, ask, now, empty, null));
      }
    }

    @Override
    public Finished await(Duration atMost) {
      Finished next = finished.poll();
      if (next == null) {
        clock.advance(atMost);
      }
      return next;
    }

    @Override
    public void close() {
      finished.clear();
    }
  }
}
