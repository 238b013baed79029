package io.mediajobs.tracking.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When each of many sources comes at the latest, also over restarts. */
class RoundsTest {

  private static final Instant T0 = Instant.parse("2026-11-01T00:00:00Z");
  private static final Duration IDLE = Duration.ofSeconds(300);
  private static final Rounds ROUNDS = Rounds.of(1050, 5, IDLE, null, T0);

  @Test
  void eachSourceHasATimeOfItsOwnInEachRound() {
    assertThat(ROUNDS.length()).isEqualTo(Duration.ofSeconds(310));
    assertThat(ROUNDS.search()).isEqualTo(Duration.ofSeconds(252));
    Instant own = ROUNDS.next(700, 1050, T0);

    assertThat(own).isBetween(T0, T0.plusSeconds(310));
    assertThat(ROUNDS.next(700, 1050, own.minusMillis(1))).isEqualTo(own);
    assertThat(ROUNDS.next(700, 1050, own)).isEqualTo(own.plusSeconds(310));
    assertThat(ROUNDS.next(805, 1050, own)).isEqualTo(own.plusMillis(31_000));
  }

  @Test
  void moreThanTheRateAllowsTakeLonger() {
    assertThat(Rounds.of(6390, 10, IDLE, null, T0).length()).isEqualTo(Duration.ofSeconds(900));
  }

  @Test
  void noSourceIsAskedMoreOftenThanTheSettingsLeaveItAlone() {
    Duration idle = Duration.ofMinutes(20);

    assertThat(Rounds.of(1050, 4.75, idle, null, T0).length()).isEqualTo(idle);
  }

  @Test
  void theNewestMarkCountsButForOneOfAWrongClock() {
    RoundsMark old = new RoundsMark(T0.minusSeconds(60), 1);
    RoundsMark newest = new RoundsMark(T0, 2);
    RoundsMark wrong = new RoundsMark(T0.plusSeconds(3600), 3);

    assertThat(RoundsMark.newest(List.of(old, wrong, newest), T0)).isEqualTo(newest);
    assertThat(RoundsMark.newest(List.of(wrong), T0)).isEqualTo(wrong);
    assertThat(RoundsMark.newest(List.of(), T0)).isNull();
  }

  @Test
  void aRoundGoesOnWhereItWasThoughItIsLongerNow() {
    Rounds longer = Rounds.of(1050, 4, IDLE, new RoundsMark(T0, 5000), T0);

    assertThat(longer.length()).isGreaterThan(Duration.ofSeconds(310));
    assertThat(longer.start(525, 1050, T0)).isEqualTo(T0);
    assertThat(longer.start(524, 1050, T0)).isAfter(T0.plusSeconds(310));
  }

  /** Others share the rate, or the service is slow: many are still to be asked when it was over. */
  @Test
  void aSearchThatTookTooLongGoesOnAfterARestart() {
    List<Integer> sources = IntStream.range(0, 1050).boxed().toList();
    Set<Integer> left = new HashSet<>(sources);
    FairQueue<Integer> turns = turns(sources, null, T0);
    Instant killed = T0.plusSeconds(300);
    for (Instant now = T0; now.isBefore(killed); now = now.plusMillis(333)) {
      turns.begin(now);
      left.remove(turns.next());
      turns.take();
    }
    assertThat(left).hasSizeGreaterThan(100);
    FairQueue<Integer> again = turns(sources, turns.mark(killed), killed);

    Instant end = killed.plusMillis(310_000L * left.size() / 1050 + 2000);
    for (Instant now = killed; now.isBefore(end); now = now.plusMillis(200)) {
      again.begin(now);
      left.remove(again.next());
      again.take();
    }

    assertThat(left).isEmpty();
  }

