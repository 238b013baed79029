package io.mediajobs.tracking.pace;

import java.time.Duration;

/**
 * How much the changes of a source count for where not every one may ask at once.
 *
 * @param most how often a source comes at most for each time of one without changes; with 1 all
 *     come as often
 * @param grain how many changes a request count for a turn; less than 1 where there are many
 *     sources, of which most have no changes
 */
record Weights(int most, double grain) {

  /** How often a source comes at most of few. */
  static final int MOST = 8;

  /** The same where there are many. */
  static final int MOST_OF_MANY = 64;

  private static final double GRAIN_OF_MANY = 0.005;

  /** Those of so many sources. */
  static Weights of(int sources) {
    return sources > FairQueue.FEW
        ? new Weights(MOST_OF_MANY, GRAIN_OF_MANY)
        : new Weights(MOST, 1);
  }

  /** Whether there are many sources. */
  boolean areOfMany() {
    return grain < 1;
  }

  /** How long a turn takes of a source with so many changes a request, in turns of one without. */
  double turn(double changes) {
    return 1 / Math.min(most, 1 + changes / grain);
  }

  /** Whether it is one of many that has no changes to speak of. */
  boolean isIdle(double changes) {
    return areOfMany() && changes < grain;
  }

  /** How many changes a request a source is expected to have whose newest one is so old. */
  double expected(Duration age) {
    return areOfMany() ? grain * (Math.min(most, Slots.weight(age)) - 1) : 0;
  }
}
