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
 * @param search how long it takes to ask each source once, where none has been asked before
 * @param taken until when others have asked the sources in these rounds; null where nobody has
 */
public record Rounds(
    Instant begun, Duration length, Duration search, @Nullable Instant taken) {

  /** So long is too long, where the rate allows to come sooner. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** Rounds of so many sources in less time would leave nothing to the busy ones. */
  private static final double MOST_OF_RATE = 0.75;

  /**
   * The rounds of so many sources at a rate.
   *
   * @param wallAhead how much the time of day is ahead of the clock whose times are given
   * @param taken until when others have asked them, by the time of day; null where nobody has
   */
  public static Rounds of(
      int sources, double requestsPerSecond, Duration wallAhead, @Nullable Instant taken) {
    Duration least = seconds(sources / (requestsPerSecond * MOST_OF_RATE));
    return new Rounds(
        Instant.EPOCH.minus(wallAhead),
        least.compareTo(LONGEST) > 0 ? least : LONGEST,
        seconds(sources / requestsPerSecond * FairQueue.ONE_TURN_IN / (FairQueue.ONE_TURN_IN - 1)),
        taken == null ? null : taken.minus(wallAhead));
  }

  /**
   * When a source first comes, of so many, from 0: at its own time where others have asked until
   * lately, else as soon as it may. A search for those that have jobs begins so that where it ends,
   * rounds go on with the first of them.
   */
  Instant start(int source, int sources, Instant at) {
    Instant before = at.minus(length);
    if (taken == null) {
      return first(source, sources, at.plus(search)).minus(search).minus(length);
    }
    return first(source, sources, taken.isBefore(before) ? before : taken);
  }

  /** The first time of its own from here on that a source has, of so many, from 0. */
  Instant first(int source, int sources, Instant from) {
    long round = length.toMillis();
    long own = round * source / sources;
    long into = Duration.between(begun, from).toMillis();
    return from.plusMillis(Math.floorMod(own - into, round));
  }

  /** When a source that is asked now comes again at the latest: not at once, and within a round. */
  Instant next(int source, int sources, Instant now) {
    Instant own = first(source, sources, now.plus(length.dividedBy(2)));
    Instant latest = now.plus(length);
    return own.isBefore(latest) ? own : latest;
  }

  /** When a source comes again that has had nothing to ask at its own time. */
  Instant soon(Instant now) {
    return now.plus(length.dividedBy(10));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) (1000 * seconds));
  }
}
