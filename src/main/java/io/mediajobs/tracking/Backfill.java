package io.mediajobs.tracking;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
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

  /**
   * What there is to tell after a page.
   *
   * @param before what there was to tell before it; null for nothing
   * @param front the front that the page belongs to
   * @param last whether the page was its last
   * @param latest creation times after this one are not believed
   */
  static @Nullable Backfill after(
      @Nullable Backfill before,
      Cursor front,
      JobPage page,
      boolean last,
      Instant latest,
      Times at) {
    Instant newest = PageSeconds.of(page, front.start(), front.end(), latest).newest();
    if (before != null && before.doneAt == null) {
      Instant to = front.end() == null ? before.to : Coverage.later(front.end(), before.to);
      Instant reached = newest != null && newest.isAfter(before.reached) ? newest : before.reached;
      long jobs = before.jobs + page.jobs().size();
      Instant doneAt = last ? at.now() : null;
      return new Backfill(before.from, to, before.first, reached, jobs, before.since, doneAt);
    }
    if (last) {
      return before;
    }
    Instant to = front.end() == null ? latest : front.end();
    Instant oldest = oldest(page, front.start() == null ? to : front.start());
    Instant from = front.start() == null ? oldest : front.start();
    Instant reached = newest == null ? oldest : newest;
    return new Backfill(from, to, oldest, reached, page.jobs().size(), at.askedAt(), null);
  }

  /**
   * What there is to tell after a page of a slice. It has reached so far as if all that the slices
   * have behind them lay in one stretch.
   *
   * @param before what there was to tell before it; null for nothing
   * @param slices as they were before the page
   * @param next as they are behind it
   * @param found how many jobs on it were new
   * @param askedAt when the page was asked for, by our clock
   */
  static Backfill after(
      @Nullable Backfill before, Slices slices, Slices next, long found, Instant askedAt) {
    Instant reached = next.stop().minus(next.left());
    if (before != null && before.doneAt == null) {
      reached = Coverage.later(reached, before.reached);
    }
    if (before != null && before.doneAt == null) {
      long jobs = before.jobs + found;
      return new Backfill(before.from, before.to, before.first, reached, jobs, before.since, null);
    }
    Instant from = slices.list().get(0).from();
    Instant first = slices.stop().minus(slices.left());
    return new Backfill(from, next.stop(), first, reached, found, askedAt, null);
  }

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

  private static Instant oldest(JobPage page, Instant fallback) {
    Instant oldest = null;
    for (JobDetail job : page.jobs()) {
      Instant creation = job.creationTime();
      if (creation != null && (oldest == null || creation.isBefore(oldest))) {
        oldest = creation;
      }
    }
    return oldest == null ? fallback : oldest;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
