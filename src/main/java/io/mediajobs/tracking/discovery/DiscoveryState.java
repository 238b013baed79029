package io.mediajobs.tracking.discovery;

import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.tracking.listing.Course;
import io.mediajobs.tracking.listing.Cursor;
import io.mediajobs.tracking.listing.Cursor.Advance;
import io.mediajobs.tracking.listing.PageSeconds;
import io.mediajobs.tracking.listing.StuckSecond;
import io.mediajobs.tracking.listing.Sweep;
import io.mediajobs.tracking.listing.TimeBounds;
import io.mediajobs.tracking.listing.Windows;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.SourceState.QuarantinedJob;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.state.TrackedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where discovery stands: finds jobs by creation time, ascending, in two kinds of listings.
 *
 * <p>The front is listed on every cycle, from what is not settled on where that fits on a page, and
 * else from the seconds that were not over the last time. A job may become visible up to the
 * overlap after its creation time, so behind the front lies a stretch where late jobs can still
 * turn up. It is listed once more when every job in it must be visible, by the front itself or by a
 * settling listing; a steady stream thus costs two listings of each job, not one a cycle.
 *
 * <p>Why: decision 9 in src/docs/develop/decisions.
 */
final class DiscoveryState {

  private final PollSettings settings;
  private final Evidence evidence;
  private final Settlement settlement;
  private final NextFront nextFront;
  private Sweeping sweeping = new Sweeping.Idle();
  private TimeBounds bounds = TimeBounds.UNKNOWN;
  private @Nullable Instant last;

  /** Creation time of the newest job shown, be its place in the order proven or not. */
  private @Nullable Instant shown;

  /** The front of an earlier run; null for none. */
  private final @Nullable Course resumed;

  /** Of what a page was asked for last. */
  private @Nullable Course asked;

  /** Up to where slices go, or went; null for none. */
  private @Nullable Instant sliced;

  /** The slices that stand in for the front; null for none. */
  private @Nullable Slices slices;

  private Instant dueAt;

  /** When the next settling listing may begin: one a cycle. */
  private Instant settleFrom;

  /** Goes on from a state; a sweep that it holds is this cycle's. */
  DiscoveryState(SourceState state, PollSettings settings, Instant now) {
    this.settings = settings;
    this.last = state.lastCreationTime();
    this.shown = last;
    this.settlement = new Settlement(settings, last, state.settledCreationTime());
    if (last == null && settlement.settled() == null && state.started()) {
      startAtBeginning();
    }
    this.evidence = new Evidence(settings.overlap(), last, now);
    this.nextFront = new NextFront(settings, settlement, evidence, last, now);
    this.resumed = Sweeping.Front.resumed(state);
    if (resumed != null) {
      sweeping = new Sweeping.Front(resumed);
    }
    this.dueAt = resumed == null ? now : now.plus(settings.pollInterval());
    this.settleFrom = now;
  }

  /** Sets where the first listing starts; nothing before it is wanted. */
  void startAt(Instant time) {
    settlement.startAt(time);
  }

  /** Starts with the oldest job there is. */
  void startAtBeginning() {
    settlement.startAtBeginning();
  }

  /** Starts behind the newest job there is, in whose second others may still be created. */
  void startBehind(Instant newest) {
    startAt(newest);
    last = newest;
    shown = newest;
    nextFront.startAt(newest);
  }

  /** What answers have told of the time in which jobs are created. */
  Evidence evidence() {
    return evidence;
  }

  /** Up to which creation time every job is known. */
  Settlement settlement() {
    return settlement;
  }

  /** Creation times after this one are not believed. */
  Instant latest() {
    return evidence.latest();
  }

  /** Creation time of the newest job discovered; null before the first. */
  @Nullable Instant last() {
    return last;
  }

  /** Up to here jobs have been created, as far as is known; null for unknown. */
  @Nullable Instant reached() {
    return later(sliced, later(last, shown));
  }

