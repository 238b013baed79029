package io.mediajobs.connect;

import static io.mediajobs.job.Jobs.T0;
import static io.mediajobs.job.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.connect.metrics.Gauges;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.log.CapturedLog;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that refuse the time of a request, though the clock is right. */
class RefusedTimeTest {

  private static final String SENTENCE = "Listing was refused: the clock is right";
  private static final Duration SHORT = Duration.ofSeconds(30);

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void upToThreeInARowAreTriedAgain(int times) throws Exception {
    FigureRun run = new FigureRun(T0, Map.of());
    refuse(run, times);
    try (CapturedLog log = CapturedLog.asUsual()) {
      run.runFor(SHORT);

      assertThat(log.text().lines().filter(line -> line.contains(" WARN ")))
          .singleElement()
          .asString()
          .endsWith(SENTENCE + "; trying again");
      assertThat(log.text()).contains("answers again after " + times + " failed requests");
    }
    assertThat(run.source("requests-clock-total")).isEqualTo(times);
  }

  @Test
  void aGoodAnswerEndsTheRow() throws Exception {
    FigureRun run = new FigureRun(T0, Map.of());
    for (int row = 0; row < 5; row++) {
      refuse(run, 3);
      run.runFor(SHORT);
    }

    assertThat(run.source("requests-clock-total")).isEqualTo(15);
  }

  @Test
  void anotherFailureEndsTheRow() throws Exception {
    FigureRun run = new FigureRun(T0, Map.of());
    refuse(run, 3);
    run.failures.add(new JobsApiException(Kind.RETRY, Reason.OTHER, 503, "Down", null, null));
    refuse(run, 3);

    run.runFor(SHORT.multipliedBy(4));

    assertThat(run.source("requests-clock-total")).isEqualTo(6);
  }

  @Test
  void theFourthEndsATaskOfOneSource() {
    FigureRun run = new FigureRun(T0, Map.of());
    refuse(run, 4);

    assertThatThrownBy(() -> run.runFor(SHORT))
        .isInstanceOf(ConnectException.class)
        .hasMessage(SENTENCE);
    assertThat(run.asked).hasSize(4);
  }

  @Test
  void aBucketThatGoesOnRefusingItIsSetAsideWhereAnotherAnswers() throws Exception {
    FigureRun run = twoBuckets();
    run.runFor(SHORT);
    run.refused.put("two-1", refusal());
    try (CapturedLog log = CapturedLog.asUsual()) {
      run.runFor(SHORT);

      assertThat(log.text())
          .contains(SENTENCE + "; it is set aside and tried again every ten minutes");
    }
    assertThat(run.task("refused-sources")).isEqualTo(1);
    assertThat(Gauges.value(run.groups().get(2), "requests-clock-total")).isEqualTo(3);
    assertThat(Gauges.value(run.groups().get(2), "requests-refused-total")).isEqualTo(1);
    run.runFor(RefusedSources.PAUSE.multipliedBy(3));
    assertThat(run.task("refused-sources")).as("tried again in vain").isEqualTo(1);

    run.refused.clear();
    run.runFor(RefusedSources.PAUSE.plus(SHORT));

    assertThat(run.task("refused-sources")).isZero();
  }

  @Test
  void theTaskEndsWhereNoBucketIsAnswered() throws Exception {
    FigureRun run = twoBuckets();
    run.runFor(SHORT);
    run.refused.put("one-1", refusal());
    run.refused.put("two-1", refusal());

    assertThatThrownBy(() -> run.runFor(SHORT)).hasMessage(SENTENCE);
  }

  /** The listing of its source decides. */
  @Test
  void lookUpsEndNothing() throws Exception {
    FigureRun run = new FigureRun(T0.plusSeconds(600), Map.of("page.size", "2"));
    for (int number = 0; number < 5; number++) {
      run.jobs.add(job("j" + number).created(T0.plusSeconds(number)).detail());
    }
    run.refusedLookUps = refusal();

    run.runFor(Duration.ofMinutes(20));

    assertThat(run.source("requests-clock-total")).isGreaterThan(4);
  }

  private static FigureRun twoBuckets() {
    return new FigureRun(T0, Map.of("ci.bucket", "one-1,two-1"));
  }

  private static void refuse(FigureRun run, int times) {
    for (int time = 0; time < times; time++) {
      run.failures.add(refusal());
    }
  }

  private static JobsApiException refusal() {
    return new JobsApiException(Kind.REFUSED, Reason.CLOCK, 403, SENTENCE, null, null);
  }
}
