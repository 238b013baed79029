package io.mediajobs.tracking.discovery;

import io.mediajobs.job.JobDetail;
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
import io.mediajobs.tracking.state.ClockSpan;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.ServiceTime;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.SourceState.QuarantinedJob;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.state.TrackedJob;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * <p>Invariant: every job created at {@code settled} or earlier is known, and nothing before it is
 * wanted. Only what jobs prove moves it ({@link CreationClock}, {@link Coverage}).
 *
 * <p>Why: decision 9 in src/docs/develop/decisions.
 */
final class DiscoveryState {

  /** A clock may be so far behind the one that stamps creation times, by their grain. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  /** Further ahead than that of every clock, a creation time says nothing. */
  private static final Duration IMPOSSIBLE = Duration.ofDays(1);

  /** So many jobs a second are worth asking only for seconds that are over. */
  private static final int DENSE = 10;

  /** A clock that is so far behind is not only read with little care. */
  private static final Duration BEHIND = Duration.ofSeconds(5);

  /** Creation times in which late jobs can have turned up, both included. */
  private record Late(Instant from, Instant to) {}

  private final PollSettings settings;
  private final Coverage coverage;
  private CreationClock clock;
  private TimeBounds bounds = TimeBounds.UNKNOWN;

  /** Where the first listing starts; null for no bound. */
  private @Nullable Instant first;

  private @Nullable Instant last;

  /** Creation time of the newest job shown, be its place in the order proven or not. */
  private @Nullable Instant shown;

  private @Nullable Instant settled;
  private @Nullable Course front;
  private @Nullable Course settling;
  private @Nullable Instant settlingTo;

  /** The front of an earlier run; null for none. */
  private final @Nullable Course resumed;

  /** Of what a page was asked for last. */
  private @Nullable Course asked;

  /** Where the next front starts where not all that is unsettled fits on a page. */
  private @Nullable Instant frontFrom;

  /** Whether there are jobs without a creation time. */
  private boolean timeless;

  /** Whether the front began behind what is settled. */
  private boolean frontIsWhole;

  /** Whether all that is unsettled, and as many new jobs as lately, fit on a page. */
  private boolean fits;

  private Instant dueAt;

  /** When the next settling listing may begin: one a cycle. */
  private Instant settleFrom;

  private Instant frontBegunAt;
  private int newJobs;

  /** What the clocks show that stamp no job, as the newest answer says. */
  private ClockSpan clocks = new ClockSpan(Duration.ZERO, Duration.ZERO);

  /** Whether there is no room for what only the earliest clock holds back. */
  private boolean pressed;

  /** Nothing after this is settled: it may have to be listed again. */
  private @Nullable Instant heldAt;

  /** The seconds that could not be paged lately. */
  private final Map<Instant, StuckSecond> stuck = new TreeMap<>();

  /** One of them that is to be told of; null for none. */
  private @Nullable Instant unpageable;

  /** Creation times after this one are not believed. */
  private Instant latest = CreationTimes.BEGINNING;

  /** Up to here the service's clock had come before it was set back; null where it was not. */
  private @Nullable Instant ceiling;

  /** Goes on from a state; a sweep that it holds is this cycle's. */
  DiscoveryState(SourceState state, PollSettings settings, Instant now) {
    this.settings = settings;
    this.coverage = new Coverage(settings.overlap());
    this.last = state.lastCreationTime();
    this.shown = last;
    this.settled = state.settledCreationTime();
    // A time after the newest job's was settled by a clock, which proves nothing.
    if (last != null && settled != null && settled.isAfter(last)) {
      settled = last;
    }
    if (last != null && settled == null) {
      first = last.minus(settings.overlap()).truncatedTo(ChronoUnit.SECONDS);
    }
    if (last == null && settled == null && state.started()) {
      startAtBeginning();
    }
    this.clock = CreationClock.startingWith(last, now);
    this.frontFrom = last;
    SourceState.OpenSweep open = state.sweep();
    if (open == null) {
      resumed = null;
    } else {
      Cursor sweep = Sweep.resumed(open.startTime(), open.endTime(), open.nextToken(), last);
      // Of the newest second that an earlier run has come to, its pages show only the rest.
      Instant newest = last == null ? CreationTimes.BEGINNING : last;
      for (TrackedJob job : state.trackedJobs()) {
        newest = CreationTimes.later(newest, job.creationTime());
      }
      for (QuarantinedJob job : state.quarantinedJobs()) {
        newest = CreationTimes.later(newest, job.creationTime());
      }
      resumed = Course.of(sweep, newest.plus(CreationTimes.GRAIN));
      front = resumed;
    }
    this.dueAt = open == null ? now : now.plus(settings.pollInterval());
    this.settleFrom = now;
    this.frontBegunAt = now;
  }

