package io.mediajobs.tracking.listing;

import io.mediajobs.job.JobPage;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a single second with more jobs than one page holds, which only tokens lead through.
 * At their end the first one is asked for once more: where tokens are positions and its jobs have
 * aged out meanwhile, later pages have left out as many.
 *
 * @param token where they go on; null for the first page
 * @param trail where they have been
 * @param tries how often they have been begun anew
 * @param shows whether they have shown a job
 * @param first the jobs of the first page that show their ids
 * @param isRead whether the last page has been read, and the first one is asked for again
 */
record SecondPages(
    @Nullable String token,
    TokenTrail trail,
    int tries,
    boolean shows,
    ShownJobs first,
    boolean isRead) {

  static final SecondPages START =
      new SecondPages(null, TokenTrail.START, 0, false, ShownJobs.NONE, false);

  /** So often they are begun before the second is left for later. */
  private static final int TRIES = 5;

  /** The same behind a page that was not the last; null where its token leads back. */
  @Nullable SecondPages behind(JobPage page, String next) {
    if (next.equals(token) && page.jobs().isEmpty() && tries + 1 < TRIES) {
      // It has shown nothing yet.
      return new SecondPages(next, trail, tries + 1, shows, first, false);
    }
    if (next.equals(token) || trail.leadsBackBy(next)) {
      return null;
    }
    ShownJobs firstJobs = token == null ? ShownJobs.of(page) : first;
    return new SecondPages(next, trail.then(next), tries, showing(page).shows, firstJobs, false);
  }

  /** The same with a page taken in that leads nowhere. */
  SecondPages showing(JobPage page) {
    boolean shown = shows || !page.jobs().isEmpty();
    return new SecondPages(token, trail, tries, shown, first, isRead);
  }

  /** The first page once more, as the last one has been read. */
  SecondPages read() {
    return new SecondPages(null, TokenTrail.START, tries, shows, first, true);
  }

  /** The pages from the first one, with new tokens; null where that was tried often enough. */
  @Nullable SecondPages anew() {
    return tries + 1 < TRIES
        ? new SecondPages(null, TokenTrail.START, tries + 1, shows, ShownJobs.NONE, false)
        : null;
  }
}
