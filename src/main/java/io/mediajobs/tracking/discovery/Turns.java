package io.mediajobs.tracking.discovery;

import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.tracking.listing.Course;
import io.mediajobs.tracking.listing.Cursor;
import io.mediajobs.tracking.listing.Cursor.Advance;
import io.mediajobs.tracking.listing.PageSeconds;
import io.mediajobs.tracking.listing.Sweep;
import io.mediajobs.tracking.listing.TimeBounds;
import io.mediajobs.tracking.listing.Windows;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Times;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The listings of the front and those that settle, which take turns: one at a time. */
final class Turns {

  private final PollSettings settings;
  private final Evidence evidence;
  private final Settlement settlement;
  private final NextFront nextFront;
  private final Discovered discovered;
  private Sweeping sweeping = new Sweeping.Idle();
  private TimeBounds bounds = TimeBounds.UNKNOWN;

  /** The front of an earlier run; null for none. */
  private final @Nullable Course resumed;

  /** Of what a page was asked for last. */
  private @Nullable Course asked;

  private Instant dueAt;

  /** When the next settling listing may begin: one a cycle. */
  private Instant settleFrom;

  /**
   * Begins with the front that an earlier run has left open, which is this cycle's.
   *
   * @param resumed that front; null for none
   */
  Turns(
      PollSettings settings,
      Evidence evidence,
      Settlement settlement,
      NextFront nextFront,
      Discovered discovered,
      @Nullable Course resumed,
      Instant now) {
    this.settings = settings;
    this.evidence = evidence;
    this.settlement = settlement;
    this.nextFront = nextFront;
    this.discovered = discovered;
    this.resumed = resumed;
    if (resumed != null) {
      sweeping = new Sweeping.Front(resumed);
    }
    this.dueAt = resumed == null ? now : now.plus(settings.pollInterval());
    this.settleFrom = now;
  }

  /** What is known of the times of a listing. */
  TimeBounds bounds() {
    return bounds;
  }

  /** The front in progress, be it interrupted; null for none. */
  @Nullable Course front() {
    return sweeping.front();
  }

  /** Whether a settling listing is in progress. */
  boolean isSettling() {
    return sweeping instanceof Sweeping.Settling;
  }

  /** Up to where the settling listing in progress is to go; null where none is. */
  @Nullable Instant settlingTo() {
    return sweeping.settlingTo();
  }

  /**
   * When a page can be asked for; now or earlier means at once.
   *
   * @param room whether new jobs can be taken in; without it only settling listings go on
   * @return {@link Instant#MAX} while there is no room
   */
  Instant due(Instant now, boolean room) {
    if (isSettling() || (sweeping.course() != null && room)) {
      return now;
    }
    Instant due = room ? dueAt : Instant.MAX;
    return settleFrom.isBefore(due) && late(now, room) != null ? settleFrom : due;
  }

  /** Begins the listing that is due, where none that may go on is in progress. */
  void begin(Instant now, boolean room) {
    if (!(sweeping instanceof Sweeping.Ready ready)) {
      return;
    }
    Settlement.Late late = now.isBefore(settleFrom) ? null : late(now, room);
    if (late != null) {
      // By creation times, nothing is left out where the oldest jobs age out meanwhile.
      Cursor cursor =
          evidence.isOld(late.to())
              ? Windows.of(late.from(), late.to(), true, bounds)
              : new Sweep(bounds.startFor(late.from()), bounds.surelyTo(late.to()));
      sweeping = ready.settling(Course.of(cursor, late.from()), late.to());
      settleFrom = now.plus(settings.pollInterval());
    } else if (ready.course() == null) {
      sweeping = new Sweeping.Front(nextFront.begin(bounds, now));
      dueAt = now.plus(settings.pollInterval());
    }
  }

  /** What a settling listing is to go over; null where none is due. */
  private Settlement.@Nullable Late late(Instant now, boolean room) {
    Course front = sweeping.front();
    Instant shown = discovered.shown();
    if (shown == null || (nextFront.fits() && front == null && room)) {
      return null;
    }
    return settlement.late(shown, room ? front : null, evidence, now);
  }

