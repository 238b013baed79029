package io.mediajobs.tracking;

import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a source gets on, its front sweeps above all: to be shown only, nothing is decided by it. */
final class Progress {

  private final Instant startedAt;
  private Instant sweptAt;
  private boolean heldBack;
  private @Nullable Backfill backfill;

  Progress(Instant now) {
    startedAt = now;
    sweptAt = now;
  }

  SourceFigures figures(
      JobSource source,
      Discovery discovery,
      ServiceTime time,
      Tracker tracker,
      PollCounts counts,
      int failures) {
    return new SourceFigures(
        source,
        discovery.last(),
        time.ahead(),
        tracker.counts(),
        counts.copy(),
        failures,
        startedAt,
        sweptAt,
        heldBack,
        backfill);
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
    backfill = Backfill.after(backfill, before, after, jobs, askedAt);
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
    backfill = Backfill.after(backfill, before.cursor(), page, over, latest, at);
    if (over) {
      sweptAt = at.now();
      heldBack = false;
    }
  }
}
