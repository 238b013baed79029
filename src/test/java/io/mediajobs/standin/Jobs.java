package io.mediajobs.standin;

import java.util.concurrent.atomic.AtomicLong;

/** Where test jobs begin: {@code Jobs.job("Transcode").createdAt(t).runningAfter(d).build()}. */
public final class Jobs {

  // Far from the small numbers that tests choose, so that a chosen seed never meets a given one.
  private static final AtomicLong SEEDS = new AtomicLong(1L << 40);

  private Jobs() {}

  /**
   * A job of this tag in its family's default queue. It stays Submitted unless told otherwise, and
   * its id differs from that of any other; use {@link JobBuilder#seed} for an id that is the same
   * in every run.
   */
  public static JobBuilder job(String tag) {
    return new JobBuilder(tag, SEEDS.incrementAndGet());
  }
}
