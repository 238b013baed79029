package io.mediajobs.tracking.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who gets which slots of a rate. */
class SlotsTest {

  @Test
  void thoseOfLikeWeightsTakeTurns() {
    assertThat(Slots.deal(List.of(100.0, 140.0, 120.0), false)).hasToString("[0/3, 1/3, 2/3]");
    assertThat(Slots.deal(List.of(7.0), false)).containsExactly(Slots.ALL);
  }

  @Test
  void eachHasAsManyAsItsWeightSaysAndTheyAreSpread() {
    List<Slots> slots = Slots.deal(List.of(300.0, 100.0), false);

    assertThat(slots).extracting(Slots::part).containsExactly(0.75, 0.25);
    List<Integer> few = slots.get(1).own();
    for (int i = 1; i < few.size(); i++) {
      assertThat(few.get(i) - few.get(i - 1)).isEqualTo(4);
    }
  }

  @Test
  void whatWeighsLittleCountsAsHalfOfTheMean() {
    List<Slots> slots = Slots.deal(List.of(1000.0, 1.0, 1.0, 1.0), false);

    // The mean is 251, so they have 1000, 125, 125 and 125 parts of 1376.
    assertThat(slots.get(0).part()).isBetween(0.67, 0.78);
    assertThat(slots.subList(1, 4)).allMatch(few -> few.part() >= 0.075);
  }

  @Test
  void looksAreLeftOneOfTwenty() {
    for (int tasks = 1; tasks < 30; tasks++) {
      List<Slots> slots = Slots.deal(Collections.nCopies(tasks, 1.0), true);
      int cycle = slots.get(0).cycle();
      Stream<Integer> looks =
          IntStream.range(0, cycle).boxed().filter(i -> Slots.LOOKS.own().contains(i % 20));

      assertThat(Stream.concat(slots.stream().flatMap(one -> one.own().stream()), looks))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, cycle).boxed().toList());
      double equal = 0.95 / tasks;
      assertThat(slots).allMatch(one -> Math.abs(one.part() - equal) <= 1.0 / cycle);
    }
  }

  @Test
  void isReadAsItIsWritten() {
    for (Slots slots : Slots.deal(List.of(1.0, 2.0, 9.0), true)) {
      assertThat(Slots.parse(slots.toString())).isEqualTo(slots);
    }
    assertThat(new Slots(20, List.of(0, 7))).hasToString("0,7/20");
  }
}
