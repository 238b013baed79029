package io.mediajobs.connect;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

  private Instant wall = T0;
  private long nanos = 5;

  @Test
  void goesOnAtItsPaceWhenTheWallClockIsSetBack() {
    SteadyClock clock = new SteadyClock(() -> wall, () -> nanos);

    wall = T0.plusSeconds(10);
    pass(10);
    assertThat(clock.instant()).isEqualTo(T0.plusSeconds(10));

    wall = T0.minusSeconds(3600);
    pass(2);
    assertThat(clock.instant()).isEqualTo(T0.plusSeconds(12));
    pass(1);
    assertThat(clock.instant()).isEqualTo(T0.plusSeconds(13));

    wall = T0.plusSeconds(14);
    assertThat(clock.instant()).isEqualTo(T0.plusSeconds(14));
  }

  private void pass(long seconds) {
    nanos += TimeUnit.SECONDS.toNanos(seconds);
  }
}
