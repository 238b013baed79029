package io.mediajobs.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventTimesTest {

  @Test
  void everyTimeHasItsOwnTextHoweverManyThereAre() {
    EventTimes times = new EventTimes();
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 10_000; i++) {
      // Some again, some in the same second, some before 1970.
      Instant time = Instant.ofEpochMilli(random.nextLong(-100_000, 100_000) / 50 * 50);
      assertThat(times.text(time)).isEqualTo(time.toString());
    }
  }
}
