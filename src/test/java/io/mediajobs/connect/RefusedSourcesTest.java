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
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sources that the service refuses to list, beside others that it lists. */
class RefusedSourcesTest {

  private static final Instant START = T0.plusSeconds(100);
  private static final Duration SHORT = Duration.ofSeconds(30);
  private static final Duration LONG = RefusedSources.PAUSE.plusSeconds(20);

  private final FigureRun run = run(Map.of());

  @ParameterizedTest
  @EnumSource(names = {"PERMISSION", "BUCKET", "PLACE", "QUEUE", "QUESTION", "OTHER"})
  void oneThatIsRefusedStopsNoOther(Reason reason) throws Exception {
    run.refused.put("two-1", refusal(reason));
    run.jobs.add(job("a").created(T0).detail());
    try (CapturedLog log = CapturedLog.asUsual()) {
      run.runFor(SHORT);

      assertThat(run.records)
          .extracting(record -> (Object) record.sourcePartition().get("bucket"))
          .containsOnly("one-1");
      assertThat(asked("two-1")).as("one listing of each tag").isEqualTo(2);
      assertThat(run.task("refused-sources")).isEqualTo(2);
      run.runFor(LONG);

      assertThat(asked("two-1")).as("and one more after ten minutes").isEqualTo(4);
      assertThat(sum("requests-refused-total")).isEqualTo(4);
      assertThat(sum("requests-retry-total")).as("a refusal is none that may pass").isZero();
      assertThat(log.text().lines().filter(line -> line.contains(" WARN ")))
          .singleElement()
          .asString()
          .endsWith(
              "Listing two-1 was refused; it is set aside and tried again every ten minutes, as are"
                  + " others of this bucket that fail alike, and all other sources go on");
    }
  }

  @Test
  void isTakenBackOnceItIsListed() throws Exception {
    run.refused.put("two-1", refusal(Reason.PERMISSION));
    run.jobs.add(job("a").created(T0).detail());
    run.runFor(SHORT);
    run.refused.clear();
    try (CapturedLog log = CapturedLog.asUsual()) {
      run.runFor(LONG);
      assertThat(log.text())
          .contains("two-1/jobs?tag=Transcode answers again after 1 failed requests");
    }

    assertThat(run.records)
        .extracting(record -> (Object) record.sourcePartition().get("bucket"))
        .contains("two-1");
    assertThat(run.task("refused-sources")).isZero();
  }

  @Test
  void theTaskFailsWhereAllAreRefused() throws Exception {
    run.refused.put("two-1", refusal(Reason.BUCKET));
    run.runFor(SHORT);
    run.refused.put("one-1", refusal(Reason.PERMISSION));

    assertThatThrownBy(() -> run.runFor(SHORT))
        .isInstanceOf(ConnectException.class)
        .hasMessage("Listing two-1 was refused");
  }

  /** Two short refusals, minutes apart, are never one of all. */
  @Test
  void aRefusalThatMayBeOverIsNoReasonToEndTheTask() throws Exception {
    run.refused.put("two-1", refusal(Reason.PERMISSION));
    run.runFor(SHORT);
    run.refused.clear();
    run.runFor(Duration.ofMinutes(5));
    assertThat(run.task("refused-sources")).isEqualTo(2);
    run.refused.put("one-1", refusal(Reason.PERMISSION));
    run.runFor(SHORT);

    assertThat(asked("two-1")).as("at once, not after ten minutes").isGreaterThan(4);
    assertThat(run.task("refused-sources")).as("those of the other bucket").isEqualTo(2);
    run.refused.clear();
    run.runFor(LONG);

    assertThat(run.task("refused-sources")).isZero();
  }

  @Test
  void theTaskFailsWhereOldRefusalsHold() throws Exception {
    run.refused.put("two-1", refusal(Reason.PERMISSION));
    run.runFor(SHORT);
    run.runFor(Duration.ofMinutes(5));
    run.refused.put("one-1", refusal(Reason.PERMISSION));
    run.asked.clear();

    assertThatThrownBy(() -> run.runFor(SHORT.multipliedBy(2)))
        .isInstanceOf(ConnectException.class)
        .hasMessage("Listing two-1 was refused");
    assertThat(asked("two-1")).as("each tag once more").isEqualTo(2);
    assertThat(asked("one-1")).as("one listing of each tag, or two before").isBetween(2L, 4L);
  }

  /** A source that fails in another way is not refused; what counts is its next answer. */
  @Test
  void theTaskWaitsForOneThatFailsInAnotherWay() throws Exception {
    run.refused.put("two-1", refusal(Reason.PERMISSION));
    run.runFor(Duration.ofMinutes(5));
    run.refused.put("two-1", down());
    run.refused.put("one-1", refusal(Reason.PERMISSION));
    run.asked.clear();
    run.runFor(Duration.ofMinutes(9));
    assertThat(asked("two-1")).as("each tag once more").isEqualTo(2);
    run.refused.put("two-1", refusal(Reason.PERMISSION));

    assertThatThrownBy(() -> run.runFor(LONG)).hasMessage("Listing two-1 was refused");
  }

  @ParameterizedTest
  @EnumSource(names = {"SECRET_ID", "SIGNATURE", "TOKEN", "CREDENTIALS", "NETWORK"})
  void theTaskFailsAtOnceWhereNoSourceCouldFareBetter(Reason reason) {
    run.refused.put("two-1", refusal(reason));

    assertThatThrownBy(() -> run.runFor(SHORT)).hasMessage("Listing two-1 was refused");
  }

  /** That one is about failures that may pass. */
  @Test
  void retryTimeoutDoesNotEndIt() throws Exception {
    FigureRun patient = run(Map.of("retry.timeout.ms", "1000"));
    patient.refused.put("two-1", refusal(Reason.PERMISSION));
    patient.runFor(LONG.multipliedBy(2));
    patient.refused.put("two-1", down());
    patient.runFor(LONG.multipliedBy(2));
    assertThat(patient.task("refused-sources")).isEqualTo(2);

    patient.refused.clear();
    patient.runFor(LONG);

    assertThat(patient.task("refused-sources")).isZero();
  }

  private double sum(String figure) {
    return run.groups().stream().skip(1).mapToDouble(one -> Gauges.value(one, figure)).sum();
  }

  private long asked(String bucket) {
    return run.asked.stream().filter(query -> query.source().bucket().equals(bucket)).count();
  }

  private static FigureRun run(Map<String, String> more) {
    Map<String, String> settings =
        new HashMap<>(Map.of("ci.bucket", "one-1,two-1", "ci.tags", "Transcode,Animation"));
    settings.putAll(more);
    return new FigureRun(START, settings);
  }

  private static JobsApiException down() {
    return new JobsApiException(Kind.RETRY, Reason.OTHER, 503, "Down", null, null);
  }

  private static JobsApiException refusal(Reason reason) {
    return new JobsApiException(Kind.REFUSED, reason, 403, "Listing two-1 was refused", null, null);
  }
}