  /** It rests for a second more, in which its own time comes, and the task is killed. */
  @Test
  void aSourceThatHasJustPassedComesAfterARestart() {
    List<Integer> sources = IntStream.range(0, 31).boxed().toList();
    FairQueue<Integer> turns = turns(sources, new RoundsMark(T0, 0), T0);
    Instant ownOfOne = T0.plusSeconds(10);
    turns.begin(T0);
    for (int i = 0; i < 31; i++) {
      turns.take();
    }
    turns.begin(ownOfOne.minusMillis(200));
    while (turns.next() != null) {
      turns.pass(ownOfOne.plusMillis(800));
    }
    turns.begin(ownOfOne.plusMillis(500));
    FairQueue<Integer> again = turns(sources, turns.mark(T0), ownOfOne);

    again.begin(ownOfOne);
    again.begin(ownOfOne.plusSeconds(4));
    assertThat(again.next()).isEqualTo(1);
    assertThat(again.isPatient()).isTrue();
  }

  /** Those of a new bucket come first, which says nothing of the round. */
  @Test
  void sourcesThatHurryDoNotMoveTheRound() {
    FairQueue<Integer> turns = turns(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), null, T0);
    RoundsMark half = new RoundsMark(T0, 5000);
    turns.in(Rounds.of(12, 5, IDLE, half, T0));
    turns.hurry(3);
    turns.begin(T0);

    assertThat(turns.mark(T0).part()).isBetween(4890, 5000);
  }

  /**
   * Two busy ones take all that is left; a quarter of a minute after each kill somebody goes on.
   */
  @Test
  void noSourceWaitsForMoreThanSixMinutesThoughATaskIsKilledNowAndThen() {
    List<Integer> sources = IntStream.range(0, 1050).boxed().toList();
    Map<Integer, Instant> asked = new HashMap<>();
    Duration longest = Duration.ZERO;
    RoundsMark mark = null;
    for (int[] life : new int[][] {{0, 360}, {375, 600}, {615, 990}, {1005, 1180}, {1190, 1900}}) {
      Instant start = T0.plusSeconds(life[0]);
      Instant killed = T0.plusSeconds(life[1]);
      FairQueue<Integer> turns = turns(sources, mark, start);
      for (Instant now = start; now.isBefore(killed); now = now.plusMillis(200)) {
        turns.begin(now);
        Integer next = turns.next();
        turns.take();
        turns.answered(next, next < 2 ? 1 : 0);
        Instant last = asked.put(next, now);
        Duration wait = Duration.between(last == null ? T0 : last, now);
        longest = wait.compareTo(longest) > 0 ? wait : longest;
      }
      mark = turns.mark(T0);
    }

    assertThat(asked).hasSize(1050);
    assertThat(longest).isLessThan(Duration.ofMinutes(6));
  }

  /** Restarted every minute, a task asks another part of its sources in each of its lives. */
  @Test
  void everySourceComesHoweverOftenATaskIsRestarted() {
    List<Integer> sources = IntStream.range(0, 1050).boxed().toList();
    Set<Integer> asked = new HashSet<>();
    RoundsMark mark = null;
    for (Instant at = T0; at.isBefore(T0.plusSeconds(420)); at = at.plusSeconds(60)) {
      FairQueue<Integer> turns = turns(sources, mark, at);
      for (Instant now = at; now.isBefore(at.plusSeconds(60)); now = now.plusMillis(200)) {
        turns.begin(now);
        asked.add(turns.next());
        turns.take();
      }
      mark = turns.mark(T0);
    }

    assertThat(asked).hasSize(1050);
  }

  private static FairQueue<Integer> turns(
      List<Integer> sources, @Nullable RoundsMark mark, Instant at) {
    FairQueue<Integer> turns = new FairQueue<>(sources);
    turns.in(Rounds.of(1050, 5, IDLE, mark, at));
    if (mark != null) {
      turns.expect(sources.get(0), Duration.ofSeconds(10));
      turns.expect(sources.get(1), Duration.ofSeconds(10));
    }
    return turns;
  }
}
