package io.mediajobs.tracking.discovery;

import io.mediajobs.tracking.listing.Course;
import io.mediajobs.tracking.listing.StuckSecond;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Up to which creation time every job is known, and what has to be listed again so that it can move
 * on.
 *
 * <p>Invariant: every job created at {@code settled} or earlier is known, and nothing before it is
 * wanted. Only what jobs prove moves it ({@link Evidence}, {@link Coverage}).
 */
final class Settlement {

  /** Creation times in which late jobs can have turned up, both included. */
  record Late(Instant from, Instant to) {}

  private final PollSettings settings;
  private final Coverage coverage;

  /** Where the first listing starts; null for no bound. */
  private @Nullable Instant first;

  private @Nullable Instant settled;

  /** Nothing after this is settled: it may have to be listed again. */
  private @Nullable Instant heldAt;

  /** The seconds that could not be paged lately. */
  private final Map<Instant, StuckSecond> stuck = new TreeMap<>();

  /** One of them that is to be told of; null for none. */
  private @Nullable Instant unpageable;

  /**
   * What an earlier run has settled.
   *
   * @param last creation time of its newest job; null for none
   * @param settled up to where it had settled; null for nowhere
   */
  Settlement(PollSettings settings, @Nullable Instant last, @Nullable Instant settled) {
    this.settings = settings;
    this.coverage = new Coverage(settings.overlap());
    // A time after the newest job's was settled by a clock, which proves nothing.
    this.settled = last == null || settled == null ? settled : CreationTimes.earlier(settled, last);
    if (last != null && settled == null) {
      first = CreationTimes.second(last.minus(settings.overlap()));
    }
  }

  /** Sets where the first listing starts; nothing before it is wanted. */
  void startAt(Instant time) {
    first = CreationTimes.second(time);
    settled = first.minus(CreationTimes.GRAIN);
  }

  /** Starts with the oldest job there is. */
  void startAtBeginning() {
    settled = CreationTimes.BEGINNING.minus(CreationTimes.GRAIN);
  }

  /** Up to where every job is known; null where nothing is settled yet. */
  @Nullable Instant settled() {
    return settled;
  }

  /** The second before the one from which on nothing is settled. */
  Instant base() {
    if (settled != null) {
      return settled;
    }
    return (first == null ? CreationTimes.BEGINNING : first).minus(CreationTimes.GRAIN);
  }

  /** A job that is not known although it was created before is not new: null for no such time. */
  @Nullable Instant floor() {
    return settled != null ? settled.plus(CreationTimes.GRAIN) : first;
  }

  /** Takes in that a course has listed all up to a time. */
  void listed(Course course, Instant to, Instant askedAt, Evidence evidence) {
    coverage.listed(course.from(), to, course.since(askedAt), evidence.clocks());
  }

  /** A second can't be paged: it is tried again, until that has gone on for long. */
  void skipped(Instant second, Evidence evidence, Instant now) {
    StuckSecond after = StuckSecond.after(stuck.get(second), second, now);
    stuck.put(second, after);
    unpageable = after.isToTell() ? second : unpageable;
    if (after.isLeft(now)) {
      stuck.remove(second);
      coverage.listed(second, second, now, evidence.clocks());
    }
  }

  /** Whether there are seconds that could not be paged lately. */
  boolean isStuck() {
    return !stuck.isEmpty();
  }

  /** A second that has just been found to have more jobs than can be paged; null for none. */
  @Nullable Instant unpageable() {
    Instant told = unpageable;
    unpageable = null;
    return told;
  }

  /**
   * Settles what is proven, up to the newest job.
   *
   * @return whether that is more than before
   */
  boolean settle(Instant newest, Evidence evidence) {
    Instant limit = heldAt == null ? newest : CreationTimes.earlier(heldAt, newest);
    Instant reached = coverage.settled(base(), limit, evidence.clock(), evidence.held());
    coverage.forget(reached);
    stuck.keySet().removeIf(second -> !second.isAfter(reached));
    boolean more = reached.isAfter(base());
    settled = more ? reached : settled;
    return more;
  }

  /**
   * Up to here jobs prove that all are known, whatever other clocks show.
   *
   * @param newest creation time of the newest job; null for none
   */
  Instant proven(@Nullable Instant newest, Evidence evidence) {
    Instant limit = newest == null ? base() : newest;
    return coverage.settled(base(), limit, evidence.clock(), Coverage.Held.NOT_AT_ALL);
  }

  /**
   * What has to be listed once more so that it can be settled; null where nothing has to, or not
   * yet.
   *
   * @param shown creation time of the newest job shown
   * @param front the front that goes on; what it is still to list is no gap; null for none
   */
  @Nullable Late late(Instant shown, @Nullable Course front, Evidence evidence, Instant now) {
    Coverage.Held held = evidence.heldForLate(now);
    Instant horizon = evidence.horizon(now, held);
    if (horizon == null) {
      return null;
    }
    Instant upTo = CreationTimes.earlier(horizon, shown);
    if (front != null) {
      upTo = CreationTimes.earlier(upTo, front.from().minus(CreationTimes.GRAIN));
    }
    // What only waits to be settled need not be listed again.
    Instant from = coverage.settled(base(), shown, evidence.clock(), held);
    if (!upTo.isAfter(from)) {
      return null;
    }
    Instant lacking = coverage.lacking(from, upTo, evidence.clock(), held, front != null);
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

  /** Nothing is settled beyond what is now, until {@link #release}. */
  void hold() {
    heldAt = base();
  }

  /** Whether what is listed is not settled for now. */
  boolean isHeld() {
    return heldAt != null;
  }

  /** What was held may be settled up to a time; {@link CreationTimes#END} ends the hold. */
  void release(Instant upTo) {
    heldAt = upTo.equals(CreationTimes.END) ? null : upTo;
  }

  /** Forgets what was listed and held, and returns the second from which on it is listed again. */
  Instant listAgain() {
    Instant from = (heldAt == null ? base() : heldAt).plus(CreationTimes.GRAIN);
    forgetListed();
    return from;
  }

  /** Nothing after this time is settled any more. */
  void setBack(Instant to) {
    settled = settled == null ? to : CreationTimes.earlier(settled, to);
    coverage.clear();
  }

  /**
   * Takes over what slices have settled.
   *
   * @param limit beyond this nothing is proven; null where the slices go on
   */
  void slicesSettled(Instant time, @Nullable Instant limit) {
    forgetListed();
    Instant reached = settled == null ? time : CreationTimes.later(settled, time);
    settled = limit == null ? reached : CreationTimes.earlier(reached, limit);
  }

  private void forgetListed() {
    coverage.clear();
    heldAt = null;
  }
}
