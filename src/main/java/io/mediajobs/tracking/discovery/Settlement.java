package io.mediajobs.tracking.discovery;

import io.mediajobs.tracking.discovery.Sweeping.Settling;
import io.mediajobs.tracking.listing.Course;
import io.mediajobs.tracking.listing.Cursor;
import io.mediajobs.tracking.listing.StuckSecond;
import io.mediajobs.tracking.listing.Sweep;
import io.mediajobs.tracking.listing.TimeBounds;
import io.mediajobs.tracking.listing.Windows;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollSettings;
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

  private final PollSettings settings;
  private final Evidence evidence;
  private final Coverage coverage;

  private Instant settled;

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
  Settlement(
      PollSettings settings, Evidence evidence, @Nullable Instant last, @Nullable Instant settled) {
    this.settings = settings;
    this.evidence = evidence;
    this.coverage = new Coverage(evidence);
    Instant first =
        last == null
            ? CreationTimes.BEGINNING
            : CreationTimes.second(last.minus(settings.overlap()));
    // Where nothing was settled, the first listing starts behind this, and a later run knows it.
    Instant stored = settled == null ? first.minus(CreationTimes.GRAIN) : settled;
    // A time after the newest job's was settled by a clock, which proves nothing.
    this.settled = last == null ? stored : CreationTimes.earlier(stored, last);
  }

  /** Sets where the first listing starts; nothing before it is wanted. */
  void startAt(Instant time) {
    settled = CreationTimes.second(time).minus(CreationTimes.GRAIN);
  }

  /** Up to where every job that is wanted is known: the second before nothing is settled. */
  Instant settled() {
    return settled;
  }

  /** A job that is not known although it was created before is not new. */
  Instant floor() {
    return settled.plus(CreationTimes.GRAIN);
  }

  /** Takes in that a course has listed all up to a time. */
  void listed(Course course, Instant to, Instant askedAt) {
    coverage.listed(course.from(), to, course.since(askedAt), evidence.clocks());
  }

  /** A second can't be paged: it is tried again, until that has gone on for long. */
  void skipped(Instant second, Instant now) {
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
  boolean settle(Instant newest) {
    Instant limit = heldAt == null ? newest : CreationTimes.earlier(heldAt, newest);
    Instant reached = coverage.settled(settled, limit, evidence.held());
    coverage.forget(reached);
    stuck.keySet().removeIf(second -> !second.isAfter(reached));
    boolean more = reached.isAfter(settled);
    settled = more ? reached : settled;
    return more;
  }

  /**
   * Up to here jobs prove that all are known, whatever other clocks show.
   *
   * @param newest creation time of the newest job; null for none
   */
  Instant proven(@Nullable Instant newest) {
    Instant limit = newest == null ? settled : newest;
    return coverage.settled(settled, limit, Evidence.Held.NOT_AT_ALL);
  }

  /**
   * The listing of what has to be listed once more so that it can be settled; null where nothing
   * has to, or not yet.
   *
   * @param shown creation time of the newest job shown
   * @param front the front that goes on; what it is still to list is no gap; null for none
   */
  @Nullable Settling late(Instant shown, @Nullable Course front, TimeBounds bounds, Instant now) {
    Evidence.Held held = evidence.heldForLate(now);
    Instant horizon = evidence.horizon(now, held);
    if (horizon == null) {
      return null;
    }
    Instant upTo = CreationTimes.earlier(horizon, shown);
    if (front != null) {
      upTo = CreationTimes.earlier(upTo, front.from().minus(CreationTimes.GRAIN));
    }
    // What only waits to be settled need not be listed again.
    Instant from = coverage.settled(settled, shown, held);
    if (!upTo.isAfter(from)) {
      return null;
    }
    Instant lacking = coverage.lacking(from, upTo, held, front != null);
    if (lacking == null) {
      return null;
    }
    // A stretch at a time, or all that there is.
    boolean isShort =
        lacking.isBefore(from.plus(settings.overlap()))
            || lacking.isBefore(from.plus(settings.pollInterval()));
    if (isShort && upTo.isBefore(shown)) {
      return null;
    }
    Instant start = from.plus(CreationTimes.GRAIN);
    // By creation times, nothing is left out where the oldest jobs age out meanwhile.
    Cursor cursor =
        evidence.isOld(lacking)
            ? Windows.of(start, lacking, true, bounds)
            : new Sweep(bounds.startFor(start), bounds.surelyTo(lacking));
    return new Settling(Course.of(cursor, start), lacking);
  }

  /** Nothing is settled beyond what is now, until {@link #release}. */
  void hold() {
    heldAt = heldAt == null ? settled : heldAt;
  }

  /** What was held may be settled up to a time; {@link CreationTimes#END} ends the hold. */
  void release(Instant upTo) {
    heldAt = upTo.equals(CreationTimes.END) ? null : upTo;
  }

  /** Forgets what was listed and held, and returns the second from which on it is listed again. */
  Instant listAgain() {
    Instant from = (heldAt == null ? settled : heldAt).plus(CreationTimes.GRAIN);
    forgetListed();
    return from;
  }

  /** Nothing after this time is settled any more. */
  void setBack(Instant to) {
    settled = CreationTimes.earlier(settled, to);
    coverage.clear();
  }

  /**
   * Takes over what slices have settled.
   *
   * @param limit beyond this nothing is proven; null where the slices go on
   */
  void slicesSettled(Instant time, @Nullable Instant limit) {
    forgetListed();
    Instant reached = CreationTimes.later(settled, time);
    settled = limit == null ? reached : CreationTimes.earlier(reached, limit);
  }

  private void forgetListed() {
    coverage.clear();
    heldAt = null;
  }
}
