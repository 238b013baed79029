package io.mediajobs.tracking.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rounds in which each of many sources has one time of its own, at which it comes at the
 * latest. Nobody knows when a quiet source was asked last: so a task that is restarted goes on in
 * the round where the task before it was. Rounds go by the time of day, and are behind it by as
 * much as all such breaks.
 *
 * @param begun when any of the rounds began
 * @param length how long each lasts
 * @param search how long it takes to ask each source once; null where a task before has done that
 * @param behind how much the rounds are behind the time of day
 */
public record Rounds(Instant begun, Duration length, @Nullable Duration search, Duration behind) {

  /** So long is a round where the rate allows it; 50 s more are for two restarts. */
  private static final Duration LENGTH = Duration.ofSeconds(310);

  /** Those of a task whose rate nobody knows. */
  static final Rounds NONE =
      new Rounds(Instant.EPOCH, LENGTH, Duration.ofSeconds(1), Duration.ZERO);

  /** Rounds of so many sources in less time would leave too little to the busy ones. */
  private static final double MOST_OF_RATE = 0.71;

  /** A search takes so many times as long as it would if nobody were found to be busy. */
  private static final double SEARCH = 1.2;

  /** A restart takes no longer than that; if no record is newer, that is because none has come. */
  private static final Duration RESTART = Duration.ofSeconds(60);

  /**
   * The rounds of so many sources at a rate, of a task that starts.
   *
   * @param idleInterval how long a source is left alone at most that has no news
   * @param wallAhead how much the time of day is ahead of the clock whose times are given
   * @param before where the rounds stood of the task before this one; null where there was none
   */
  public static Rounds of(
      int sources,
      double requestsPerSecond,
      Duration idleInterval,
      Duration wallAhead,
      @Nullable RoundsMark before,
      Instant at) {
    Duration once = seconds(sources / requestsPerSecond);
    Duration length =
        Stream.of(LENGTH, idleInterval, seconds(once.toMillis() / 1000.0 / MOST_OF_RATE))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    if (before == null) {
      Duration search = seconds(once.toMillis() / 1000.0 * SEARCH);
      return new Rounds(Instant.EPOCH.minus(wallAhead), length, search, Duration.ZERO);
    }
    Duration away = Duration.between(before.at(), at.plus(wallAhead));
    away = away.isNegative() ? Duration.ZERO : away.compareTo(RESTART) > 0 ? RESTART : away;
    long behind = Math.floorMod(before.behind().plus(away).toMillis(), length.toMillis());
    return new Rounds(
        Instant.EPOCH.minus(wallAhead).plusMillis(behind), length, null, Duration.ofMillis(behind));
  }

  /**
   * When a source first comes, of so many, from 0: at its own time. Where there was no task before,
   * each comes at once, in an order with which the rounds go on where that search ends.
   */
  Instant start(int source, int sources, Instant at) {
    return search == null
        ? next(source, sources, at.minusMillis(1))
        : next(source, sources, searched(at)).minus(search).minus(length);
  }

  /** When the search is over of a task that starts at this time. */
  Instant searched(Instant at) {
    return search == null ? at : at.plus(search);
  }

  /** The next time of its own that a source has after this one, of so many, from 0. */
  Instant next(int source, int sources, Instant now) {
    long round = length.toMillis();
    long own = round * source / sources;
    long into = Duration.between(begun, now).toMillis();
    return now.plusMillis(round - Math.floorMod(into - own, round));
  }

  /**
   * Where they stand.
   *
   * @param first the time of the source that comes first
   * @param searches whether the search goes on
   */
  RoundsMark mark(Instant first, Instant now, boolean searches, Duration wallAhead) {
    Duration late = Duration.between(searches && search != null ? first.plus(search) : first, now);
    Duration all = late.isNegative() ? behind : behind.plus(late);
    // Offsets have whole seconds: rather some sources come twice than any not at all.
    long seconds = Math.floorMod(all.toMillis(), length.toMillis()) / 1000 + 1;
    return new RoundsMark(now.plus(wallAhead), Duration.ofSeconds(seconds));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) (1000 * seconds));
  }
}
