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
        time.aheadOrZero(),
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

  /** Notes a page of a slice with so many jobs of it, by what the slices were before and after. */
  void listed(Slices before, Slices after, long jobs, Instant askedAt) {
    backfill = Backfill.after(backfill, before, after, jobs, askedAt);
  }

  /** Notes a page of a listing of all jobs, by where discovery stood before and after it. */
  void listed(Discovery before, Discovery after, JobPage page, Instant askedAt, Instant now) {
    Sweep front = before.front();
    if (front == null || before.settle() != null) {
      return;
    }
    boolean over = after.front() == null;
    backfill = Backfill.after(backfill, front, page, over, askedAt, now);
    if (over) {
      sweptAt = now;
      heldBack = false;
    }
  }
}
