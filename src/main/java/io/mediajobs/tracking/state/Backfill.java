package io.mediajobs.tracking.state;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A front sweep over more than one page, as one through a long past is, or the slices of one. How
 * far it is goes by the creation times of the jobs that it has listed; how many are left the
 * service does not say.
 *
 * @param from where it starts: its start, or its first job's creation time where it has none
 * @param to where it ends
 * @param first creation time of the first job that this run has listed, from which the rate counts
 * @param reached the newest creation time that it has listed
 * @param jobs how many jobs it has listed in this run
 * @param since when its first page in this run was asked for, by our clock
 * @param doneAt when its last page was there, by our clock; null while it runs
 */
public record Backfill(
    Instant from,
    Instant to,
    Instant first,
    Instant reached,
    long jobs,
    Instant since,
    @Nullable Instant doneAt) {

  /** Only a finished one is at 100. */
  private static final double NEARLY = 99.9;

  /** How much of the time from start to end lies behind, 0 to 100; 100 only once it is done. */
  public double percent() {
    if (doneAt != null) {
      return 100;
    }
    double whole = seconds(from, to);
    double behind = seconds(from, reached);
    return whole <= 0 ? 0 : Math.max(0, Math.min(NEARLY, 100 * behind / whole));
  }

  /** Jobs a second, on the average. */
  public double rate(Instant now) {
    double lasted = seconds(since, doneAt == null ? now : doneAt);
    return lasted <= 0 ? 0 : jobs / lasted;
  }

  /**
   * How long it still takes if it goes on as so far: zero once it is done, null while it has not
   * got on.
   */
  public @Nullable Duration left(Instant now) {
    if (doneAt != null) {
      return Duration.ZERO;
    }
    double done = seconds(first, reached);
    if (done <= 0) {
      return null;
    }
    double seconds = seconds(since, now) * Math.max(0, seconds(reached, to)) / done;
    return Duration.ofMillis(Math.round(1000 * seconds));
  }

  /**
   * The same behind one more page.
   *
   * @param end where it ends now
   * @param shown the newest creation time of the page
   * @param more how many jobs the page has
   * @param done when it was there, if it was the last; null where it was not
   */
  public Backfill further(Instant end, Instant shown, long more, @Nullable Instant done) {
    Instant newest = CreationTimes.later(reached, shown);
    return new Backfill(from, end, first, newest, jobs + more, since, done);
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
