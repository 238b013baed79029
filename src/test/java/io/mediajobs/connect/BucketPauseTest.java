package io.mediajobs.connect;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.log.CapturedLog;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A bucket that asks for a pause, beside another that answers. */
class BucketPauseTest {

  private static final Duration START = Duration.ofSeconds(30);

  private final FigureRun run =
      new FigureRun(T0, Map.of("ci.bucket", "one-1,two-1", "ci.tags", "Transcode,Animation"));

  @Test
  void theRetryAfterOfOneBucketStopsNoOther() throws Exception {
    run.runFor(START);
    run.asked.clear();
    run.refused.put("two-1", failure(Kind.RETRY, 503, Duration.ofSeconds(300)));
    try (CapturedLog log = CapturedLog.asUsual()) {
      run.runFor(Duration.ofSeconds(290));

      assertThat(asked("one-1")).as("two tags, every 5 s").isGreaterThan(100);
      assertThat(run.task("throttle-pause-seconds")).isZero();
      assertThat(run.task("throttled-total")).isZero();
      assertThat(log.text().lines().filter(line -> line.contains(" WARN ")))
          .isNotEmpty()
          .allMatch(line -> line.contains("two-1 is busy; trying again at "))
          .allMatch(line -> line.endsWith("Z, as the service asks for a pause"));
    }
  }

  @Test
  void allSourcesOfTheBucketKeepToIt() throws Exception {
    run.runFor(START);
    run.asked.clear();
    run.refused.put("two-1", failure(Kind.RETRY, 503, Duration.ofSeconds(300)));
    run.runFor(Duration.ofSeconds(10));
    long first = asked("two-1");
    assertThat(first).as("one tag, or both where both were due").isBetween(1L, 2L);
    run.refused.clear();

    run.runFor(Duration.ofSeconds(280));
    assertThat(asked("two-1")).isEqualTo(first);
    run.runFor(Duration.ofSeconds(20));
    assertThat(asked("two-1")).isGreaterThan(first + 1);
  }

  @Test
  void throttlingPausesAll() throws Exception {
    run.runFor(START);
    run.asked.clear();
    run.refused.put("two-1", failure(Kind.THROTTLED, 429, Duration.ofSeconds(300)));
    run.runFor(Duration.ofSeconds(10));
    long first = asked("one-1");

    run.runFor(Duration.ofSeconds(280));

    assertThat(asked("one-1")).isEqualTo(first);
    assertThat(run.task("throttle-pause-seconds")).isPositive();
  }

  private long asked(String bucket) {
    return run.asked.stream().filter(query -> query.source().bucket().equals(bucket)).count();
  }

  private static JobsApiException failure(Kind kind, int status, Duration wait) {
    return new JobsApiException(kind, Reason.OTHER, status, "two-1 is busy", wait, null);
  }
}
