package io.mediajobs.fuzz;

import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How work grows with its input, by the processor time of the thread. Whatever else the machine
 * does only adds to a time, so the shortest of each counts, and it is measured until twice the
 * input is seen to take no more than {@link #MOST}, or has been given many chances.
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
  private int rounds;

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
    once = Math.min(once, time.getAsLong() - start);
    return result;
  }

  /** Does the work on twice the input. */
  <T> T twice(Supplier<T> work) {
    rounds++;
    long start = time.getAsLong();
    T result = work.get();
    twice = Math.min(twice, time.getAsLong() - start);
    return result;
  }

  /** Whether it is to be measured again. */
  boolean goesOn() {
    return rounds < WARM_UP || (factor() > MOST && rounds < CHANCES);
  }

  /** The work on twice the input as a multiple of that on the input. */
  double factor() {
    return (double) twice / Math.max(1, once);
  }
}
