package io.mediajobs.connect.metrics;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobSource;
import io.mediajobs.log.CapturedLog;
import io.mediajobs.tracking.state.PollCounts;
import io.mediajobs.tracking.state.SourceFigures;
import io.mediajobs.tracking.state.TrackedCounts;
import io.mediajobs.tracking.state.TrackedCounts.Group;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two sources of a task that may make one of the connector's two requests a second. */
class NeededRateTest {

  private static final Duration TARGET = Duration.ofSeconds(10);
  private static final Duration STRETCH = Duration.ofMinutes(5);
  private static final JobSource SOURCE =
      new JobSource("b-1", "ap-chongqing", "/jobs", "tag", null, null);

  private final PollCounts busy = new PollCounts();
  private final PollCounts idle = new PollCounts();
  private int running = 30_000;
  private NeededRate rate = new NeededRate(TARGET, 100, 2, 0.5);

  private Instant sweptAt = T0.plusSeconds(1);
  private double looks = 60;
  private Instant now = T0;

  @Test
  void saysWhatTheTargetWouldTakeWhereTheRateCanNotHoldIt() {
    try (CapturedLog log = CapturedLog.asUsual()) {
      fiveMinutes(0);
      assertThat(rate.perSecond()).as("before anything was counted").isZero();
      fiveMinutes(30.5);
      // In ten seconds seven questions of one source, six of them in a quarter of that, and one.
      assertThat(rate.perSecond()).isEqualTo(2.5);
      assertThat(log.text()).as("after five minutes").isEmpty();

      fiveMinutes(30.5);
      fiveMinutes(30.5);
      fiveMinutes(30.5);

      assertThat(log.text().strip())
          .endsWith(
              "WARN io.mediajobs.connect.metrics.NeededRate - latency.target.ms can't be held: at"
                  + " 1.0 requests a second, which is all that the task may make, 95 of 100 changes"
                  + " are seen within 30 s; within 10 s would take at most 2.5. Raise"
                  + " requests.per.second to 5.0, or latency.target.ms to 30000")
          .containsOnlyOnce("latency.target.ms can't be held");
    }
  }

  @Test
  void looksAtAFewJobsTakeNoMoreThanTheirLookUps() {
    running = 20;

    fiveMinutes(0);
    fiveMinutes(30.5);

    // In ten seconds a page and two look-ups, these in a quarter of that, and one.
    assertThat(rate.perSecond()).isEqualTo(0.9);
  }

  @Test
  void saysNothingWhereChangesAreSeenInTimeOrTheRateSuffices() {
    try (CapturedLog log = CapturedLog.asUsual()) {
      for (int i = 0; i < 5; i++) {
        fiveMinutes(11.4);
      }
      for (int i = 0; i < 5; i++) {
        fiveMinutes(i % 2 == 0 ? 30 : 10);
      }
      looks = 15;
      for (int i = 0; i < 5; i++) {
        fiveMinutes(30);
      }
      assertThat(rate.perSecond()).isEqualTo(0.7);
      assertThat(log.text()).isEmpty();
    }
  }

  @Test
  void saysNothingWhileTheSourceReadsItsPast() {
    sweptAt = T0;
    try (CapturedLog log = CapturedLog.asUsual()) {
      for (int i = 0; i < 5; i++) {
        fiveMinutes(30);
      }
      assertThat(rate.perSecond()).isZero();
      assertThat(log.text()).isEmpty();
    }
  }

  @Test
  void knowsNothingWithoutATarget() {
    rate = new NeededRate(null, 100, 2, 0.5);
    try (CapturedLog log = CapturedLog.asUsual()) {
      for (int i = 0; i < 5; i++) {
        fiveMinutes(30);
      }
      assertThat(rate.perSecond()).isZero();
      assertThat(log.text()).isEmpty();
    }
  }

  /** One source sees changes so late; the other has no job. */
  private void fiveMinutes(double tail) {
    busy.answered(List.of(), now);
    idle.answered(List.of(), now);
    now = now.plus(STRETCH);
    TrackedCounts jobs = new TrackedCounts(Map.of("Running", new Group(running, T0)), 0, 0);
    TrackedCounts none = new TrackedCounts(Map.of(), 0, 0);
    rate.update(
        List.of(figures(busy, jobs, tail), figures(idle, none, 0)), i -> i == 0 ? looks : 0, now);
  }

  private SourceFigures figures(PollCounts counts, TrackedCounts tracked, double tail) {
    return new SourceFigures(
        SOURCE,
        null,
        Duration.ZERO,
        tracked,
        counts.copy(),
        0,
        T0,
        sweptAt,
        false,
        null,
        tail / 2,
        tail);
  }
}
