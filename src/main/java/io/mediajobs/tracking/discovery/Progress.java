package io.mediajobs.tracking.discovery;

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

  /** When a front sweep, or what stands in for one, came to its end; before that, the start. */
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

  /** Notes a page that has shown all jobs that have not ended. */
  void listed(Times at) {
    sweptAt = at.now();
  }

  /** Notes a page of a slice with so many new jobs, by what the slices were before and after. */
  void listed(Slices before, Slices after, long jobs, Instant askedAt) {
    // It has reached so far as if all that the slices have behind them lay in one stretch.
    Instant reached = after.stop().minus(after.left());
    if (backfill != null && backfill.doneAt() == null) {
      backfill = backfill.further(backfill.to(), reached, jobs, null);
    } else {
      Instant from = before.list().get(0).from();
      Instant first = before.stop().minus(before.left());
      backfill = new Backfill(from, after.stop(), first, reached, jobs, askedAt, null);
    }
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
      Instant shown = newest == null ? before.reached() : newest;
      return before.further(to, shown, page.jobs().size(), last ? at.now() : null);
    }
    if (last) {
      return before;
    }
    Instant to = front.end() == null ? latest : front.end();
    Instant start = front.start();
    Instant shown = PageSeconds.of(page, null, null, Instant.MAX).oldest();
    Instant oldest = shown != null ? shown : (start == null ? to : start);
    Instant from = start == null ? oldest : start;
    Instant reached = newest == null ? oldest : newest;
    return new Backfill(from, to, oldest, reached, page.jobs().size(), at.askedAt(), null);
  }
}