  /** Sets where the first listing starts; nothing before it is wanted. */
  void startAt(Instant time) {
    first = time.truncatedTo(ChronoUnit.SECONDS);
    settled = first.minus(CreationTimes.GRAIN);
  }

  /** Starts with the oldest job there is. */
  void startAtBeginning() {
    settled = CreationTimes.BEGINNING.minus(CreationTimes.GRAIN);
  }

  /** Starts behind the newest job there is, in whose second others may still be created. */
  void startBehind(Instant newest) {
    startAt(newest);
    last = newest;
    shown = newest;
    frontFrom = newest;
  }

  /** Creation times after this one are not believed. */
  Instant latest() {
    return latest;
  }

  @Nullable Instant last() {
    return last;
  }

  @Nullable Instant settled() {
    return settled;
  }

  TimeBounds bounds() {
    return bounds;
  }

  @Nullable Course front() {
    return front;
  }

  /** Whether no job was new since the newest front began. */
  boolean foundNothing() {
    return newJobs == 0;
  }

  /** Whether the newest front was to show all that is not settled. */
  boolean frontIsWhole() {
    return frontIsWhole;
  }

  boolean isSettling() {
    return settling != null;
  }

  /** Up to where the settling listing in progress is to go; null where none is. */
  @Nullable Instant settlingTo() {
    return settling == null ? null : settlingTo;
  }

  /** The part of the offset that discovery owns; a settling listing is simply done again. */
  SourceState state(
      List<SourceState.OpenSlice> slices,
      List<TrackedJob> trackedJobs,
      List<QuarantinedJob> quarantinedJobs) {
    SourceState.OpenSweep open = null;
    if (front != null && front.cursor() instanceof Sweep sweep && sweep.token() != null) {
      open = new SourceState.OpenSweep(sweep.token(), sweep.start(), sweep.end());
    }
    return new SourceState(last, settled, open, slices, trackedJobs, quarantinedJobs);
  }

  /**
   * When a page can be asked for; now or earlier means at once.
   *
   * @param room whether new jobs can be taken in; without it only settling listings go on
   * @return {@link Instant#MAX} while there is no room
   */
  Instant due(Instant now, boolean room) {
    if (settling != null || (front != null && room)) {
      return now;
    }
    Instant due = room ? dueAt : Instant.MAX;
    return settleFrom.isBefore(due) && late(now, room) != null ? settleFrom : due;
  }

  /** Whether a settling listing can bring room: only then may discovery be made to wait. */
  boolean canSettle() {
    return shown != null && base().isBefore(shown.minus(CreationTimes.GRAIN));
  }

  /** Begins the listing that is due, where none that may go on is in progress. */
  void begin(Instant now, boolean room) {
    if (settling != null) {
      return;
    }
    Late late = now.isBefore(settleFrom) ? null : late(now, room);
    if (late != null) {
      Instant start =
          late.from().isAfter(CreationTimes.BEGINNING) ? bounds.surelyFrom(late.from()) : null;
      settlingTo = late.to();
      settling = Course.of(new Sweep(start, bounds.surelyTo(late.to())), late.from());
      settleFrom = now.plus(settings.pollInterval());
    } else if (front == null) {
      front = newFront(now);
      dueAt = now.plus(settings.pollInterval());
    }
  }

  private Course newFront(Instant now) {
    Instant from = base().plus(CreationTimes.GRAIN);
    Instant known = frontFrom;
    // Without any proof, nothing looks for late jobs behind the front.
    boolean settles = settled != null && clock.at(now) != null;
    frontIsWhole = fits || !settles || known == null || !known.isAfter(from);
    if (!frontIsWhole && known != null) {
      from = known;
    }
    Instant start = from.isAfter(CreationTimes.BEGINNING) ? bounds.surelyFrom(from) : null;
    if (timeless && start != null) {
      // A restart does not know the bounds, and may not see more than was seen before it.
      start = from.minus(CreationTimes.GRAIN);
    }
    double seconds = Math.max(1, Duration.between(frontBegunAt, now).toMillis() / 1000.0);
    boolean dense = frontFrom != null && newJobs >= DENSE * seconds;
    Instant over = lastOver(now);
    Instant end = dense && over != null && !over.isBefore(from) ? over : null;
    if (ceiling != null) {
      end = latest.truncatedTo(ChronoUnit.SECONDS);
    }
    frontBegunAt = now;
    newJobs = 0;
    return Course.of(new Sweep(start, end), from);
  }

