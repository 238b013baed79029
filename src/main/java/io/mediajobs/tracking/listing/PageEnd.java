package io.mediajobs.tracking.listing;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import org.jspecify.annotations.Nullable;

/**
 * How a page ends, by which it is told whether the next one leaves a job out. Where tokens are
 * positions and a server that has not seen yet that an old job is gone answers one page, that page
 * repeats the last job of the one before; the page behind it, of another server, begins one job too
 * late. Where every page begins with the last job of the one before, nothing is left out.
 *
 * @param last the last job of the page; null before the first
 * @param repeats whether the page has shown the last job of the page before it
 */
record PageEnd(@Nullable JobId last, boolean repeats) {

  static final PageEnd NONE = new PageEnd(null, false);

  /** The end of the page that follows. */
  PageEnd then(JobPage page) {
    if (page.jobs().isEmpty()) {
      return this;
    }
    boolean again = last != null && page.jobs().stream().anyMatch(job -> job.id().equals(last));
    return new PageEnd(page.jobs().get(page.jobs().size() - 1).id(), again);
  }

  /** Whether the page that follows, which ends like this, may have left out a job. */
  boolean mayLeaveOut(PageEnd next) {
    return repeats && !next.repeats();
  }
}
