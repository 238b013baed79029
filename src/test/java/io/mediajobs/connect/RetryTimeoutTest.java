package io.mediajobs.connect;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.log.CapturedLog;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code retry.timeout.ms} ends: a task of which nothing is answered, and no other. */
class RetryTimeoutTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final FigureRun run = run("one-1,two-1");

  @ParameterizedTest
  @CsvSource({"RETRY, NETWORK, 0", "RETRY, OTHER, 503", "UNREADABLE, PLACE, 200"})
  void aBucketThatFailsIsSetAsideWhereAnotherAnswers(Kind kind, Reason reason, int status)
      throws Exception {
    run.refused.put("two-1", failure(kind, reason, status));
    try (CapturedLog log = CapturedLog.asUsual()) {
      run.runFor(TIMEOUT.multipliedBy(2));

      assertThat(log.text().lines())
          .filteredOn(line -> line.contains(" WARN ") && line.contains("set aside"))
          .singleElement()
          .asString()
          .containsPattern(
              "two-1 has failed; gave up after 3[0-9][0-9] s of failures, as retry.timeout.ms"
                  + " says; it is set aside and tried again every ten minutes, as are others of"
                  + " this bucket that fail alike, and all other sources go on$");
    }
    assertThat(run.task("refused-sources")).isEqualTo(2);
    run.asked.clear();
    run.runFor(RefusedSources.PAUSE.multipliedBy(2));
    assertThat(asked("two-1")).as("each tag twice").isEqualTo(4);
    run.refused.clear();
    run.runFor(RefusedSources.PAUSE);

    assertThat(run.task("refused-sources")).isZero();
  }

  @Test
  void theTaskEndsWhereNothingIsAnswered() throws Exception {
    run.runFor(TIMEOUT);
    fails("one-1");
    fails("two-1");

    assertThatThrownBy(() -> run.runFor(TIMEOUT.multipliedBy(2)))
        .isInstanceOf(ConnectException.class)
        .hasMessageMatching(
            "(one|two)-1 has failed; gave up after 3.. s of failures, as"
                + " retry.timeout.ms says");
  }

  @Test
  void aTaskOfOneSourceEnds() throws Exception {
    FigureRun one = new FigureRun(T0, Map.of("retry.timeout.ms", "300000"));
    one.runFor(TIMEOUT);
    one.refused.put("examplebucket-1250000000", failure(Kind.RETRY, Reason.OTHER, 503));

    assertThatThrownBy(() -> one.runFor(TIMEOUT.multipliedBy(2)))
        .hasMessageMatching(
            "two-1 has failed; gave up after 3.. s of failures, as retry.timeout.ms says");
  }

  @Test
  void theTaskEndsWhereTheLastThatAnswersFailsToo() throws Exception {
    fails("two-1");
    run.runFor(TIMEOUT.multipliedBy(3));
    fails("one-1");
    run.runFor(TIMEOUT.minusSeconds(10));

    assertThatThrownBy(() -> run.runFor(TIMEOUT))
        .hasMessageMatching(
            "one-1 has failed; gave up after 3.. s of failures, as retry.timeout.ms says");
  }

  @Test
  void theTaskEndsWhereTheLastThatAnswersIsRefused() throws Exception {
    fails("two-1");
    run.runFor(TIMEOUT.multipliedBy(3));
    run.refused.put(
        "one-1", new JobsApiException(Kind.REFUSED, Reason.PERMISSION, 403, "No", null, null));

    assertThatThrownBy(() -> run.runFor(TIMEOUT))
        .hasMessageMatching(
            "two-1 has failed; gave up after 9.. s of failures, as retry.timeout.ms says");
  }

  /** One that was set aside long ago has failed for long; that does not count for the others. */
  @Test
  void aShortFailureOfTheOthersEndsNothing() throws Exception {
    FigureRun patient = run("one-1,two-1,three-1");
    patient.refused.put("two-1", failure(Kind.RETRY, Reason.NETWORK, 0));
    patient.runFor(TIMEOUT.multipliedBy(3));
    for (int time = 0; time < 5; time++) {
      patient.refused.put("one-1", failure(Kind.RETRY, Reason.NETWORK, 0));
      patient.refused.put("three-1", failure(Kind.RETRY, Reason.NETWORK, 0));
      patient.runFor(TIMEOUT.minusSeconds(10));
      patient.refused.remove("one-1");
      patient.refused.remove("three-1");
      patient.runFor(Duration.ofMinutes(3));
    }

    assertThat(patient.task("refused-sources")).isEqualTo(2);
  }

  private void fails(String bucket) {
    run.refused.put(
        bucket,
        new JobsApiException(Kind.RETRY, Reason.NETWORK, 0, bucket + " has failed", null, null));
  }

  private long asked(String bucket) {
    return run.asked.stream().filter(query -> query.source().bucket().equals(bucket)).count();
  }

  private static FigureRun run(String buckets) {
    Map<String, String> more =
        Map.of(
            "ci.bucket", buckets, "ci.tags", "Transcode,Animation", "retry.timeout.ms", "300000");
    return new FigureRun(T0, more);
  }

  private static JobsApiException failure(Kind kind, Reason reason, int status) {
    return new JobsApiException(kind, reason, status, "two-1 has failed", null, null);
  }
}