  /** The cursor whose page is asked for now; one must be in progress. */
  Cursor ask() {
    asked = currentCourse();
    return asked.cursor();
  }

  /**
   * Whether the page that was asked for last is still wanted: what was asked of may be given up.
   */
  boolean isAsking() {
    return asked != null && asked.equals(settling != null ? settling : front);
  }

  private Course currentCourse() {
    Course current = settling != null ? settling : front;
    if (current == null) {
      throw new IllegalStateException("No listing is in progress");
    }
    return current;
  }

  /** A job that is not known although it was created before is not new: null for no such time. */
  @Nullable Instant floor() {
    return settled != null ? settled.plus(CreationTimes.GRAIN) : first;
  }

  /**
   * Takes in what an answer to any question tells of clocks and creation times.
   *
   * @param serviceTime the service's clock by its {@code Date} headers, this answer's taken in
   */
  void heard(JobPage page, Times at, ServiceTime serviceTime) {
    Instant service = serviceTime.known() ? serviceTime.at(at.now()) : null;
    Instant newest = at.wall();
    if (service != null) {
      newest = CreationTimes.later(newest, service);
    }
    clocks = ClockSpan.of(serviceTime, at);
    if (ceiling != null && service != null) {
      newest = service;
      ceiling = service.isBefore(ceiling) ? ceiling : null;
    }
    // Those from before the clock was set back prove nothing.
    Instant possible = newest.plus(ceiling == null ? IMPOSSIBLE : SLACK);
    clock = clock.after(page, possible, at.now());
    Instant proven = ceiling != null ? null : clock.at(at.now());
    latest = (proven == null ? newest : CreationTimes.later(newest, proven)).plus(SLACK);
  }

  /**
   * The answer without creation times that can't be: before the service was there, or far ahead.
   */
  JobPage possible(JobPage page) {
    Instant most = latest.plus(IMPOSSIBLE);
    if (page.jobs().stream().allMatch(job -> isPossible(job, most))) {
      return page;
    }
    return page.with(
        page.jobs().stream()
            .map(job -> isPossible(job, most) ? job : job.withoutCreationTime())
            .toList());
  }

  private static boolean isPossible(JobDetail job, Instant most) {
    Instant created = job.creationTime();
    return created == null || !(created.isBefore(CreationTimes.BEGINNING) || created.isAfter(most));
  }

  /**
   * Takes in a page of the listing in progress.
   *
   * @param found how many jobs on it were new
   * @return what was wrong with it; null for nothing
   */
  Cursor.@Nullable Trouble answered(Listing asked, JobPage page, int found, Times at) {
    bounds = bounds.after(asked, page);
    PageSeconds seconds = PageSeconds.of(page, asked.start(), asked.end(), latest);
    Course course = currentCourse();
    boolean goesOnAfterRestart = course.equals(resumed);
    if (goesOnAfterRestart && seconds.oldest() != null) {
      // Where tokens are positions, it skips as many jobs as have aged out since.
      course = course.startingAt(seconds.oldest().plus(CreationTimes.GRAIN));
    }
    Advance advance = course.answered(page, latest, bounds);
    if (goesOnAfterRestart && advance.next() instanceof Sweep rest && rest.reached() != null) {
      // Nor is it known in this run whether the oldest jobs go on aging out.
      advance = advance.goingOnBy(new Sweep(bounds.surelyFrom(rest.reached()), rest.end()));
    }
    newJobs += found;
    Instant newest = taken(seconds.newest());
    if (newest != null) {
      shown = shown == null ? newest : CreationTimes.later(shown, newest);
    }
    proceed(course, advance, at);
    return advance.trouble();
  }

  private void proceed(Course course, Advance advance, Times at) {
    if (advance.skipped() != null) {
      skipped(advance.skipped(), at.now());
    }
    Instant newest = taken(advance.newest());
    if (newest != null) {
      last = last == null ? newest : CreationTimes.later(last, newest);
      shown = shown == null ? last : CreationTimes.later(shown, last);
    }
    Instant to = taken(advance.listedTo());
    if (to != null) {
      if (advance.next() == null && shown != null) {
        // All that is known up to there has its place now.
        Instant known = CreationTimes.earlier(to, shown);
        last = last == null ? known : CreationTimes.later(last, known);
      }
      coverage.listed(course.from(), to, course.since(at.askedAt()), clocks);
    }
    Course behind = course.behind(advance, at.askedAt());
    if (settling != null) {
      goOnSettling(behind, at.now());
      return;
    }
    if (behind == null) {
      Instant over = lastOver(course.begunAt() == null ? at.askedAt() : course.begunAt());
      Instant end = course.cursor().end();
      over = over == null || end == null ? over : CreationTimes.earlier(over, end);
      if (last != null) {
        Instant listed =
            over == null ? last.minus(CreationTimes.GRAIN) : CreationTimes.earlier(over, last);
        frontFrom = listed.plus(CreationTimes.GRAIN);
      }
    }
    front = behind;
  }

