package io.mediajobs.tracking;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the past in which every job is visible, listed beside others. A job belongs to the
 * one slice whose seconds have its creation time, whatever else a page of it shows.
 *
 * @param from its first second
 * @param stop its last second; moves back where it is cut, with a token that goes on for longer
 * @param settled up to here every job of it is known; the second before {@code from} at first
 * @param newest creation time of the newest job of it that is known; null for none
 * @param sweep its cursor
 * @param density jobs a second where it is; 0 where that is unknown
 * @param asked whether its page is under way
 * @param refused how often in a row its token was refused
 * @param waitsUntil not to be asked for before, by our clock
 */
record Slice(
    Instant from,
    Instant stop,
    Instant settled,
    @Nullable Instant newest,
    Sweep sweep,
    double density,
    boolean asked,
    int refused,
    Instant waitsUntil) {

  /** A slice of which nothing is listed yet. */
  static Slice of(Instant from, Instant stop, Bounds bounds, double density) {
    Instant before = from.minus(Sweep.GRAIN);
    Sweep sweep = sweep(before, stop, bounds);
    return new Slice(from, stop, before, null, sweep, density, false, 0, Instant.MIN);
  }

  /** A slice as an earlier run has left it. */
  static Slice of(SourceState.OpenSlice open) {
    Sweep sweep = new Sweep(open.startTime(), open.endTime(), open.nextToken(), true);
    return new Slice(
        open.from(), open.stop(), open.settled(), open.newest(), sweep, 0, false, 0, Instant.MIN);
  }

  /** What an offset has of it. */
  SourceState.OpenSlice state() {
    Instant end = sweep.end() == null ? stop : sweep.end();
    return new SourceState.OpenSlice(
        from, stop, settled, newest, sweep.start(), end, sweep.token());
  }

  /** Whether all of it is known. */
  boolean done() {
    return !settled.isBefore(stop);
  }

  /** Whether its next page can be asked for. */
  boolean ready(Instant now) {
    return !asked && !done() && !now.isBefore(waitsUntil);
  }

  /** How many jobs are left, if it goes on as lately. */
  double jobsLeft() {
    return done() ? 0 : density * Duration.between(settled, stop).toSeconds();
  }

  /** The same with its page under way, or no longer so. */
  Slice asked(boolean underWay) {
    return new Slice(from, stop, settled, newest, sweep, density, underWay, refused, waitsUntil);
  }

  /**
   * The same behind a page.
   *
   * @param bounds what is known of the times of a listing, this page included
   * @param retryAt when to begin again where the service lists in circles
   */
  Slice answered(JobPage page, Bounds bounds, Instant retryAt) {
    Instant shown = sweep.newest(page);
    Instant listed = sweep.listedBy(page, shown, bounds);
    Instant next = listed == null ? settled : later(settled, earlier(listed, stop));
    double seconds = shown == null ? 0 : Duration.between(settled, shown).toSeconds();
    Sweep behind = sweep.behind(page, shown, Instant.MAX);
    boolean circles = behind == null && page.nextToken() != null;
    return new Slice(
        from,
        stop,
        next,
        newestOf(page),
        behind == null ? sweep(next, stop, bounds) : behind,
        shown == null ? density : page.jobs().size() / Math.max(1, seconds),
        false,
        next.isAfter(settled) ? 0 : refused,
        circles ? retryAt : waitsUntil);
  }

  /** The service refused its token: it begins again behind what is known. */
  Slice tokenRejected(Bounds bounds) {
    Sweep again = sweep(settled, stop, bounds);
    return new Slice(from, stop, settled, newest, again, density, false, refused + 1, waitsUntil);
  }

  /** Whether two can be made of what is left. */
  boolean canBeCut() {
    return Duration.between(settled, stop).compareTo(Sweep.GRAIN) > 0;
  }

  /** The last second of the first of two halves; of the second behind settled jobs are known. */
  private Instant middle() {
    return settled.plusSeconds(Duration.between(settled, stop).toSeconds() / 2);
  }

  /** Its first half, with the cursor as it is. */
  Slice firstHalf() {
    return new Slice(from, middle(), settled, newest, sweep, density, asked, refused, waitsUntil);
  }

  /** The half behind. */
  Slice secondHalf(Bounds bounds) {
    return Slice.of(middle().plus(Sweep.GRAIN), stop, bounds, density);
  }

  /** This slice with one before it that is done. */
  Slice joinedTo(Slice before) {
    Instant known = newest == null ? before.newest : newest;
    return new Slice(before.from, stop, settled, known, sweep, density, asked, refused, waitsUntil);
  }

  private @Nullable Instant newestOf(JobPage page) {
    Instant own = newest;
    for (JobDetail job : page.jobs()) {
      Instant creation = job.creationTime();
      Instant second = creation == null ? null : creation.truncatedTo(ChronoUnit.SECONDS);
      if (second != null && !second.isBefore(from) && !second.isAfter(stop)) {
        own = own == null ? second : later(own, second);
      }
    }
    return own;
  }

  private static Sweep sweep(Instant settled, Instant stop, Bounds bounds) {
    Instant next = settled.plus(Sweep.GRAIN);
    return new Sweep(bounds.surelyFrom(next), bounds.surelyTo(stop), null, true);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
