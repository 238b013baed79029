package io.mediajobs.tracking.discovery;

import io.mediajobs.job.JobPage;
import io.mediajobs.tracking.listing.Cursor;
import io.mediajobs.tracking.listing.PageSeconds;
import io.mediajobs.tracking.listing.StuckSecond;
import io.mediajobs.tracking.listing.TimeBounds;
import io.mediajobs.tracking.listing.Windows;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the past in which every job is visible, listed beside others by creation times. A
 * job belongs to the one slice whose seconds have its creation time, whatever else a page of it
 * shows.
 *
 * @param from its first second
 * @param stop its last second; moves back where it is cut
 * @param settled up to here every job of it is known; the second before {@code from} at first
 * @param newest creation time of the newest job of it that is known; null for none
 * @param cursor where it goes on
 * @param density jobs a second where it is; 0 where that is unknown
 * @param asked whether its page is under way
 * @param stuck its next second where that can't be paged; null elsewhere
 */
record Slice(
    Instant from,
    Instant stop,
    Instant settled,
    @Nullable Instant newest,
    Cursor cursor,
    double density,
    boolean asked,
    @Nullable StuckSecond stuck) {

  /**
   * A slice of which everything up to a time is known.
   *
   * @param settled that time; the second before {@code from} for nothing
   */
  static Slice of(
      Instant from,
      Instant stop,
      Instant settled,
      @Nullable Instant newest,
      TimeBounds bounds,
      double density) {
    return new Slice(
        from, stop, settled, newest, rest(settled, stop, bounds), density, false, null);
  }

  /** A slice as an earlier run has left it. */
  static Slice of(SourceState.OpenSlice open) {
    return of(open.from(), open.stop(), open.settled(), open.newest(), TimeBounds.UNKNOWN, 0);
  }

  /** What an offset has of it. */
  SourceState.OpenSlice state() {
    return new SourceState.OpenSlice(from, stop, settled, newest, null, stop, null);
  }

  /** Whether all of it is known. */
  boolean done() {
    return !settled.isBefore(stop);
  }

  /** The newest second up to which all is known and in which there is a job. */
  Instant known() {
    return newest == null ? settled : CreationTimes.earlier(settled, newest);
  }

  /** When its next page can be asked for; never while one is under way, or where it is done. */
  Instant due() {
    if (asked || done()) {
      return Instant.MAX;
    }
    return stuck == null ? Instant.EPOCH : stuck.again();
  }

  /** How many jobs are left, if it goes on as lately. */
  double jobsLeft() {
    return done() ? 0 : density * Duration.between(settled, stop).toSeconds();
  }

  /** The same with its page under way, or no longer so. */
  Slice asked(boolean underWay) {
    return new Slice(from, stop, settled, newest, cursor, density, underWay, stuck);
  }

  /** The same behind a page. */
  Slice answered(JobPage page, Cursor.Advance advance, TimeBounds bounds, Instant now) {
    Instant shown = advance.newest();
    double seconds = shown == null ? 0 : Duration.between(settled, shown).toSeconds();
    double dense = shown == null ? density : page.jobs().size() / Math.max(1, seconds);
    return behind(advance, newestOf(page), dense, bounds, now);
  }

  /** The same behind a token that the service refused. */
  Slice tokenRefused(Cursor.Advance advance, TimeBounds bounds, Instant now) {
    return behind(advance, newest, density, bounds, now);
  }

  private Slice behind(
      Cursor.Advance advance,
      @Nullable Instant shown,
      double dense,
      TimeBounds bounds,
      Instant now) {
    Instant skipped = advance.skipped();
    StuckSecond still = skipped == null ? null : StuckSecond.after(stuck, skipped, now);
    if (still != null && !still.isLeft(now)) {
      Cursor again = rest(still.second().minus(CreationTimes.GRAIN), stop, bounds);
      return new Slice(from, stop, settled, shown, again, dense, false, still);
    }
    Instant listed = skipped == null ? advance.listedTo() : skipped;
    Instant next =
        listed == null
            ? settled
            : CreationTimes.later(settled, CreationTimes.earlier(listed, stop));
    // What has come to its end without having listed anything begins anew.
    Cursor behind =
        advance.next() == null && listed == null ? rest(settled, stop, bounds) : advance.next();
    return behind == null
        ? new Slice(from, stop, stop, shown, cursor, dense, false, still)
        : new Slice(from, stop, next, shown, behind, dense, false, listed == null ? stuck : still);
  }

  /** The same where its next second is left, as it can't be paged. */
  Slice withoutStuck(TimeBounds bounds) {
    Instant left = stuck == null ? settled : stuck.second();
    return new Slice(from, stop, left, newest, rest(left, stop, bounds), density, false, null);
  }

  /** This slice up to its next second where that can't be paged, and the rest, if there is one. */
  List<Slice> aside(TimeBounds bounds) {
    if (stuck == null || !stuck.second().isBefore(stop)) {
      return List.of(this);
    }
    Instant last = stuck.second();
    Cursor again = rest(last.minus(CreationTimes.GRAIN), last, bounds);
    return List.of(
        new Slice(from, last, settled, newest, again, density, false, stuck),
        of(last.plus(CreationTimes.GRAIN), stop, last, null, bounds, density));
  }

  /** Whether two can be made of what is left. */
  boolean canBeCut() {
    return Duration.between(settled, stop).compareTo(CreationTimes.GRAIN) > 0;
  }

  /** Its two halves, the first with the cursor as it is; of the second settled jobs are known. */
  List<Slice> halves(TimeBounds bounds) {
    Instant middle = settled.plusSeconds(Duration.between(settled, stop).toSeconds() / 2);
    return List.of(
        new Slice(from, middle, settled, newest, cursor, density, asked, stuck),
        of(middle.plus(CreationTimes.GRAIN), stop, middle, null, bounds, density));
  }

  /** This slice with one before it that is done. */
  Slice joinedTo(Slice before) {
    Instant known = newest == null ? before.newest : newest;
    return new Slice(before.from, stop, settled, known, cursor, density, asked, stuck);
  }

  private @Nullable Instant newestOf(JobPage page) {
    Instant shown = PageSeconds.of(page, from, stop, stop).newest();
    return shown == null || newest == null
        ? (shown == null ? newest : shown)
        : CreationTimes.later(newest, shown);
  }

  private static Cursor rest(Instant settled, Instant stop, TimeBounds bounds) {
    return Windows.of(settled.plus(CreationTimes.GRAIN), stop, true, bounds);
  }
}
