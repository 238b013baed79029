package io.mediajobs.tracking.listing;

import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobSource;
import io.mediajobs.tracking.state.Notices.Trouble;
import io.mediajobs.tracking.state.PollSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A listing in progress over a stretch of creation times, page by page: by the service's tokens
 * ({@link Sweep}), or by creation times alone where these do not hold ({@link Windows}).
 */
public sealed interface Cursor permits Sweep, Windows {

  /**
   * What a page has brought the listing to.
   *
   * @param next where it goes on; null where the page was the last
   * @param listedTo up to here, from where the page began, every visible job has been listed; null
   *     where the page does not prove it for any
   * @param newest the newest creation time that discovery has come to; null for none
   * @param trouble what was wrong; null for nothing
   * @param skipped a second that was given up for now, as it can't be paged; null for none
   */
  record Advance(
      @Nullable Cursor next,
      @Nullable Instant listedTo,
      @Nullable Instant newest,
      @Nullable Trouble trouble,
      @Nullable Instant skipped) {

    /** Nothing is known but where it goes on. */
    static Advance to(@Nullable Cursor next) {
      return new Advance(next, null, null, null, null);
    }

    /** It goes on in another way, if at all, as something was wrong. */
    static Advance after(Trouble trouble, @Nullable Cursor next) {
      return new Advance(next, null, null, trouble, null);
    }

    /** All up to a time is listed, where that is not null, and discovery has come to another. */
    static Advance of(@Nullable Cursor next, @Nullable Instant listedTo, @Nullable Instant newest) {
      return new Advance(next, listedTo, newest, null, null);
    }

    /** The same where it goes on in another way. */
    Advance goingOnBy(Cursor other) {
      return new Advance(other, listedTo, newest, trouble, skipped);
    }
  }

  /** The page to ask for next. */
  Listing listing(JobSource source, PollSettings settings);

  /** Where the token goes on; null where it asks without one. */
  @Nullable String token();

  /** The start that it asks for; null for none. */
  @Nullable Instant start();

  /** The end that it asks for; null for none. */
  @Nullable Instant end();

  /** The same from a second on, by new pages; null where it can't leave out what is before. */
  @Nullable Cursor startingAt(Instant second, TimeBounds bounds);

  /**
   * Takes in a page.
   *
   * @param latest creation times after this one are not believed, nor is their place in the order
   * @param bounds what is known of the times of a listing, this page included
   */
  Advance answered(JobPage page, Instant latest, TimeBounds bounds);

  /** The service refused the token; the rest is as for {@link #answered}. */
  Advance tokenRefused(Instant latest, TimeBounds bounds);
}