  /** The cursor whose page is asked for now; one must be in progress. */
  Cursor ask() {
    asked = course();
    return asked.cursor();
  }

  /**
   * Whether the page that was asked for last is still wanted: what was asked of may be given up.
   */
  boolean isAsking() {
    return asked != null && asked.equals(sweeping.course());
  }

  private Course course() {
    return Objects.requireNonNull(sweeping.course(), "No listing is in progress");
  }

  /**
   * Takes in a page of the listing in progress.
   *
   * @param found how many jobs on it were new
   * @return what was wrong with it; null for nothing
   */
  Cursor.@Nullable Trouble answered(Listing listing, JobPage page, int found, Times at) {
    bounds = bounds.after(listing, page);
    PageSeconds seconds = PageSeconds.of(page, listing.start(), listing.end(), evidence.latest());
    Course course = course();
    boolean goesOnAfterRestart = course.equals(resumed);
    if (goesOnAfterRestart && seconds.oldest() != null) {
      // Where tokens are positions, it skips as many jobs as have aged out since.
      course = course.startingAt(seconds.oldest().plus(CreationTimes.GRAIN));
    }
    Advance advance = course.answered(page, evidence.latest(), bounds);
    if (goesOnAfterRestart && advance.next() instanceof Sweep rest && rest.reached() != null) {
      // Nor is it known in this run whether the oldest jobs go on aging out.
      advance = advance.goingOnBy(new Sweep(bounds.surelyFrom(rest.reached()), rest.end()));
    }
    nextFront.found(found);
    discovered.shows(sweeping.taken(seconds.newest()));
    proceed(course, advance, at);
    return advance.trouble();
  }

  private void proceed(Course course, Advance advance, Times at) {
    skip(advance, at.now());
    discovered.placed(sweeping.taken(advance.newest()));
    discovered.shows(sweeping.taken(advance.newest()));
    Instant to = sweeping.taken(advance.listedTo());
    if (to != null) {
      Instant shown = discovered.shown();
      if (advance.next() == null && shown != null) {
        // All that is known up to there has its place now.
        discovered.placed(CreationTimes.earlier(to, shown));
      }
      settlement.listed(course, to, at.askedAt(), evidence);
    }
    Course behind = course.behind(advance, at.askedAt());
    Instant last = discovered.last();
    if (behind == null && !isSettling() && last != null) {
      nextFront.over(course, last, at.askedAt());
    }
    goOn(behind, at.now());
  }

  private void skip(Advance advance, Instant now) {
    if (advance.skipped() != null) {
      settlement.skipped(advance.skipped(), evidence, now);
      if (!isSettling()) {
        nextFront.skipped();
      }
    }
  }

  /** Goes on behind a page; after a settling listing, the front has its turn. */
  private void goOn(@Nullable Course behind, Instant now) {
    if (sweeping instanceof Sweeping.Settling settling) {
      sweeping = settling.behind(behind);
      if (behind == null) {
        settleFrom = now.plus(settlement.isStuck() ? settling.turn(now) : settings.pollInterval());
      }
    } else {
      sweeping = Sweeping.Front.behind(behind);
    }
  }

  /** The service refused the token of the listing in progress. */
  Cursor.@Nullable Trouble tokenRefused(Instant now) {
    Course course = course();
    Advance advance = course.cursor().tokenRefused(evidence.latest(), bounds);
    skip(advance, now);
    goOn(course.behind(advance, now), now);
    return advance.trouble();
  }

  /** Goes on behind what is settled: settling listings may have gone beyond a front that waits. */
  void settled(Instant settled) {
    sweeping = sweeping.behind(settled, bounds);
  }

  /** Gives up what is in progress. */
  void clear() {
    sweeping = new Sweeping.Idle();
  }

  /** Gives up what is in progress for another front. */
  void goOnWith(Course front) {
    sweeping = new Sweeping.Front(front);
  }

  /** Takes in what slices have learned of the times of a listing. */
  void learned(TimeBounds other) {
    bounds = other;
  }

  /** Makes the front due at once. */
  void hurry() {
    dueAt = Instant.EPOCH;
  }
}
