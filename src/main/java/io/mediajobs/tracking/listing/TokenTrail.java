package io.mediajobs.tracking.listing;

import io.mediajobs.job.JobPage;
import io.mediajobs.tracking.state.PollSettings;
import org.jspecify.annotations.Nullable;

/**
 * Where a listing goes on, and where it has been, in a few words of memory however long it is: one
 * token is remembered, and replaced by a newer one each time the way since then has doubled. A
 * listing that goes in circles comes back to it after at most three rounds.
 *
 * @param token where it goes on; null for its first page
 * @param mark the token remembered; null before the first
 * @param since how many pages ago it was
 * @param replaceAfter how many pages it is remembered for
 * @param empty how many pages in a row have shown nothing
 */
record TokenTrail(
    @Nullable String token, @Nullable String mark, int since, int replaceAfter, int empty) {

  static final TokenTrail START = from(null);

  private static final int LONGEST = 1 << 30;

  /** A trail that begins with this token, null for the first page. */
  static TokenTrail from(@Nullable String token) {
    return new TokenTrail(token, null, 0, 1, 0);
  }

  /** The trail behind a page; null where the next token leads back, as far as is remembered. */
  @Nullable TokenTrail then(String next, JobPage page) {
    int none = page.isEmpty() ? empty + 1 : 0;
    if (next.equals(token) || next.equals(mark)) {
      return null;
    }
    return since + 1 < replaceAfter
        ? new TokenTrail(next, mark, since + 1, replaceAfter, none)
        : new TokenTrail(next, next, 0, Math.min(2 * replaceAfter, LONGEST), none);
  }

  /** Whether it has led from one empty page to the next for too long. */
  boolean isEndless() {
    return empty >= PollSettings.MOST_EMPTY_PAGES;
  }
}
