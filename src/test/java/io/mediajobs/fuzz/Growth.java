package io.mediajobs.fuzz;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How work grows with its input, by the processor time of the thread. Whatever else the machine
 * does only adds to a time, so the shortest of each counts; or, where the machine is never quiet
 * for as long as twice the input takes, the median of the rounds, as a round is slow as a whole. It
 * is measured until twice the input is seen to take no more than {@link #MOST}, or has been given
 * many chances.
 */
final class Growth {

  /** What twice the input may take, as a multiple. */
  static final double MOST = 2.5;

  /** What runs for the first time is slow, and would hide what comes next. */
  private static final int WARM_UP = 3;

  private static final int CHANCES = 40;

  private final LongSupplier time;
  private long once = Long.MAX_VALUE;
  private long twice = Long.MAX_VALUE;
  private long onceNow = Long.MAX_VALUE;
  private final List<Double> rounds = new ArrayList<>();

  /** By the time of the processor. */
  Growth() {
    this(ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
  }

  /** By any measure of work that grows as it is done. */
  Growth(LongSupplier time) {
    this.time = time;
  }

  /** Does the work on the input. */
  <T> T once(Supplier<T> work) {
    long start = time.getAsLong();
    T result = work.get();
    onceNow = time.getAsLong() - start;
    once = Math.min(once, onceNow);
    return result;
  }

  /** Does the work on twice the input. */
  <T> T twice(Supplier<T> work) {
    long start = time.getAsLong();
    T result = work.get();
    long twiceNow = time.getAsLong() - start;
    twice = Math.min(twice, twiceNow);
    rounds.add((double) twiceNow / Math.max(1, onceNow));
    return result;
  }

  /** Whether it is to be measured again. */
  boolean goesOn() {
    return rounds.size() < WARM_UP || (factor() > MOST && rounds.size() < CHANCES);
  }

  /** The work on twice the input as a multiple of that on the input. */
  double factor() {
    double median = rounds.stream().sorted().skip(rounds.size() / 2).findFirst().orElseThrow();
    return Math.min((double) twice / Math.max(1, once), median);
  }
}
