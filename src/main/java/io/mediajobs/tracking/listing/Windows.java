package io.mediajobs.tracking.listing;

import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobSource;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.Notices.Trouble;
import io.mediajobs.tracking.state.PollSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A listing in progress that goes by creation times and needs no token: it asks for a window, and a
 * page without a token shows all of it, in whatever order. A window that holds more than a page is
 * made smaller; only inside of one second there is no other way than tokens.
 *
 * @param from the first second that is left
 * @param to the last second
 * @param width how long the window is that is asked for
 * @param ordered whether pages are in the order of creation, so that the newest second of one that
 *     is not the last is where the next window begins
 * @param second where the pages of a single second are
 * @param skips how many seconds in a row could not be paged and have shown no job
 * @param bounds what is known of the times of a listing
 */
public record Windows(
    Instant from,
    Instant to,
    Duration width,
    boolean ordered,
    SecondPages second,
    int skips,
    TimeBounds bounds)
    implements Cursor {

  /** Where so many seconds in a row show tokens and no jobs, they do not lead anywhere. */
  private static final int MOST_SKIPS = 3;

  /** After a window that was shown whole the next one may be so much longer. */
  private static final int GROWTH = 4;

  /** All of a stretch in one window, to begin with. */
  public static Windows of(
      @Nullable Instant start, Instant end, boolean ordered, TimeBounds bounds) {
    Instant from = start == null ? CreationTimes.BEGINNING : start;
    Instant to = CreationTimes.later(CreationTimes.second(end), from);
    return new Windows(from, to, Duration.between(from, to), ordered, SecondPages.START, 0, bounds);
  }

  @Override
  public Listing listing(JobSource source, PollSettings settings) {
    return settings.listing(source, second.token(), List.of(), start(), end());
  }

  @Override
  public @Nullable String token() {
    return second.token();
  }

  @Override
  public Instant start() {
    return bounds.surelyFrom(from);
  }

  @Override
  public Instant end() {
    return bounds.surelyTo(last());
  }

  @Override
  public @Nullable Cursor startingAt(Instant second, TimeBounds learned) {
    return second.isAfter(to) ? null : of(second, to, ordered, learned);
  }

  @Override
  public Advance answered(JobPage page, Instant latest, TimeBounds learned) {
    String next = page.nextToken();
    PageSeconds seconds = PageSeconds.of(page, start(), end(), latest);
    if (second.isRead() && !second.first().areOn(page, true)) {
      return again(second, learned);
    }
    if (second.token() != null && !width.isZero() && !page.isEmpty()) {
      // Behind empty pages there are jobs after all.
      return half(ordered, learned);
    }
    if (second.token() != null && (next == null || second.isEndless(page, next))) {
      return Advance.to(with(second.read(), bounds));
    }
    if (next == null || second.isRead()) {
      Instant newest =
          seconds.newest() == null ? null : CreationTimes.earlier(seconds.newest(), last());
      return behind(last(), newest, width.plus(CreationTimes.GRAIN).multipliedBy(GROWTH), learned);
    }
    if (seconds.elsewhere()) {
      return Advance.after(Trouble.FILTER, Sweep.inAnyOrder(start(), null));
    }
    if (second.token() == null && ordered && seconds.provesOrder() && seconds.newest() != null) {
      Instant newest = CreationTimes.earlier(seconds.newest(), last());
      if (newest.isAfter(from)) {
        return behind(newest.minus(CreationTimes.GRAIN), newest, width, learned);
      }
    }
    // An empty page does not say that there is too much for one, whatever its token says.
    SecondPages behind = width.isZero() || page.isEmpty() ? second.behind(page, next) : null;
    if (behind != null) {
      return Advance.to(with(behind, bounds));
    }
    if (width.isZero()) {
      return again(second.showing(page), learned);
    }
    // Where tokens of empty pages lead in circles, they may do so in windows of any width.
    return page.isEmpty()
        ? to(Duration.ZERO, ordered, learned)
        : half(ordered && seconds.ascending(), learned);
  }

  @Override
  public Advance tokenRefused(Instant latest, TimeBounds learned) {
    return width.isZero() ? again(second, learned) : half(ordered, learned);
  }

  /** Half of the window. */
  private Advance half(boolean inOrder, TimeBounds learned) {
    long seconds = Duration.between(from, last()).toSeconds();
    return to(Duration.ofSeconds(seconds / 2), inOrder, learned);
  }

  private Advance to(Duration narrower, boolean inOrder, TimeBounds learned) {
    return Advance.to(new Windows(from, to, narrower, inOrder, SecondPages.START, skips, learned));
  }

  /** The second from its start, with new tokens, or what comes behind it. */
  private Advance again(SecondPages pages, TimeBounds learned) {
    SecondPages anew = pages.anew();
    if (anew != null) {
      return Advance.to(with(anew, learned));
    }
    int inRow = pages.shows() ? 0 : skips + 1;
    Cursor rest = inRow < MOST_SKIPS ? rest(last(), CreationTimes.GRAIN, inRow, learned) : null;
    return new Advance(rest, null, null, null, last());
  }

  private Windows with(SecondPages pages, TimeBounds known) {
    return new Windows(from, to, width, ordered, pages, skips, known);
  }

  /** The last second of the window. */
  private Instant last() {
    return CreationTimes.earlier(from.plus(width), to);
  }

  private Advance behind(
      Instant listedTo, @Nullable Instant newest, Duration nextWidth, TimeBounds learned) {
    return Advance.of(rest(listedTo, nextWidth, 0, learned), listedTo, newest);
  }

  /** What comes behind a second; null for nothing. */
  private @Nullable Windows rest(
      Instant listedTo, Duration nextWidth, int skipped, TimeBounds learned) {
    Instant next = listedTo.plus(CreationTimes.GRAIN);
    Duration most = Duration.between(next, to);
    return next.isAfter(to)
        ? null
        : new Windows(
            next,
            to,
            nextWidth.compareTo(most) > 0 ? most : nextWidth,
            ordered,
            SecondPages.START,
            skipped,
            learned);
  }
}
