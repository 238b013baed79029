package io.mediajobs.tracking.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who asks when not all may. */
class FairQueueTest {

  private static final Instant T0 = Instant.parse("2026-11-01T00:00:00Z");

  private final FairQueue<String> turns = new FairQueue<>(List.of("a", "b", "c", "d"));

  @Test
  void equalSourcesTakeTurns() {
    assertThat(ask(8, source -> true)).containsExactly("a", "b", "c", "d", "a", "b", "c", "d");
    assertThat(turns.size()).isEqualTo(4);
  }

  @Test
  void noSourceIsLeftInARoundThatAllHavePassed() {
    turns.begin(T0);
    for (int i = 0; i < 4; i++) {
      turns.pass(Instant.MIN);
    }
    assertThat(turns.next()).isNull();

    turns.begin(T0);
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
      assertThat(d.get(i) - d.get(i - 1)).isBetween(24, 3 * (Weights.MOST + 1) + 1);
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

  @Test
  void aSourceThatHasPassedUntilATimeComesThenOrOnceItIsAnswered() {
    turns.begin(T0);
    for (int i = 1; i <= 4; i++) {
      turns.pass(T0.plusSeconds(i));
    }
    assertThat(turns.comesAgain()).isEqualTo(T0.plusSeconds(1));
    turns.begin(T0.plusSeconds(2));
    assertThat(List.of(turns.next(), passed(), passed())).containsExactly("a", "b", "none");
    assertThat(turns.comesAgain()).isEqualTo(T0.plusSeconds(3));

    turns.answered("d", 1);

    assertThat(turns.next()).isEqualTo("d");
  }

  private String passed() {
    turns.pass(Instant.MAX);
    String next = turns.next();
    return next == null ? "none" : next;
  }

  /**
   * 2,100 sources, of which 20 have a change each 20 s and the others one a day, share 10 requests
   * a second: the busy ones would like to ask each 5 s, the others each minute.
   */
  @Test
  void manySourcesAreAskedByTheRootOfTheirRateOfChange() {
    int sources = 2100;
    FairQueue<Integer> many = new FairQueue<>(IntStream.range(0, sources).boxed().toList());
    many.in(Rounds.of(sources, 10, Duration.ofSeconds(300), null, T0));
    Random random = new Random(1);
    Instant[] asked = new Instant[sources];
    Instant warm = T0.plusSeconds(600);
    Duration longest = Duration.ZERO;
    double late = 0;
    double changes = 0;
    for (Instant now = T0; now.isBefore(T0.plusSeconds(5000)); now = now.plusMillis(100)) {
      many.begin(now);
      Integer next = many.next();
      while (next != null && now.isBefore(due(next, asked[next]))) {
        many.pass(due(next, asked[next]));
        next = many.next();
      }
      if (next == null) {
        continue;
      }
      many.take();
      Duration since = Duration.between(asked[next] == null ? T0 : asked[next], now);
      asked[next] = now;
      double rate = next < 20 ? 0.05 : 1 / 86400.0;
      double found = rate * since.toMillis() / 1000;
      int seen = (int) found + (random.nextDouble() < found % 1 ? 1 : 0);
      many.answered(next, seen);
      if (now.isAfter(warm)) {
        longest = since.compareTo(longest) > 0 ? since : longest;
        changes += found;
        late += found * since.toMillis() / 2000;
      }
    }
    System.out.printf(
        "A change is late by %.1f s, the longest wait is %s%n", late / changes, longest);
    assertThat(late / changes).isLessThan(8);
    assertThat(longest).isLessThan(Duration.ofMinutes(6));
  }

  /**
   * 420 sources at 20 requests a second, which is enough: four have a change in two seconds, and
   * ask each second; the others ask each minute, and so all at the same time.
   */
  @Test
  void manyThatComeBackAtOnceDoNotHoldUpTheBusyOnes() {
    FairQueue<Integer> many = new FairQueue<>(IntStream.range(0, 420).boxed().toList());
    Instant[] asked = new Instant[420];
    Duration longest = Duration.ZERO;
    for (Instant now = T0; now.isBefore(T0.plusSeconds(200)); now = now.plusMillis(50)) {
      many.begin(now);
      Integer next = many.next();
      while (next != null && asked[next] != null && now.isBefore(again(next, asked[next]))) {
        Instant second = now.plusSeconds(1);
        Instant again = again(next, asked[next]);
        many.pass(again.isBefore(second) ? again : second);
        next = many.next();
      }
      if (next == null) {
        continue;
      }
      many.take();
      Instant before = asked[next] == null ? T0 : asked[next];
      asked[next] = now;
      boolean busy = isBusy(next);
      many.answered(
          next, busy ? (int) (now.getEpochSecond() / 2 - before.getEpochSecond() / 2) : 0);
      Duration wait = Duration.between(before, now);
      if (busy && now.isAfter(T0.plusSeconds(30)) && wait.compareTo(longest) > 0) {
        longest = wait;
      }
    }
    assertThat(longest).isLessThan(Duration.ofSeconds(3));
  }

  /** After a restart, whose offsets say which ones are busy. */
  @Test
  void aSourceThatIsExpectedToBeBusyComesFirstAndOften() {
    List<Integer> sources = IntStream.range(0, 1000).boxed().toList();
    FairQueue<Integer> many = new FairQueue<>(sources);
    many.in(Rounds.of(1000, 10, Duration.ofSeconds(300), new RoundsMark(T0, 0), T0));
    many.expect(sources.get(900), Duration.ofSeconds(10));
    many.expect(sources.get(901), Duration.ofHours(1));
    List<Integer> asked = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      many.begin(T0);
      asked.add(many.next());
      many.take();
    }

    assertThat(asked.indexOf(900)).isLessThan(30);
    assertThat(asked.indexOf(901)).isLessThan(300);
    assertThat(Collections.frequency(asked, 900)).isBetween(50, 70);
    assertThat(Collections.frequency(asked, 901)).isBetween(3, 6);
  }

  /** So many that all wait for too long: a busy one still asks more often than the others. */
  @Test
  void thoseThatWaitForTooLongLeaveTurnsToTheBusyOnes() {
    List<Integer> sources = IntStream.range(0, 6000).boxed().toList();
    FairQueue<Integer> many = new FairQueue<>(sources);
    many.expect(sources.get(7), Duration.ofSeconds(1));
    List<Integer> asked = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      many.begin(T0.plusMillis(100L * i));
      asked.add(many.next());
      many.take();
    }

    List<Integer> late = asked.subList(6000, 20_000);
    assertThat(Collections.frequency(late, 7)).isGreaterThan(100);
    assertThat(new HashSet<>(late)).as("and none of the others starves").hasSize(6000);
  }

  @Test
  void aSourceThatHurriesComesFirst() {
    turns.hurry("c");

    assertThat(ask(5, source -> true)).containsExactly("c", "a", "b", "d", "a");
  }

  private static Instant due(int source, Instant asked) {
    return asked == null ? Instant.MIN : asked.plusSeconds(source < 20 ? 5 : 60);
  }

  private static boolean isBusy(int source) {
    return source % 105 == 7;
  }

  private static Instant again(int source, Instant asked) {
    return asked.plusSeconds(isBusy(source) ? 1 : 60);
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
      turns.begin(T0);
      while (!due.test(turns.next())) {
        turns.pass(Instant.MIN);
      }
      asked.add(turns.next());
      turns.take();
    }
    return asked;
  }
}
