package io.mediajobs.tracking.pace;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rounds in which each of many sources has one time of its own, at which it comes at the
 * latest. They go by the time of day: so a task that is restarted goes on in the round where the
 * task before it was, although nobody knows when a quiet source was asked last.
 *
 * @param begun when any of the rounds began
 * @param length how long each lasts
 * @param search how long it takes to ask each source once
 * @param taken until when a task before this one has asked them; null where none has
 */
public record Rounds(Instant begun, Duration length, Duration search, @Nullable Instant taken) {

  /** So long is a round where the rate allows it; 35 s more are for a restart. */
  private static final Duration LENGTH = Duration.ofSeconds(325);

  /** Rounds of so many sources in less time would leave too little to the busy ones. */
  private static final double MOST_OF_RATE = 0.7;

  /** A search takes so many times as long as it would if nobody were found to be busy. */
  private static final double SEARCH = 1.1;

  /** So much a task that ends may be behind the newest job that it has told. */
  private static final Duration BEHIND = Duration.ofSeconds(15);

  /** A restart takes no longer than that; if no job is newer, that is because none has come. */
  private static final Duration RESTART = Duration.ofSeconds(60);

  /**
   * The rounds of so many sources at a rate.
   *
   * @param wallAhead how much the time of day is ahead of the clock whose times are given
   * @param newest the creation time of the newest job that has been told; null for none
   */
  public static Rounds of(
      int sources, double requestsPerSecond, Duration wallAhead, @Nullable Instant newest) {
    Duration least = seconds(sources / (requestsPerSecond * MOST_OF_RATE));
    return new Rounds(
        Instant.EPOCH.minus(wallAhead),
        least.compareTo(LENGTH) > 0 ? least : LENGTH,
        seconds(sources / requestsPerSecond * SEARCH),
        newest == null ? null : newest.minus(wallAhead).minus(BEHIND));
  }

  /**
   * When a source first comes, of so many, from 0: at its own time, or at once where that has
   * passed since the task before this one was at work. Where there was none, each comes at once, in
   * an order with which the rounds go on where that search ends.
   */
  Instant start(int source, int sources, Instant at) {
    if (taken == null) {
      return next(source, sources, searched(at)).minus(search).minus(length);
    }
    Instant earliest = at.minus(RESTART);
    return next(source, sources, taken.isBefore(earliest) ? earliest : taken);
  }

  /** When the search is over of a task that starts at this time. */
  Instant searched(Instant at) {
    return taken == null ? at.plus(search) : at;
  }

  /** The next time of its own that a source has after this one, of so many, from 0. */
  Instant next(int source, int sources, Instant now) {
    long round = length.toMillis();
    long own = round * source / sources;
    long into = Duration.between(begun, now).toMillis();
    return now.plusMillis(round - Math.floorMod(into - own, round));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) (1000 * seconds));
  }
}