  /** Whether the front can begin again from some time: not before it has come to one. */
  boolean canBeginAgain() {
    return slices == null && last != null;
  }

  /** What is known of the times of a listing. */
  TimeBounds bounds() {
    return bounds;
  }

  /** The front in progress, be it interrupted; null for none. */
  @Nullable Course front() {
    return sweeping.front();
  }

  /** From where to where the front is listed next, and what it has shown. */
  NextFront nextFront() {
    return nextFront;
  }

  /** Whether a settling listing is in progress. */
  boolean isSettling() {
    return sweeping instanceof Sweeping.Settling;
  }

  /** Up to where the settling listing in progress is to go; null where none is. */
  @Nullable Instant settlingTo() {
    return sweeping.settlingTo();
  }

  /** The part of the offset that discovery owns; a settling listing is simply done again. */
  SourceState state(
      List<SourceState.OpenSlice> slices,
      List<TrackedJob> trackedJobs,
      List<QuarantinedJob> quarantinedJobs) {
    SourceState.OpenSweep open = null;
    Course front = sweeping.front();
    if (front != null && front.cursor() instanceof Sweep sweep && sweep.token() != null) {
      open = new SourceState.OpenSweep(sweep.token(), sweep.start(), sweep.end());
    }
    return new SourceState(last, settlement.settled(), open, slices, trackedJobs, quarantinedJobs);
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

  /** Whether a settling listing can bring room: only then may discovery be made to wait. */
  boolean canSettle() {
    return shown != null && settlement.base().isBefore(shown.minus(CreationTimes.GRAIN));
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
    Course course = sweeping.course();
    if (course == null) {
      throw new IllegalStateException("No listing is in progress");
    }
    return course;
  }

  /**
   * Takes in a page of the listing in progress.
   *
   * @param found how many jobs on it were new
   * @return what was wrong with it; null for nothing
   */
  Cursor.@Nullable Trouble answered(Listing listing, JobPage page, int found, Times at) {
    bounds = bounds.after(listing, page);
    PageSeconds seconds = PageSeconds.of(page, listing.start(), listing.end(), latest());
    Course course = course();
    boolean goesOnAfterRestart = course.equals(resumed);
    if (goesOnAfterRestart && seconds.oldest() != null) {
      // Where tokens are positions, it skips as many jobs as have aged out since.
      course = course.startingAt(seconds.oldest().plus(CreationTimes.GRAIN));
    }
    Advance advance = course.answered(page, latest(), bounds);
    if (goesOnAfterRestart && advance.next() instanceof Sweep rest && rest.reached() != null) {
      // Nor is it known in this run whether the oldest jobs go on aging out.
      advance = advance.goingOnBy(new Sweep(bounds.surelyFrom(rest.reached()), rest.end()));
    }
    nextFront.found(found);
    shown = later(shown, taken(seconds.newest()));
    proceed(course, advance, at);
    return advance.trouble();
  }

  private void proceed(Course course, Advance advance, Times at) {
    skip(advance, at.now());
    last = later(last, taken(advance.newest()));
    shown = later(shown, taken(advance.newest()));
    Instant to = taken(advance.listedTo());
    if (to != null) {
      if (advance.next() == null && shown != null) {
        // All that is known up to there has its place now.
        last = later(last, CreationTimes.earlier(to, shown));
      }
      settlement.listed(course, to, at.askedAt(), evidence);
    }
    Course behind = course.behind(advance, at.askedAt());
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
        settleFrom = now.plus(settlement.isStuck() ? turn(settling, now) : settings.pollInterval());
      }
    } else {
      sweeping = Sweeping.Front.behind(behind);
    }
  }

  /** How long the front goes on before seconds are tried again: as long as that has taken. */
  private static Duration turn(Sweeping.Settling settling, Instant now) {
    Instant begunAt = settling.course().begunAt();
    Duration took = begunAt == null ? Duration.ZERO : Duration.between(begunAt, now);
    return took.compareTo(StuckSecond.PAUSE) > 0 ? took : StuckSecond.PAUSE;
  }

  /** As far as the listing in progress takes jobs in: a settling one may show more. */
  private @Nullable Instant taken(@Nullable Instant shownTo) {
    Instant to = sweeping.settlingTo();
    return shownTo == null || to == null ? shownTo : CreationTimes.earlier(shownTo, to);
  }

  private static @Nullable Instant later(@Nullable Instant known, @Nullable Instant time) {
    return known == null || time == null
        ? (known == null ? time : known)
        : CreationTimes.later(known, time);
  }

  /** The service refused the token of the listing in progress. */
  Cursor.@Nullable Trouble tokenRefused(Instant now) {
    Course course = course();
    Advance advance = course.cursor().tokenRefused(latest(), bounds);
    skip(advance, now);
    goOn(course.behind(advance, now), now);
    return advance.trouble();
  }

  /** Whether jobs prove that all of a creation time are known, whatever other clocks show. */
  boolean isProven(Instant creation) {
    return !creation.isAfter(settlement.proven(last, evidence))
        || (slices != null && slices.settle(creation))
        || isPassed(creation);
  }

  /** Whether the front goes on by creation times behind this one, and began when it was over. */
  private boolean isPassed(Instant creation) {
    Course front = sweeping.front();
    if (front == null || front.begunAt() == null || !(front.cursor() instanceof Windows rest)) {
      return false;
    }
    Instant visible = evidence.horizon(front.begunAt(), Coverage.Held.NOT_AT_ALL);
    return creation.isBefore(rest.from()) && visible != null && !creation.isAfter(visible);
  }

  /**
   * Settles what is proven.
   *
   * @param room whether there is room for what the earliest of the clocks holds back
   */
  void settle(boolean room) {
    evidence.press(!room);
    if (shown != null && settlement.settle(shown, evidence)) {
      // All that is known up to there has its place.
      last = later(last, settlement.settled());
    }
    if (settlement.settled() != null) {
      // Settling listings may have gone beyond a front that waits for room.
      sweeping = sweeping.behind(settlement.settled(), bounds);
    }
  }

  /** Up to where the front's listing has come, which may be settled then. */
  Instant listed() {
    Course front = sweeping.front();
    return front == null ? CreationTimes.END : front.from().minus(CreationTimes.GRAIN);
  }

  /** What was held is listed again, by creation times. */
  void listAgain() {
    Instant from = settlement.listAgain();
    Instant start = from.isAfter(CreationTimes.BEGINNING) ? from : null;
    sweeping = new Sweeping.Front(Course.of(Windows.of(start, latest(), true, bounds), from));
  }

  /**
   * The service's clock was set back to this time.
   *
   * @param lookFrom from when on jobs may have been created since
   * @return false where that is no time before the newest job's
   */
  boolean setBack(Instant to, Instant lookFrom) {
    if (last == null || !evidence.setBack(to, last)) {
      return false;
    }
    last = CreationTimes.second(lookFrom.minus(settings.overlap()));
    shown = last;
    nextFront.startAt(last);
    slices = null;
    sliced = null;
    sweeping = new Sweeping.Idle();
    settlement.setBack(last);
    return true;
  }

  /** Takes in how far slices have come from the past; they stand in for the front. */
  void after(Slices slices, TimeBounds learned) {
    this.slices = slices.done() ? null : slices;
    sliced = slices.stop();
    bounds = learned;
    sweeping = new Sweeping.Idle();
    last = later(last, slices.newest());
    settlement.slicesSettled(slices.settled(), slices.done() ? last : null);
    nextFront.startBehindSlices();
    shown = later(shown, last);
    if (slices.done()) {
      dueAt = Instant.EPOCH;
    }
  }
}
