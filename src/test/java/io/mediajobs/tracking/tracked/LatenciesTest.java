package io.mediajobs.tracking.tracked;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How soon changes were seen, of the last minutes. */
class LatenciesTest {

  private static final Percentage A_CLASS = Percentage.withPercentage(5);

  private final Latencies latencies = new Latencies(T0);

  @Test
  void nothingIsSeenAtFirst() {
    assertThat(latencies.within(0.5)).isZero();
  }

  @Test
  void tellsWithinWhichTimeAPartOfTheChangesWasSeen() {
    for (int i = 1; i <= 100; i++) {
      Instant now = T0.plusSeconds(100 + i);
      seen(now.minusMillis(100L * i), Duration.ZERO, now);
    }

    assertThat(latencies.within(0.5)).isCloseTo(5, A_CLASS);
    assertThat(latencies.within(0.95)).isCloseTo(9.5, A_CLASS);
    assertThat(latencies.within(1)).isCloseTo(10, A_CLASS);
  }

  @Test
  void theServicesClockCounts() {
    seen(T0.plusSeconds(102), Duration.ofSeconds(100), T0.plusSeconds(4));

    assertThat(latencies.within(1)).isCloseTo(2, A_CLASS);
  }

  @Test
  void whatCameBeforeTheStartOrHasNoTimeDoesNotCount() {
    seen(T0.minusMillis(1), Duration.ZERO, T0.plusSeconds(4));
    seen(null, Duration.ZERO, T0.plusSeconds(4));

    assertThat(latencies.within(1)).isZero();
  }

  @Test
  void whatIsLongPastIsForgotten() {
    seen(T0.plusSeconds(10), Duration.ZERO, T0.plusSeconds(100));
    seen(T0.plusSeconds(390), Duration.ZERO, T0.plusSeconds(400));
    assertThat(latencies.within(1)).isCloseTo(90, A_CLASS);

    seen(T0.plusSeconds(696), Duration.ZERO, T0.plusSeconds(701));
    assertThat(latencies.within(1)).isCloseTo(10, A_CLASS);

    latencies.seen(List.of(), Duration.ZERO, T0.plusSeconds(2000));
    assertThat(latencies.within(1)).isZero();
  }

  private void seen(@Nullable Instant occurredAt, Duration ahead, Instant now) {
    JobId id = new JobId("j");
    JobState state = JobState.RUNNING;
    JobTransition transition = new JobTransition(id, 0, null, state, occurredAt, false);
    JobSource source = new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", null, null);
    JobEvent seen = new Observation(source, id, T0, state, 0, null, List.of(transition), now);
    latencies.seen(List.of(seen), ahead, now);
  }
}
