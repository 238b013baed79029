package io.mediajobs.tracking.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who asks when not all may. */
class FairQueueTest {

  private final FairQueue<String> turns = new FairQueue<>(List.of("a", "b", "c", "d"));

  @Test
  void equalSourcesTakeTurns() {
    assertThat(ask(8, source -> true)).containsExactly("a", "b", "c", "d", "a", "b", "c", "d");
    assertThat(turns.size()).isEqualTo(4);
  }

  @Test
  void noSourceIsLeftInARoundThatAllHavePassed() {
    turns.begin();
    for (int i = 0; i < 4; i++) {
      turns.pass();
    }
    assertThat(turns.next()).isNull();

    turns.begin();
    assertThat(turns.next()).isEqualTo("a");
  }

  @Test
  void aSourceWithChangesComesMoreOften() {
    changes("c", 3);

    List<String> asked = ask(700, source -> true);

    // A request in which it finds three counts for three more.
    assertThat(Collections.frequency(asked, "c")).isBetween(395, 405);
    assertThat(Collections.frequency(asked, "a")).isBetween(98, 102);
  }

  @Test
  void noSourceStarvesHoweverManyChangesTheOthersHave() {
    for (String source : List.of("a", "b", "c")) {
      changes(source, 10_000);
    }

    List<String> asked = ask(1000, source -> true);

    List<Integer> d =
        IntStream.range(0, 1000).filter(i -> asked.get(i).equals("d")).boxed().toList();
    for (int i = 1; i < d.size(); i++) {
      assertThat(d.get(i) - d.get(i - 1)).isBetween(24, 3 * (FairQueue.MOST + 1) + 1);
    }
    assertThat(d).hasSize(40);
  }

  @Test
  void turnsNotTakenAreNotSavedUp() {
    ask(100, source -> !source.equals("a"));

    assertThat(Collections.frequency(ask(40, source -> true), "a")).isBetween(10, 11);
  }

  @Test
  void changesAreForgotten() {
    changes("b", 7);
    for (int i = 0; i < 60; i++) {
      turns.answered("b", 0);
    }

    assertThat(Collections.frequency(ask(400, source -> true), "b")).isBetween(100, 103);
  }

  @Test
  void aSourceThatIsNotOfThemCountsForNothing() {
    turns.answered("x", 5);

    assertThat(ask(4, source -> true)).containsExactly("a", "b", "c", "d");
  }

  /** So many changes an answer, for long. */
  private void changes(String source, int each) {
    for (int i = 0; i < 100; i++) {
      turns.answered(source, each);
    }
  }

  /** Asks so many times, each in a round of its own. */
  private List<String> ask(int times, Predicate<String> due) {
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      turns.begin();
      while (!due.test(turns.next())) {
        turns.pass();
      }
      asked.add(turns.next());
      turns.take();
    }
    return asked;
  }
}
