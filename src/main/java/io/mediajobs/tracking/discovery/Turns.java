package io.mediajobs.tracking.discovery;

import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.tracking.discovery.Sweeping.Settling;
import io.mediajobs.tracking.listing.Course;
import io.mediajobs.tracking.listing.Cursor;
import io.mediajobs.tracking.listing.Cursor.Advance;
import io.mediajobs.tracking.listing.PageSeconds;
import io.mediajobs.tracking.listing.TimeBounds;
import io.mediajobs.tracking.listing.Windows;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.Notices.Trouble;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.tracked.NextPage;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The listings of the front and those that settle, which take turns: one at a time. */
final class Turns {

  private final PollSettings settings;
  private final Evidence evidence;
  private final Settlement settlement;
  private final Fronts fronts;
  private Sweeping sweeping;
  private TimeBounds bounds = TimeBounds.UNKNOWN;

  /** The front of an earlier run; null for none. */
  private final @Nullable Course resumed;

  /** Of what a page was asked for last. */
  private @Nullable Course asked;

  private Instant dueAt;

  /** When the next settling listing may begin: one a cycle. */
  private Instant settleFrom;

  /** Begins with the front that an earlier run has left open, which is this cycle's. */
  Turns(
      PollSettings settings,
      Evidence evidence,
      Settlement settlement,
      Fronts fronts,
      @Nullable Course resumed,
      Instant now) {
    this.settings = settings;
    this.evidence = evidence;
    this.settlement = settlement;
    this.fronts = fronts;
    this.resumed = resumed;
    this.sweeping = new Sweeping(resumed, null);
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

  /** From where on listings in progress go on; the end where there are none. */
  Instant openFrom() {
    Course front = front();
    Settling settling = sweeping.settling();
    Instant from = front == null ? CreationTimes.END : front.openFrom();
    return settling == null ? from : CreationTimes.earlier(from, settling.course().openFrom());
  }

  /** Whether a settling listing is in progress. */
  boolean isSettling() {
    return sweeping.settling() != null;
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

  /**
   * The page of the front that is asked for next, or is being asked for.
   *
   * @param isFree whether no other listing has to end before
   */
  NextPage nextPage(boolean isFree, Instant now) {
    return front() == null
        ? fronts.next(bounds, dueAt, isFree && !isSettling(), now)
        : fronts.current();
  }

  /** Begins the listing that is due, where none that may go on is in progress. */
  void begin(Instant now, boolean room) {
    if (isSettling()) {
      return;
    }
    Settling late = now.isBefore(settleFrom) ? null : late(now, room);
    if (late != null) {
      sweeping = new Sweeping(front(), late);
      settleFrom = now.plus(settings.pollInterval());
    } else if (front() == null) {
      sweeping = new Sweeping(fronts.begin(bounds, now), null);
      dueAt = now.plus(settings.pollInterval());
    }
  }

  /** The settling listing that is due; null for none. */
  private @Nullable Settling late(Instant now, boolean room) {
    Course front = front();
    Instant shown = fronts.shown();
    if (shown == null || (fronts.fits() && front == null && room)) {
      return null;
    }
    return settlement.late(shown, room ? front : null, bounds, now);
  }

  /** The cursor whose page is asked for now; one must be in progress. */
  Cursor ask() {
    asked = course();
    return asked.cursor();
  }

  /** Whether the page that was asked for last is still wanted: its listing may be given up. */
  boolean isAsking() {
    return asked != null && asked.equals(sweeping.course());
  }

  private Course course() {
    return Objects.requireNonNull(sweeping.course(), "No listing is in progress");
  }

  /** Takes in a page with so many new jobs; returns what was wrong with it, null for nothing. */
  @Nullable Trouble answered(Listing listing, JobPage page, int found, Times at) {
    bounds = bounds.after(listing, page);
    PageSeconds seconds = PageSeconds.of(page, listing.start(), listing.end(), evidence.latest());
    if (!isSettling()) {
      fronts.listed(listing, page);
    }
    Course course = course();
    boolean goesOnAfterRestart = course.equals(resumed);
    if (goesOnAfterRestart && seconds.oldest() != null) {
      // Where tokens are positions, it skips as many jobs as have aged out since.
      course = course.startingAt(seconds.oldest().plus(CreationTimes.GRAIN));
    }
    Advance advance = course.cursor().answered(page, evidence.latest(), bounds);
    if (goesOnAfterRestart && !(advance.next() instanceof Windows)) {
      advance = course.behindRestart(advance, bounds);
    }
    fronts.found(found);
    fronts.shows(sweeping.taken(seconds.newest()));
    proceed(course, advance, at);
    return advance.trouble();
  }

  private void proceed(Course course, Advance advance, Times at) {
    skip(advance, at.now());
    fronts.placed(sweeping.taken(advance.newest()));
    fronts.shows(sweeping.taken(advance.newest()));
    Instant to = sweeping.taken(advance.listedTo());
    if (to != null) {
      Instant shown = fronts.shown();
      if (advance.next() == null && shown != null) {
        // All that is known up to there has its place now.
        fronts.placed(CreationTimes.earlier(to, shown));
      }
      settlement.listed(course, to, at.askedAt());
    }
    Course behind = course.behind(advance, at.askedAt());
    if (behind != null && advance.trouble() == Trouble.FILTER) {
      // It begins again, with all that there is.
      behind = Course.of(behind.cursor(), settlement.floor());
    }
    if (behind == null && !isSettling()) {
      fronts.over(course, at.askedAt());
    }
    goOn(behind, at.now());
  }

  private void skip(Advance advance, Instant now) {
    if (advance.skipped() != null) {
      settlement.skipped(advance.skipped(), now);
      if (!isSettling()) {
        fronts.skipped();
      }
    }
  }

  /** Goes on behind a page; after a settling listing, the front has its turn. */
  private void goOn(@Nullable Course behind, Instant now) {
    Settling settling = sweeping.settling();
    sweeping = sweeping.behind(behind);
    if (settling != null && behind == null) {
      settleFrom = now.plus(settlement.isStuck() ? settling.turn(now) : settings.pollInterval());
    }
  }

  /** The service refused the token of the listing in progress. */
  @Nullable Trouble tokenRefused(Instant now) {
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
    sweeping = Sweeping.NOTHING;
  }

  /** Gives up what is in progress for another front. */
  void goOnWith(Course front) {
    sweeping = new Sweeping(front, null);
  }

  /** Asks for the next front at a time of choice. */
  void postpone(Instant time) {
    dueAt = time;
  }

  /** Takes in what slices have learned; once they are done, the front is due at once. */
  void sliced(TimeBounds learned, boolean done) {
    bounds = learned;
    clear();
    if (done) {
      postpone(Instant.EPOCH);
    }
  }
}
