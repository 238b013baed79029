package io.mediajobs.tracking.discovery;

import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.tracking.listing.Course;
import io.mediajobs.tracking.listing.Sweep;
import io.mediajobs.tracking.listing.TimeBounds;
import io.mediajobs.tracking.listing.Windows;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.SourceState.QuarantinedJob;
import io.mediajobs.tracking.state.TrackedJob;
import io.mediajobs.tracking.tracked.NewJobs;
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
  private final Discovered discovered;
  private final Turns turns;

  /** The slices that stand in for the front; null for none. */
  private @Nullable Slices slices;

  /** Goes on from a state; a sweep that it holds is this cycle's. */
  DiscoveryState(SourceState state, PollSettings settings, Instant now) {
    Instant last = state.lastCreationTime();
    this.settings = settings;
    this.discovered = new Discovered(last);
    this.settlement = new Settlement(settings, last, state.settledCreationTime());
    if (last == null && settlement.settled() == null && state.started()) {
      startAtBeginning();
    }
    this.evidence = new Evidence(settings.overlap(), last, now);
    this.nextFront = new NextFront(settings, settlement, evidence, last, now);
    Course resumed = Sweeping.Front.resumed(state);
    this.turns = new Turns(settings, evidence, settlement, nextFront, discovered, resumed, now);
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
    discovered.startAt(newest);
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
    return discovered.last();
  }

  /** Up to here jobs have been created, as far as is known; null for unknown. */
  @Nullable Instant reached() {
    return discovered.reached();
  }

  /** Whether the front can begin again from some time: not before it has come to one. */
  boolean canBeginAgain() {
    return slices == null && last() != null;
  }

  /** The listings of the front and those that settle. */
  Turns turns() {
    return turns;
  }

  /** From where to where the front is listed next, and what it has shown. */
  NextFront nextFront() {
    return nextFront;
  }

  /** The part of the offset that discovery owns; a settling listing is simply done again. */
  SourceState state(
      List<SourceState.OpenSlice> slices,
      List<TrackedJob> trackedJobs,
      List<QuarantinedJob> quarantinedJobs) {
    SourceState.OpenSweep open = null;
    Course front = turns.front();
    if (front != null && front.cursor() instanceof Sweep sweep && sweep.token() != null) {
      open = new SourceState.OpenSweep(sweep.token(), sweep.start(), sweep.end());
    }
    return new SourceState(
        last(), settlement.settled(), open, slices, trackedJobs, quarantinedJobs);
  }

  /** Which jobs on a page of a listing that takes its turn are new where they are not known. */
  NewJobs wanted(Listing listing) {
    Instant last = last();
    Instant latest = latest();
    return new NewJobs(
        settlement.floor(),
        turns.settlingTo(),
        last == null ? Instant.EPOCH : last,
        latest,
        // What a listing shows after its end does not tell its true time, and may be in no other.
        listing.end() == null ? latest : CreationTimes.earlier(latest, listing.end()));
  }

  /** Whether a settling listing can bring room: only then may discovery be made to wait. */
  boolean canSettle() {
    Instant shown = discovered.shown();
    return shown != null && settlement.base().isBefore(shown.minus(CreationTimes.GRAIN));
  }

  /** Whether jobs prove that all of a creation time are known, whatever other clocks show. */
  boolean isProven(Instant creation) {
    return !creation.isAfter(settlement.proven(last(), evidence))
        || (slices != null && slices.settle(creation))
        || isPassed(creation);
  }

  /** Whether the front goes on by creation times behind this one, and began when it was over. */
  private boolean isPassed(Instant creation) {
    Course front = turns.front();
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
    Instant shown = discovered.shown();
    if (shown != null && settlement.settle(shown, evidence)) {
      // All that is known up to there has its place.
      discovered.placed(settlement.settled());
    }
    if (settlement.settled() != null) {
      turns.settled(settlement.settled());
    }
  }

  /** What was held is listed again, by creation times. */
  void listAgain() {
    Instant from = settlement.listAgain();
    Instant start = from.isAfter(CreationTimes.BEGINNING) ? from : null;
    turns.goOnWith(Course.of(Windows.of(start, latest(), true, turns.bounds()), from));
  }

  /**
   * The service's clock was set back to this time.
   *
   * @param lookFrom from when on jobs may have been created since
   * @return false where that is no time before the newest job's
   */
  boolean setBack(Instant to, Instant lookFrom) {
    Instant last = last();
    if (last == null || !evidence.setBack(to, last)) {
      return false;
    }
    Instant again = CreationTimes.second(lookFrom.minus(settings.overlap()));
    discovered.startAt(again);
    nextFront.startAt(again);
    slices = null;
    turns.clear();
    settlement.setBack(again);
    return true;
  }

  /** Takes in how far slices have come from the past; they stand in for the front. */
  void after(Slices slices, TimeBounds learned) {
    this.slices = slices.done() ? null : slices;
    discovered.slicedTo(slices);
    turns.learned(learned);
    turns.clear();
    settlement.slicesSettled(slices.settled(), slices.done() ? last() : null);
    nextFront.startBehindSlices();
    if (slices.done()) {
      turns.hurry();
    }
  }
}
