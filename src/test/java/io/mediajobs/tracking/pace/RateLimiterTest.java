package io.mediajobs.tracking.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimiterTest {

  private static final Instant T0 = Instant.parse("2026-11-01T00:00:00.123456789Z");

  @Test
  void aSingleTaskAsksAtEvenDistancesAndAtOnceAfterAPause() {
    RateLimiter pace = new RateLimiter(4);
    assertThat(pace.next(T0)).isEqualTo(T0);
    pace.took(T0);
    assertThat(pace.next(T0.plusMillis(1))).isEqualTo(T0.plusMillis(250));
    assertThat(pace.next(T0.plusSeconds(9))).isEqualTo(T0.plusSeconds(9));
  }

  @ParameterizedTest
  @CsvSource({"5, 3", "5, 1", "10, 4", "10, 7", "3, 20", "0.5, 2", "20, 16", "8, 7"})
  void tasksThatWantMoreNeverPassTheRateInAnySecondByMoreThanOne(double rate, int tasks) {
    List<Slots> slots = Slots.deal(Collections.nCopies(tasks, 1.0), false);
    neverPassTheRate(rate, slots, tasks);
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "10, 2", "4, 3", "20, 9"})
  void neitherDoTasksOfDifferentWeightsAndLooksBesideThem(double rate, int tasks) {
    List<Double> weights = IntStream.range(0, tasks).mapToObj(i -> 1.0 + 2 * i).toList();
    List<Slots> slots = new ArrayList<>(Slots.deal(weights, true));
    slots.add(Slots.LOOKS);
    neverPassTheRate(rate, slots, tasks);
  }

  private static void neverPassTheRate(double rate, List<Slots> slots, int seed) {
    Random random = new Random(seed);
    List<Instant> sent = new ArrayList<>();
    for (Slots own : slots) {
      RateLimiter pace = new RateLimiter(rate, own);
      Instant now = T0.plusMillis(random.nextInt(5000));
      while (now.isBefore(T0.plusSeconds(60))) {
        Instant next = pace.next(now);
        if (next.isAfter(now)) {
          // A thread wakes a little later than it asked to, and sometimes much later.
          now = next.plusMillis(random.nextInt(20) == 0 ? random.nextInt(300) : 1);
        } else {
          pace.took(now);
          sent.add(now);
          now = now.plusMillis(random.nextInt(3));
        }
      }
    }

    assertThat(mostInASecond(sent)).isLessThanOrEqualTo((int) Math.ceil(rate) + 1);
    assertThat(sent.size()).as("the rate is used").isGreaterThan((int) (rate * 55 * 0.75));
  }

  @Test
  void tasksOfAHighRateKeepTheirOwnDistance() {
    RateLimiter pace = new RateLimiter(100, new Slots(2, List.of(1)));
    assertThat(pace.next(T0)).isEqualTo(T0);
    pace.took(T0);
    assertThat(pace.next(T0)).isEqualTo(T0.plusMillis(20));
  }

  private static int mostInASecond(List<Instant> sent) {
    List<Instant> sorted = sent.stream().sorted().toList();
    return IntStream.range(0, sorted.size())
        .map(
            first -> {
              int last = first;
              while (last < sorted.size()
                  && Duration.between(sorted.get(first), sorted.get(last))
                      .minusSeconds(1)
                      .isNegative()) {
                last++;
              }
              return last - first;
            })
        .max()
        .orElse(0);
  }
}