  /** Goes on with the settling listing; after it, the front has its turn. */
  private void goOnSettling(@Nullable Course behind, Instant now) {
    settling = behind;
    if (behind == null) {
      boolean again = !stuck.isEmpty();
      settleFrom = now.plus(again ? StuckSecond.PAUSE : settings.pollInterval());
    }
  }

  /** As far as the listing in progress takes jobs in: a settling one may show more. */
  private @Nullable Instant taken(@Nullable Instant shownTo) {
    return shownTo == null || settling == null || settlingTo == null
        ? shownTo
        : CreationTimes.earlier(shownTo, settlingTo);
  }

  /** A second can't be paged: it is tried again, until that has gone on for long. */
  private void skipped(Instant second, Instant now) {
    StuckSecond after = StuckSecond.after(stuck.get(second), second, now);
    stuck.put(second, after);
    unpageable = after.isToTell() ? second : unpageable;
    if (after.isLeft(now)) {
      stuck.remove(second);
      coverage.listed(second, second, now, clocks);
    }
  }

  /** A second that has just been found to have more jobs than can be paged; null for none. */
  @Nullable Instant unpageable() {
    Instant told = unpageable;
    unpageable = null;
    return told;
  }

  /** The service refused the token of the listing in progress. */
  Cursor.@Nullable Trouble tokenRefused(Instant now) {
    Course course = currentCourse();
    Advance advance = course.cursor().tokenRefused(latest, bounds);
    if (advance.skipped() != null) {
      skipped(advance.skipped(), now);
    }
    Course again = course.behind(advance, now);
    if (settling != null) {
      goOnSettling(again, now);
    } else {
      front = again;
    }
    return advance.trouble();
  }

  /** Up to here jobs prove that all are known, whatever other clocks show. */
  Instant proven() {
    Instant newest = last == null ? base() : last;
    return coverage.settled(base(), newest, clock, Coverage.Held.NOT_AT_ALL);
  }

  /**
   * Settles what is proven.
   *
   * @param room whether there is room for what the earliest of the clocks holds back
   */
  void settle(boolean room) {
    pressed = !room;
    if (shown == null) {
      return;
    }
    Instant limit = heldAt == null ? shown : CreationTimes.earlier(heldAt, shown);
    Instant reached = coverage.settled(base(), limit, clock, held());
    coverage.forget(reached);
    stuck.keySet().removeIf(second -> !second.isAfter(reached));
    if (reached.isAfter(base())) {
      settled = reached;
      // All that is known up to there has its place.
      last = last == null ? reached : CreationTimes.later(last, reached);
    }
    if (front != null && settled != null && !front.from().isAfter(settled)) {
      // Settling listings have gone beyond it while it waited for room.
      front = front.startingBehind(settled, bounds);
    }
  }

  /**
   * Notes how many known jobs were created after what is settled, as far as a page goes.
   *
   * @param timeless whether there are jobs without a creation time
   */
  void unsettled(int jobs, boolean timeless) {
    this.timeless = timeless;
    fits = jobs + newJobs <= settings.pageSize();
  }

  /** Nothing is settled beyond what is now, until {@link #release}. */
  void hold() {
    heldAt = base();
  }

  boolean isHeld() {
    return heldAt != null;
  }

  /** Up to where the front's listing has come, which may be settled then. */
  Instant listed() {
    return front == null ? CreationTimes.END : front.from().minus(CreationTimes.GRAIN);
  }

  /** What was held may be settled up to a time; {@link CreationTimes#END} ends the hold. */
  void release(Instant upTo) {
    heldAt = upTo.equals(CreationTimes.END) ? null : upTo;
  }

  /** What was held is listed again, by creation times. */
  void listAgain() {
    Instant from = (heldAt == null ? base() : heldAt).plus(CreationTimes.GRAIN);
    coverage.clear();
    heldAt = null;
    Instant start = from.isAfter(CreationTimes.BEGINNING) ? from : null;
    front = Course.of(Windows.of(start, latest, true, bounds), from);
    settling = null;
  }

