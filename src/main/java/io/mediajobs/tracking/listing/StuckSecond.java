package io.mediajobs.tracking.listing;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A second with more jobs than can be paged through: it is tried again and again, told of, and left
 * in the end.
 *
 * @param second that second
 * @param rounds how often it was tried, some times each
 * @param since when it was tried first
 * @param again when to try again where nothing else decides that
 */
public record StuckSecond(Instant second, int rounds, Instant since, Instant again) {

  /** After so many rounds it is told of. */
  private static final int ROUNDS = 3;

  /** So long it is left alone after each. */
  public static final Duration PAUSE = Duration.ofSeconds(10);

  /** So long it is tried before what no page shows of it is left. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** So long where new jobs wait for that. */
  private static final Duration HURRY = Duration.ofMinutes(3);

  /** What is known after one more round. */
  public static StuckSecond after(@Nullable StuckSecond before, Instant second, Instant now) {
    return before == null || !before.second.equals(second)
        ? new StuckSecond(second, 1, now, now.plus(PAUSE))
        : new StuckSecond(second, before.rounds + 1, before.since, now.plus(PAUSE));
  }

  /** Whether it is to be told of now. */
  public boolean isToTell() {
    return rounds == ROUNDS;
  }

  /** Whether it is to be left where all else is listed, and new jobs wait. */
  public boolean isInTheWay() {
    return rounds >= ROUNDS && Duration.between(since, again).compareTo(HURRY) > 0;
  }

  /** Whether it is to be left. */
  public boolean isLeft(Instant now) {
    return rounds > ROUNDS && Duration.between(since, now).compareTo(PATIENCE) > 0;
  }
}
