package io.mediajobs.tracking.discovery;

import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.tracking.listing.Course;
import io.mediajobs.tracking.listing.Sweep;
import io.mediajobs.tracking.listing.TimeBounds;
import io.mediajobs.tracking.listing.Windows;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.TrackedJob;
import io.mediajobs.tracking.tracked.NewJobs;
import io.mediajobs.tracking.tracked.Quarantine;
import io.mediajobs.tracking.tracked.RefreshSchedule;
import io.mediajobs.tracking.tracked.Tracker;
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
  private final Tracker tracker;
  private final Quarantine quarantine;
  private final Evidence evidence;
  private final Settlement settlement;
  private final Fronts fronts;
  private final Turns turns;

  /** The slices that stand in for the front; null for none. */
  private @Nullable Slices slices;

  /** Goes on from a state; a sweep that it holds is this cycle's. */
  DiscoveryState(
      SourceState state,
      PollSettings settings,
      Tracker tracker,
      RefreshSchedule schedule,
      Quarantine quarantine,
      Instant now) {
    Instant last = state.lastCreationTime();
    this.settings = settings;
    this.tracker = tracker;
    this.quarantine = quarantine;
    this.evidence = new Evidence(settings.overlap(), last, now);
    this.settlement = new Settlement(settings, evidence, last, state.settledCreationTime());
    this.fronts = new Fronts(settings, settlement, evidence, schedule, last, now);
    Course resumed = Sweeping.resumed(state);
    this.turns = new Turns(settings, evidence, settlement, fronts, resumed, now);
    Slices left = Slices.of(state.slices());
    if (left != null) {
      after(left, TimeBounds.UNKNOWN);
    }
  }

  /** What answers have told of the time in which jobs are created. */
  Evidence evidence() {
    return evidence;
  }

  /** Up to which creation time every job is known. */
  Settlement settlement() {
    return settlement;
  }

  /** Creation time of the newest job discovered; null before the first. */
  @Nullable Instant last() {
    return fronts.last();
  }

  /** The slices that stand in for the front; null for none. */
  @Nullable Slices slices() {
    return slices;
  }

  /** The listings of the front and those that settle. */
  Turns turns() {
    return turns;
  }

  /** How far the fronts have come, and where the next one goes. */
  Fronts fronts() {
    return fronts;
  }

  /** The state to go on from; a settling listing is simply done again. */
  SourceState state() {
    return state(tracker.jobs());
  }

  /** The same with these tracked jobs. */
  SourceState state(List<TrackedJob> jobs) {
    Course front = turns.front();
    return new SourceState(
        last(),
        settlement.settled(),
        front != null && front.cursor() instanceof Sweep sweep ? sweep.open() : null,
        slices == null ? List.of() : slices.state(),
        jobs,
        quarantine.jobs());
  }

  /** Which jobs on a page of a listing that takes its turn are new where they are not known. */
  NewJobs wanted(Listing listing) {
    Instant end = listing.end();
    Instant latest = evidence.latest();
    return new NewJobs(
        settlement.floor(),
        turns.settlingTo(),
        last() == null ? Instant.EPOCH : last(),
        latest,
        // What a listing shows after its end does not tell its true time, and may be in no other.
        end == null ? latest : CreationTimes.earlier(latest, end));
  }

  /** Whether any job has shown no creation time. */
  boolean showsNoTimes() {
    return tracker.showsNoTimes();
  }

  /** Whether there is no room for so many further pages of new jobs. */
  boolean isFullWith(int pages) {
    return size() + pages * settings.pageSize() > settings.maxTrackedJobs();
  }

  /** Whether discovery waits because {@code max.tracked.jobs} is reached. */
  boolean isFull() {
    // What can't be read is never seen to end, and so makes no room.
    int active = tracker.active() - quarantine.active();
    if (slices != null) {
      // What has ended makes room only once its slice has been listed further.
      boolean isTaken = active > 0 && active + settings.pageSize() > settings.maxTrackedJobs();
      return isFullWith(1) && isTaken;
    }
    return isFullWith(1) && (active > 0 || canSettle());
  }

  /** Whether discovery waits for room that proofs of newer jobs may make. */
  boolean needsRoom() {
    return isFullWith(1) && slices == null && canSettle();
  }

  /** Whether a settling listing can bring room: only then may discovery be made to wait. */
  private boolean canSettle() {
    Instant shown = fronts.shown();
    return shown != null && settlement.settled().isBefore(shown.minus(CreationTimes.GRAIN));
  }

  private int size() {
    return tracker.size() + quarantine.size();
  }

  /** Whether jobs prove that all of a creation time are known, whatever other clocks show. */
  boolean isProven(Instant creation) {
    return !creation.isAfter(settlement.proven(last()))
        || (slices != null && slices.settle(creation))
        || isPassed(creation);
  }

  /** Whether the front goes on by creation times behind this one, and began when it was over. */
  private boolean isPassed(Instant creation) {
    Course front = turns.front();
    if (front == null || front.begunAt() == null || !(front.cursor() instanceof Windows rest)) {
      return false;
    }
    Instant visible = evidence.horizon(front.begunAt(), Evidence.Held.NOT_AT_ALL);
    return creation.isBefore(rest.from()) && visible != null && !creation.isAfter(visible);
  }

  /** Settles what is proven. */
  void settle() {
    // What a clock that is behind holds back may take half of all room.
    evidence.press(isFullWith(1) || 2 * size() >= settings.maxTrackedJobs());
    Instant shown = fronts.shown();
    if (shown != null && settlement.settle(shown)) {
      // All that is known up to there has its place.
      fronts.placed(settlement.settled());
    }
    turns.settled(settlement.settled());
  }

  /** Forgets what no listing shows again. */
  void forget() {
    Instant settled = settlement.settled();
    boolean damaged = quarantine.size() > 0;
    if (slices == null) {
      // What a slice has shown without a time is bounded by its end, not by a clock.
      quarantine.newest(last());
      // The next listing may be asked for a second early, and show what is settled last: of a job
      // that can't be read, only its name would tell that it is known.
      forget(Instant.MIN, damaged ? settled : settled.plus(CreationTimes.GRAIN));
    }
    int unsettled = damaged ? 0 : tracker.createdAfter(settled, settings.pageSize());
    fronts.unsettled(unsettled, tracker.showsNoTimes(), damaged);
    if (slices != null) {
      slices.forgetBy(this::forget);
    }
    quarantine.floor(settlement.floor());
  }

  private void forget(Instant from, Instant before) {
    tracker.forgetEnded(from, before);
    quarantine.forget(from, before);
  }

  /**
   * Takes in that the service's clock was set back; false where not before the newest job's time.
   *
   * @param lookFrom from when on jobs may have been created since
   */
  boolean setBack(Instant to, Instant lookFrom) {
    Instant last = last();
    if (last == null || !evidence.setBack(to, last)) {
      return false;
    }
    Instant again = CreationTimes.second(lookFrom.minus(settings.overlap()));
    fronts.startAt(again);
    slices = null;
    turns.clear();
    settlement.setBack(again);
    return true;
  }

  /** Takes in which of the slices are asked for now. */
  void asks(Slices asked) {
    slices = asked;
  }

  /** Takes in how far slices have come from the past; they stand in for the front. */
  void after(Slices slices, TimeBounds learned) {
    this.slices = slices.done() ? null : slices;
    fronts.slicedTo(slices);
    turns.sliced(learned, slices.done());
    settlement.slicesSettled(slices.settled(), slices.done() ? last() : null);
    fronts.startBehindSlices();
  }
}
