package io.mediajobs.tracking.tracked;

import java.time.Duration;

/**
 * How long something usually takes, learned from how long it took, and when to look whether it is
 * over.
 *
 * <p>The durations are counted in classes that grow by a sixteenth of a factor of two, up to three
 * days; the oldest count ever less. So what is usual may be several things at once, such as ten
 * seconds or an hour: what has gone on for two minutes is of the second kind, and nothing is likely
 * to be seen before fifty. It takes the same room whatever is learned, and none before: most
 * sources of an account have no job.
 */
final class UsualDurations {

  private static final int A_FACTOR_OF_TWO = 32;
  private static final int CLASSES = 18 * A_FACTOR_OF_TWO;

  /** At so many, all count half: the last few hundred make up most of what is known. */
  private static final int MOST = 512;

  /** With fewer that went on for so long, nothing is known of what is to come. */
  private static final int KNOWN = 3;

  /** So many are to have gone on for so long before a time counts as one in which none ends. */
  private static final int CERTAIN = 30;

  /** The part of those still going on of which it does not matter that they are seen late. */
  private static final double LATE = 0.02;

  /** A time in which none ends is at least a fifth of the age: else the next looks are as good. */
  private static final int QUIET = A_FACTOR_OF_TWO / 4;

  /** Whether the end is near is told by those that end until the age has grown by two fifths. */
  private static final int NEAR = A_FACTOR_OF_TWO / 2;

  /** It is near where so many of them end until then. */
  private static final double MANY = 1.0 / 5;

  /** The shortest duration of each class, in milliseconds. */
  private static final long[] FROM = new long[CLASSES + 1];

  static {
    for (int i = 1; i <= CLASSES; i++) {
      FROM[i] = Math.round(1000 * Math.pow(2, (i - 1.0) / A_FACTOR_OF_TWO));
    }
  }

  private double[] counts = {};
  private double total;

  /** How many were added since the figures below were made. */
  private int added;

  /** How many take so long or longer. */
  private double[] longer = {};

  /** Up to which class almost none ends; the class itself where some do. */
  private int[] quietUntil = {};

  /** By how much looks may be further apart than where the end is near. */
  private double[] apart = {};

  /** Counts a duration. */
  void add(Duration duration) {
    if (counts.length == 0) {
      counts = new double[CLASSES];
      longer = new double[CLASSES + 1];
      quietUntil = new int[CLASSES];
      apart = new double[CLASSES];
    }
    counts[classOf(duration.toMillis())]++;
    added++;
    if (++total >= MOST) {
      total /= 2;
      for (int i = 0; i < CLASSES; i++) {
        counts[i] /= 2;
      }
    }
  }

  /**
   * How long to wait with the next look at what was not over at this age; all in milliseconds.
   *
   * @param shortest the wait where the end is near
   * @param longest the wait where it is not
   * @param unknown the wait where nothing is known
   */
  long wait(long age, long shortest, long longest, long unknown) {
    if (total == 0) {
      return unknown;
    }
    concludeWhereDue();
    int now = classOf(age);
    if (longer[now] < KNOWN) {
      return unknown;
    }
    if (quietUntil[now] == now) {
      return Math.min(longest, (long) (shortest * apart[now]));
    }
    // The first of those that end then are seen as soon as all others.
    long wait = FROM[quietUntil[now]] - age + shortest;
    wait = Math.max(shortest, Math.min(longest, wait));
    return longer[now] < CERTAIN ? Math.min(wait, unknown) : wait;
  }

  /** Whether the wait at this age goes by what is known, and by nothing else. */
  boolean knows(long age) {
    if (total == 0) {
      return false;
    }
    concludeWhereDue();
    int now = classOf(age);
    return longer[now] >= (quietUntil[now] == now ? KNOWN : CERTAIN);
  }

  private void concludeWhereDue() {
    if (added > total / 64) {
      conclude();
    }
  }

  private void conclude() {
    added = 0;
    longer[CLASSES] = 0;
    for (int i = CLASSES - 1; i >= 0; i--) {
      // What took a little less or more the last times will do so the next time.
      double before = i == 0 ? 0 : counts[i - 1];
      double after = i == CLASSES - 1 ? 0 : counts[i + 1];
      longer[i] = longer[i + 1] + before / 4 + counts[i] / 2 + after / 4;
    }
    int from = 0;
    while (from < CLASSES) {
      int begin = from;
      int until = quiet(begin);
      // It had better begin later, and end later, where more end at its beginning than behind it.
      while (begin < until && until < CLASSES && rate(begin) > rate(until)) {
        until = quiet(++begin);
      }
      if (until - begin < QUIET) {
        until = begin;
      }
      for (int i = from; i < Math.max(until, from + 1); i++) {
        quietUntil[i] = i < begin ? i : until;
        double soon = longer[i] - longer[Math.min(CLASSES, i + NEAR)];
        apart[i] = Math.max(1, MANY * longer[i] / Math.max(soon, 1e-9));
      }
      from = Math.max(until, from + 1);
    }
  }

  /** Up to which class almost none ends from one on. */
  private int quiet(int from) {
    int until = from;
    while (until < CLASSES && longer[from] - longer[until + 1] <= LATE * longer[from]) {
      until++;
    }
    return until;
  }

  /** Which part of those going on ends in a moment of a class. */
  private double rate(int i) {
    return (longer[i] - longer[i + 1]) / Math.max(longer[i], 1e-9) / (FROM[i + 1] - FROM[i]);
  }

  private static int classOf(long millis) {
    if (millis < FROM[1]) {
      return 0;
    }
    double octaves = Math.log(millis / 1000.0) / Math.log(2);
    return Math.min(CLASSES - 1, 1 + (int) (octaves * A_FACTOR_OF_TWO));
  }
}
