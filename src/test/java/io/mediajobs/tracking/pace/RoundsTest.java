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
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

/** When each of many sources comes at the latest, also over restarts. */
class RoundsTest {

  private static final Instant T0 = Instant.parse("2026-11-01T00:00:00Z");
  private static final Rounds ROUNDS = Rounds.of(1050, 4.75, Duration.ZERO, null);

  @Test
  void eachSourceHasATimeOfItsOwnInEachRound() {
    assertThat(ROUNDS.length()).isEqualTo(Duration.ofMinutes(5));
    assertThat(ROUNDS.search()).isBetween(Duration.ofSeconds(252), Duration.ofSeconds(253));
    Instant own = ROUNDS.first(700, 1050, T0);

    assertThat(own).isBetween(T0, T0.plusSeconds(300));
    assertThat(ROUNDS.first(700, 1050, own)).isEqualTo(own);
    assertThat(ROUNDS.first(700, 1050, own.plusMillis(1))).isEqualTo(own.plusSeconds(300));
    assertThat(ROUNDS.first(805, 1050, own)).isEqualTo(own.plusSeconds(30));
    assertThat(Rounds.of(1050, 4.75, Duration.ofSeconds(20), null).first(700, 1050, own.minusSeconds(20)))
        .as("by the time of day")
        .isEqualTo(own.minusSeconds(20));
  }

  @Test
  void aSourceComesAtItsOwnTimeOrARoundLaterAtTheLatest() {
    Instant own = ROUNDS.first(700, 1050, T0);

    assertThat(ROUNDS.next(700, 1050, own.plusSeconds(3))).isEqualTo(own.plusSeconds(300));
    assertThat(ROUNDS.next(700, 1050, own.minusSeconds(200))).isEqualTo(own);
    assertThat(ROUNDS.next(700, 1050, own.minusSeconds(120))).isEqualTo(own.plusSeconds(180));
  }

  @Test
  void moreThanTheRateAllowsTakeLonger() {
    assertThat(Rounds.of(6000, 10, Duration.ZERO, null).length()).isEqualTo(Duration.ofSeconds(800));
  }

  /** Two busy ones take all that is left; half a minute after each kill somebody goes on. */
  @Test
  void noSourceWaitsForMoreThanSixMinutesThoughATaskIsKilledNowAndThen() {
    List<Integer> sources = IntStream.range(0, 1050).boxed().toList();
    Map<Integer, Instant> asked = new HashMap<>();
    Duration longest = Duration.ZERO;
    Instant killed = null;
    for (int[] life : new int[][] {{0, 360}, {385, 600}, {625, 990}, {1010, 1080}, {1090, 1900}}) {
      FairQueue<Integer> turns = turns(sources, killed);
      killed = T0.plusSeconds(life[1]);
      for (Instant now = T0.plusSeconds(life[0]); now.isBefore(killed); now = now.plusMillis(211)) {
        turns.begin(now);
        Integer next = turns.next();
        turns.take();
        turns.answered(next, next < 2 ? 1 : 0);
        Instant last = asked.put(next, now);
        Duration wait = Duration.between(last == null ? T0 : last, now);
        longest = wait.compareTo(longest) > 0 ? wait : longest;
      }
    }

    System.out.println("The longest wait is " + longest);
    assertThat(asked).hasSize(1050);
    assertThat(longest).isLessThan(Duration.ofMinutes(6));
  }

  /** Restarted every minute, a task asks another part of its sources in each of its lives. */
  @Test
  void everySourceComesHoweverOftenATaskIsRestarted() {
    List<Integer> sources = IntStream.range(0, 1050).boxed().toList();
    Set<Integer> asked = new HashSet<>();
    for (Instant at = T0; at.isBefore(T0.plusSeconds(420)); at = at.plusSeconds(60)) {
      FairQueue<Integer> turns = turns(sources, null);
      for (Instant now = at; now.isBefore(at.plusSeconds(60)); now = now.plusMillis(211)) {
        turns.begin(now);
        asked.add(turns.next());
        turns.take();
      }
    }

    assertThat(asked).hasSize(1050);
  }

  private static FairQueue<Integer> turns(List<Integer> sources, @Nullable Instant until) {
    FairQueue<Integer> turns = new FairQueue<>(sources);
    turns.in(Rounds.of(1050, 4.75, Duration.ZERO, until));
    if (until != null) {
      turns.expect(sources.get(0), Duration.ofSeconds(10));
      turns.expect(sources.get(1), Duration.ofSeconds(10));
    }
    return turns;
  }
}
