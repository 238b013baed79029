package io.mediajobs.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class GrowthTest {

  private final AtomicLong time = new AtomicLong();
  private final Growth growth = new Growth(time::get);
  private int rounds;

  @Test
  void whatGrowsWithItsInputIsFair() {
    measure(size -> 10 * size, new Random(1));
    assertThat(growth.factor()).isLessThanOrEqualTo(Growth.MOST);
  }

  @Test
  void whatGrowsByTheSquareIsNotHoweverOftenItIsMeasured() {
    measure(size -> size * size, new Random(1));
    assertThat(growth.factor()).isGreaterThan(3);
    assertThat(rounds).isEqualTo(40);
  }

  @Test
  void aMomentThatIsQuietForTheInputOnlyProvesNothing() {
    while (growth.goesOn()) {
      boolean isQuiet = rounds++ == 0;
      growth.once(() -> time.addAndGet(isQuiet ? 500 : 1000));
      growth.twice(() -> time.addAndGet(2000));
    }
    assertThat(growth.factor()).isLessThanOrEqualTo(Growth.MOST);
  }

  @Test
  void aSlowStartHidesNothing() {
    time.addAndGet(-1_000_000_000);
    growth.once(() -> time.addAndGet(1_000_000_000));
    measure(size -> size * size, new Random(1));
    assertThat(growth.factor()).isGreaterThan(3);
  }

  /** Every time takes up to twice as long as it should, as on a busy machine. */
  private void measure(LongUnaryOperator work, Random busy) {
    while (growth.goesOn()) {
      rounds++;
      growth.once(() -> time.addAndGet(work.applyAsLong(1000) * (10 + busy.nextInt(10)) / 10));
      growth.twice(() -> time.addAndGet(work.applyAsLong(2000) * (10 + busy.nextInt(10)) / 10));
    }
  }
}
