package io.mediajobs.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Holds one input to half a minute of processor time: whatever takes so long, where others take
 * milliseconds, goes on for ever.
 */
public final class InTime {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long MOST_NANOS = 30_000_000_000L;

  private InTime() {}

  /** Runs the work, and fails where it took too long. */
  public static void run(Runnable work) {
    long start = THREADS.getCurrentThreadCpuTime();
    work.run();
    long nanos = THREADS.getCurrentThreadCpuTime() - start;
    if (nanos > MOST_NANOS) {
      throw new AssertionError("Took " + nanos / 1_000_000 + " ms");
    }
  }
}
