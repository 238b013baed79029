package io.mediajobs.tracking.discovery;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.tracking.listing.Course;
import io.mediajobs.tracking.listing.Cursor;
import io.mediajobs.tracking.listing.PageSeconds;
import io.mediajobs.tracking.state.Backfill;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.Times;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a source gets on, its front sweeps above all: to be shown only, nothing is decided by it. */
public final class Progress {

  private final Instant startedAt;
  private Instant sweptAt;
  private boolean heldBack;
  private @Nullable Backfill backfill;

  Progress(Instant now) {
    startedAt = now;
    sweptAt = now;
  }

  /** When polling started. */
  public Instant startedAt() {
    return startedAt;
  }

  /** When a front sweep came to its end; before the first, the start. */
  public Instant sweptAt() {
    return sweptAt;
  }

  /** Whether discovery waits for room, or did so and has not caught up yet. */
  public boolean heldBack() {
    return heldBack;
  }

  /** The newest front sweep over more than one page; null for none. */
  public @Nullable Backfill backfill() {
    return backfill;
  }

  /**
   * Notes whether there is room for what discovery finds. At the bound it goes on page by page as
   * jobs end; only the end of a front sweep says that it has caught up.
   */
  void room(boolean room) {
    heldBack |= !room;
  }

  /** Notes a page of a slice with so many new jobs, by what the slices were before and after. */
  void listed(Slices before, Slices after, long jobs, Instant askedAt) {
    backfill = after(backfill, before, after, jobs, askedAt);
  }

  /**
   * Notes a page of the front.
   *
   * @param before where it stood before the page
   * @param after where it goes on; null where the page was the last
   * @param latest creation times after this one are not believed
   */
  void listed(Course before, @Nullable Course after, JobPage page, Instant latest, Times at) {
    boolean over = after == null;
    backfill = after(backfill, before.cursor(), page, over, latest, at);
    if (over) {
      sweptAt = at.now();
      heldBack = false;
    }
  }

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
    if (before != null && before.doneAt() == null) {
      Instant to =
          front.end() == null ? before.to() : CreationTimes.later(front.end(), before.to());
      Instant reached =
          newest != null && newest.isAfter(before.reached()) ? newest : before.reached();
      long jobs = before.jobs() + page.jobs().size();
      Instant doneAt = last ? at.now() : null;
      return new Backfill(before.from(), to, before.first(), reached, jobs, before.since(), doneAt);
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
    if (before != null && before.doneAt() == null) {
      reached = CreationTimes.later(reached, before.reached());
    }
    if (before != null && before.doneAt() == null) {
      long jobs = before.jobs() + found;
      return new Backfill(
          before.from(), before.to(), before.first(), reached, jobs, before.since(), null);
    }
    Instant from = slices.list().get(0).from();
    Instant first = slices.stop().minus(slices.left());
    return new Backfill(from, next.stop(), first, reached, found, askedAt, null);
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
}