  /**
   * The service's clock was set back to this time.
   *
   * @param lookFrom from when on jobs may have been created since
   * @return false where that is no time before the newest job's
   */
  boolean setBack(Instant to, Instant lookFrom) {
    if (last == null || !last.isAfter(to.plus(SLACK))) {
      return false;
    }
    Instant from = lookFrom.minus(settings.overlap()).truncatedTo(ChronoUnit.SECONDS);
    ceiling = ceiling == null ? last : CreationTimes.later(ceiling, last);
    latest = to.plus(SLACK);
    last = from;
    shown = from;
    settled = settled == null ? from : CreationTimes.earlier(settled, from);
    frontFrom = from;
    front = null;
    settling = null;
    coverage.clear();
    clock = clock.forgotten();
    return true;
  }

  /** Every job created up to here is visible by now; null where nothing proves it for any. */
  @Nullable Instant horizon(Instant now) {
    return horizon(now, held());
  }

  private @Nullable Instant horizon(Instant now, Coverage.Held held) {
    Instant certain = clock.at(now);
    if (certain == null) {
      return null;
    }
    if (held != Coverage.Held.NOT_AT_ALL) {
      certain = CreationTimes.earlier(certain, clocks.at(now, held == Coverage.Held.BY_LATEST));
    }
    return certain
        .minus(settings.overlap())
        .minus(CreationTimes.GRAIN)
        .truncatedTo(ChronoUnit.SECONDS);
  }

  /** The same as far as slices have come from the past; they stand in for the front. */
  void after(Slices slices, TimeBounds learned) {
    bounds = learned;
    front = null;
    settling = null;
    heldAt = null;
    newJobs = 0;
    coverage.clear();
    Instant newest = slices.newest();
    last =
        last == null || newest == null
            ? (last == null ? newest : last)
            : CreationTimes.later(last, newest);
    settled = settled == null ? slices.settled() : CreationTimes.later(settled, slices.settled());
    if (slices.done() && last != null) {
      // Beyond the newest job, nothing proves anything.
      settled = CreationTimes.earlier(settled, last);
    }
    frontFrom = settled.plus(CreationTimes.GRAIN);
    shown = shown == null ? last : last == null ? shown : CreationTimes.later(shown, last);
    if (slices.done()) {
      dueAt = Instant.EPOCH;
    }
  }

  /** The second before the one from which on nothing is settled. */
  private Instant base() {
    if (settled != null) {
      return settled;
    }
    return (first == null ? CreationTimes.BEGINNING : first).minus(CreationTimes.GRAIN);
  }

  /** The newest second that was surely over; null where nothing tells. */
  private @Nullable Instant lastOver(Instant time) {
    Instant proven = clock.at(time);
    return proven == null
        ? null
        : proven.truncatedTo(ChronoUnit.SECONDS).minus(CreationTimes.GRAIN);
  }

  /** What a settling listing is to go over; null where none is due. */
  private @Nullable Late late(Instant now, boolean room) {
    if (shown == null || (fits && front == null && room)) {
      return null;
    }
    Instant proven = clock.at(now);
    boolean behind = proven != null && clocks.at(now, pressed).isBefore(proven.minus(BEHIND));
    // Where a clock is far behind, late jobs are looked for all the same. They are settled by the
    // other clock once there is little room, and need not be listed again for that.
    return late(now, room, behind && !pressed ? Coverage.Held.NOT_AT_ALL : held());
  }

  private @Nullable Late late(Instant now, boolean room, Coverage.Held held) {
    Instant horizon = horizon(now, held);
    if (shown == null || horizon == null) {
      return null;
    }
    Instant upTo = CreationTimes.earlier(horizon, shown);
    Course goesOn = room ? front : null;
    if (goesOn != null) {
      // What the front is still to list is no gap.
      upTo = CreationTimes.earlier(upTo, goesOn.from().minus(CreationTimes.GRAIN));
    }
    // What only waits to be settled need not be listed again.
    Instant from = coverage.settled(base(), shown, clock, held);
    if (!upTo.isAfter(from)) {
      return null;
    }
    Instant lacking = coverage.lacking(from, upTo, clock, held, goesOn != null);
    if (lacking == null) {
      return null;
    }
    Duration batch =
        settings.overlap().compareTo(settings.pollInterval()) > 0
            ? settings.overlap()
            : settings.pollInterval();
    // A stretch at a time, or all that there is.
    boolean all = !upTo.isBefore(shown);
    return all || !lacking.isBefore(from.plus(batch))
        ? new Late(from.plus(CreationTimes.GRAIN), lacking)
        : null;
  }

  private Coverage.Held held() {
    return pressed ? Coverage.Held.BY_LATEST : Coverage.Held.BY_EARLIEST;
  }
}
