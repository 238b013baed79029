package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThrottleTest {

  private static final Instant NOW = Instant.parse("2022-06-28T15:23:12Z");

  private final Throttle throttle = new Throttle();

  @Test
  void keepsTheLatestTimeThatItWasTold() {
    throttle.pause(NOW, NOW.plusSeconds(90));
    throttle.pause(NOW, NOW.plusSeconds(30));

    assertThat(throttle.until()).isEqualTo(NOW.plusSeconds(90));
  }

  @Test
  void holdsForTenMinutesAtMost() {
    throttle.pause(NOW, NOW.plusSeconds(600));
    assertThat(throttle.until()).isEqualTo(NOW.plusSeconds(600));

    throttle.pause(NOW.plusSeconds(1), Instant.MAX);
    assertThat(throttle.until()).isEqualTo(NOW.plusSeconds(601));
  }

  @Test
  void eachEndpointOfTheWorkerHasOneThrottle() {
    String endpoint = "https://throttle-test-1.example";

    assertThat(Throttle.of(endpoint))
        .isSameAs(Throttle.of(endpoint))
        .isNotSameAs(Throttle.of("https://throttle-test-2.example"));
  }
}
