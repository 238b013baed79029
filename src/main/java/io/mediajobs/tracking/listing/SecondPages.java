package io.mediajobs.tracking.listing;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.UnreadableJob;
import java.util.HashSet;
import java.util.Set;
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
    Set<JobId> first,
    boolean isRead) {

  static final SecondPages START =
      new SecondPages(null, TokenTrail.START, 0, false, Set.of(), false);

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
    Set<JobId> firstJobs = token == null ? ids(page) : first;
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

  /** Whether a page shows the jobs that the first one has shown; one without an id may be any. */
  boolean beginsWith(JobPage page) {
    Set<JobId> missing = new HashSet<>(first);
    missing.removeAll(ids(page));
    long nameless = page.unreadable().stream().filter(job -> job.id() == null).count();
    return missing.size() <= nameless;
  }

  /** The pages from the first one, with new tokens; null where that was tried often enough. */
  @Nullable SecondPages anew() {
    return tries + 1 < TRIES
        ? new SecondPages(null, TokenTrail.START, tries + 1, shows, Set.of(), false)
        : null;
  }

  private static Set<JobId> ids(JobPage page) {
    Set<JobId> ids = new HashSet<>();
    page.jobs().stream().map(JobDetail::id).forEach(ids::add);
    for (UnreadableJob job : page.unreadable()) {
      if (job.id() != null) {
        ids.add(job.id());
      }
    }
    return ids;
  }
}
