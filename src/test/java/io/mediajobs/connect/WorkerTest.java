package io.mediajobs.connect;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkerTest {

  private long nanos = -5;

  @Test
  void aTimelineStartsWhereItIsToldAndGoesOnAtItsOwnPace() {
    InstantSource clock = Worker.timeline(T0, () -> nanos);
    assertThat(clock.instant()).isEqualTo(T0);

    nanos += TimeUnit.SECONDS.toNanos(10);

    assertThat(clock.instant()).isEqualTo(T0.plusSeconds(10));
  }
}
