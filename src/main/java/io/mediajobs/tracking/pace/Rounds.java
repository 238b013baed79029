package io.mediajobs.tracking.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rounds in which each of many sources has one time of its own, at which it comes at the
 * latest. Nobody knows when a quiet source was asked last: so a task that is restarted goes on in
 * the round where the task before it was, however long it was away and whatever clocks say.
 *
 * @param begun when any of the rounds began
 * @param length how long each lasts
 * @param search how long it takes to ask each source once; null where a task before has done that
 */
public record Rounds(Instant begun, Duration length, @Nullable Duration search) {

  /** So long is a round where the rate allows it; 50 s more are for two restarts. */
  private static final Duration LENGTH = Duration.ofSeconds(310);

  /** Those of a task whose rate nobody knows. */
  static final Rounds NONE = new Rounds(Instant.EPOCH, LENGTH, Duration.ofSeconds(1));

  /** Rounds of so many sources in less time would leave too little to the busy ones. */
  private static final double MOST_OF_RATE = 0.71;

  /** Some have their times just now: they have passed for a moment, or have no answer yet. */
  private static final Duration UNCERTAIN = Duration.ofSeconds(3);

  /** A search takes so many times as long as it would if nobody were found to be busy. */
  private static final double SEARCH = 1.2;

  /**
   * The rounds of so many sources at a rate, of a task that starts.
   *
   * @param idleInterval how long a source is left alone at most that has no news
   * @param before where the rounds stood of the task before this one; null where there was none
   */
  public static Rounds of(
      int sources,
      double requestsPerSecond,
      Duration idleInterval,
      @Nullable RoundsMark before,
      Instant at) {
    double once = 1000 * sources / requestsPerSecond;
    Duration least = Duration.ofMillis((long) (once / MOST_OF_RATE));
    Duration length =
        Stream.of(LENGTH, idleInterval, least).max(Comparator.naturalOrder()).orElseThrow();
    if (before == null) {
      Duration search = Duration.ofMillis((long) (once * SEARCH));
      return new Rounds(at.plus(search), length, search);
    }
    Duration over = length.multipliedBy(before.part()).dividedBy(RoundsMark.WHOLE);
    return new Rounds(at.minus(over), length, null);
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

  /** A time before which no source first comes. */
  Instant first(Instant at) {
    return search == null ? at.minusMillis(1) : at.minus(length);
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
   * @param searched when the search is over
   * @param wall the time of day
   */
  RoundsMark mark(Instant first, Instant now, Instant searched, Instant wall) {
    // Those that the search is still to ask have times of before it.
    boolean searches = search != null && first.isBefore(searched);
    Instant to = searches ? first.plus(search) : first.isBefore(now) ? first : now;
    to = to.minus(UNCERTAIN);
    long over = Duration.between(begun, to).toMillis();
    long part = RoundsMark.WHOLE * Math.floorMod(over, length.toMillis()) / length.toMillis();
    return new RoundsMark(wall, (int) part);
  }
}
