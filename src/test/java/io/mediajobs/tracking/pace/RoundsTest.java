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
  private static final Rounds ROUNDS = Rounds.of(1050, 5, IDLE, Duration.ZERO, null, T0);

  @Test
  void eachSourceHasATimeOfItsOwnInEachRound() {
    assertThat(ROUNDS.length()).isEqualTo(Duration.ofSeconds(310));
    assertThat(ROUNDS.search()).isBetween(Duration.ofSeconds(252), Duration.ofSeconds(252));
    Instant own = ROUNDS.next(700, 1050, T0);

    assertThat(own).isBetween(T0, T0.plusSeconds(310));
    assertThat(ROUNDS.next(700, 1050, own.minusMillis(1))).isEqualTo(own);
    assertThat(ROUNDS.next(700, 1050, own)).isEqualTo(own.plusSeconds(310));
    assertThat(ROUNDS.next(805, 1050, own)).isEqualTo(own.plusMillis(31_000));
    Rounds ahead = Rounds.of(1050, 5, IDLE, Duration.ofSeconds(20), null, T0);
    assertThat(ahead.next(700, 1050, own.minusSeconds(21)))
        .as("by the time of day")
        .isEqualTo(own.minusSeconds(20));
  }

  @Test
  void moreThanTheRateAllowsTakeLonger() {
    assertThat(Rounds.of(6390, 10, IDLE, Duration.ZERO, null, T0).length())
        .isEqualTo(Duration.ofSeconds(900));
  }

  @Test
  void noSourceIsAskedMoreOftenThanTheSettingsLeaveItAlone() {
    Duration idle = Duration.ofMinutes(20);

    assertThat(Rounds.of(1050, 4.75, idle, Duration.ZERO, null, T0).length()).isEqualTo(idle);
  }

  /** Whatever a person has written into the offsets, or a clock has. */
  @Test
  void aMarkOfAnotherTimeIsTakenForOneOfLately() {
    assertThat(after(T0.minusSeconds(20), 100).behind()).isEqualTo(Duration.ofSeconds(120));
    assertThat(after(T0.minusSeconds(9000), 100).behind()).isEqualTo(Duration.ofSeconds(160));
    assertThat(after(T0.plusSeconds(9000), 100).behind()).isEqualTo(Duration.ofSeconds(100));
    assertThat(after(T0, 1000).behind()).isEqualTo(Duration.ofSeconds(70));
  }

  private static Rounds after(Instant at, int behind) {
    RoundsMark mark = new RoundsMark(at, Duration.ofSeconds(behind));
    return Rounds.of(1050, 5, IDLE, Duration.ZERO, mark, T0);
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
      mark = turns.mark(Duration.ZERO);
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
      mark = turns.mark(Duration.ZERO);
    }

    assertThat(asked).hasSize(1050);
  }

  private static FairQueue<Integer> turns(
      List<Integer> sources, @Nullable RoundsMark mark, Instant at) {
    FairQueue<Integer> turns = new FairQueue<>(sources);
    turns.in(Rounds.of(1050, 5, IDLE, Duration.ZERO, mark, at));
    if (mark != null) {
      turns.expect(sources.get(0), Duration.ofSeconds(10));
      turns.expect(sources.get(1), Duration.ofSeconds(10));
    }
    return turns;
  }
}
