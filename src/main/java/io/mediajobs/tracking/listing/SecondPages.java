package io.mediajobs.tracking.listing;

import io.mediajobs.job.JobPage;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a single second with more jobs than one page holds, which only tokens lead through.
 * At their end the first one is asked for once more: where tokens are positions and its jobs have
 * aged out meanwhile, later pages have left out as many.
 *
 * @param trail where they go on, and where they have been
 * @param tries how often they have been begun anew
 * @param shows whether they have shown a job
 * @param first the jobs of the first page that show their ids
 * @param isRead whether the last page has been read, and the first one is asked for again
 */
record SecondPages(TokenTrail trail, int tries, boolean shows, ShownJobs first, boolean isRead) {

  static final SecondPages START =
      new SecondPages(TokenTrail.START, 0, false, ShownJobs.NONE, false);

  /** So often they are begun before the second is left for later. */
  private static final int TRIES = 5;

  /** Where they go on; null for the first page. */
  @Nullable String token() {
    return trail.token();
  }

  /** The same behind a page that was not the last; null where its token leads back. */
  @Nullable SecondPages behind(JobPage page, String next) {
    if (next.equals(token()) && page.jobs().isEmpty() && tries + 1 < TRIES) {
      // It has shown nothing yet.
      return new SecondPages(trail, tries + 1, shows, first, false);
    }
    TokenTrail on = trail.then(next, page);
    ShownJobs firstJobs = token() == null ? ShownJobs.of(page) : first;
    return on == null ? null : new SecondPages(on, tries, showing(page).shows, firstJobs, false);
  }

  /** Whether the pages have shown nothing for so long that none behind them will. */
  boolean isEndless(JobPage page, String next) {
    TokenTrail on = trail.then(next, page);
    return on != null && on.isEndless();
  }

  /** The same with a page taken in that leads nowhere. */
  SecondPages showing(JobPage page) {
    return new SecondPages(trail, tries, shows || !page.jobs().isEmpty(), first, isRead);
  }

  /** The first page once more, as the last one has been read. */
  SecondPages read() {
    return new SecondPages(TokenTrail.START, tries, shows, first, true);
  }

  /** The pages from the first one, with new tokens; null where that was tried often enough. */
  @Nullable SecondPages anew() {
    return tries + 1 < TRIES
        ? new SecondPages(TokenTrail.START, tries + 1, shows, ShownJobs.NONE, false)
        : null;
  }
}
