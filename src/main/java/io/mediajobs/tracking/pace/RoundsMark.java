package io.mediajobs.tracking.pace;

import java.time.Instant;

/**
 * How far the round had come in which a task asks many sources, so that the task after it goes on
 * from there.
 *
 * @param at the time of day
 * @param part how much of the round was over, in ten-thousandths
 */
public record RoundsMark(Instant at, int part) {

  /** All of a round. */
  public static final int WHOLE = 10_000;
}
