package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.Jobs;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.log.CapturedLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An operator who sees that nothing happens is told until when. */
class PauseWarningTest {

  private final CapturedLog log = CapturedLog.asUsual();

  /** The worker's clock is five hours ahead of the timeline that pauses are on. */
  private final FigureRun run = new FigureRun(Jobs.T0, Map.of(), Duration.ofHours(5));

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void aPauseThatTheServiceAsksForIsToldWithItsEndByTheWorkersClock() throws Exception {
    run.failures.add(
        new JobsApiException(Kind.RETRY, 503, "It is busy.", Duration.ofSeconds(90), null));

    run.runFor(Duration.ofSeconds(5));

    assertThat(warnings())
        .containsExactly(
            "It is busy.; trying again at "
                + Jobs.T0.plus(Duration.ofHours(5)).plusSeconds(90)
                + ", as the service asks for a pause");
  }

  @Test
  void noPauseIsToldForLongerThanTenMinutes() throws Exception {
    run.failures.add(
        new JobsApiException(Kind.THROTTLED, 429, "Too many.", Duration.ofHours(1), null));

    run.runFor(Duration.ofSeconds(5));

    assertThat(warnings())
        .containsExactly(
            "Too many.; trying again at "
                + Jobs.T0.plus(Duration.ofHours(5)).plusSeconds(600)
                + ", as the service asks for a pause");
    assertThat(run.task("throttle-pause-seconds")).isBetween(590.0, 600.0);
  }

  /** Else ten minutes of silence after ten minutes of silence would have no word. */
  @Test
  void aLongPauseIsToldEachTimeAndAShortOneOnce() throws Exception {
    for (int seconds : new int[] {0, 20, 90, 300}) {
      Duration wanted = seconds == 0 ? null : Duration.ofSeconds(seconds);
      run.failures.add(new JobsApiException(Kind.RETRY, 503, "It is busy.", wanted, null));
    }

    run.runFor(Duration.ofSeconds(300));

    assertThat(warnings()).hasSize(3);
    assertThat(warnings().get(0)).isEqualTo("It is busy.; trying again");
    assertThat(warnings().subList(1, 3))
        .allMatch(warning -> warning.endsWith("Z, as the service asks for a pause"));
  }

  @Test
  void whatIsRetriedSoonHasNoTime() throws Exception {
    run.failures.add(new JobsApiException(Kind.RETRY, 503, "It is busy.", null, null));

    run.runFor(Duration.ofSeconds(5));

    assertThat(warnings()).containsExactly("It is busy.; trying again");
  }

  private List<String> warnings() {
    return log.text()
        .lines()
        .filter(line -> line.contains("WARN"))
        .map(line -> line.substring(line.indexOf(" - ") + 3))
        .toList();
  }
}
