package io.mediajobs.tracking.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff backoff =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60), Duration.ofSeconds(10));

  @Test
  void boundsDoubleUpToTheMaximum() {
    Random random = new Random(7);
    for (int failures = 1; failures < 100; failures++) {
      long bound = failures > 7 ? 60_000 : Math.min(60_000, 500L << (failures - 1));
      for (int i = 0; i < 50; i++) {
        assertThat(backoff.pause(failures, random))
            .isBetween(Duration.ZERO, Duration.ofMillis(bound));
      }
    }
  }

  @Test
  void jitterReachesOverTheWholeRange() {
    Random random = new Random(7);
    long most = 0;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 1000; i++) {
      long pause = backoff.pause(20, random).toMillis();
      most = Math.max(most, pause);
      least = Math.min(least, pause);
    }
    assertThat(most).isGreaterThan(58_000);
    assertThat(least).isLessThan(2_000);
  }

  @Test
  void aStreakEndsAtTheTimeoutUnlessItIsNegative() {
    assertThat(backoff.exhausted(Duration.ofSeconds(9))).isFalse();
    assertThat(backoff.exhausted(Duration.ofSeconds(10))).isTrue();
    assertThat(
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(-1))
                .exhausted(Duration.ofDays(365)))
        .isFalse();
  }
}
