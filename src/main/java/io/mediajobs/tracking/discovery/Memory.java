package io.mediajobs.tracking.discovery;

import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.tracked.Quarantine;
import io.mediajobs.tracking.tracked.Tracker;
import java.time.Instant;

/** How many jobs discovery remembers, and which of them no listing shows again. */
final class Memory {

  private final PollSettings settings;
  private final Tracker tracker;
  private final Quarantine quarantine;
  private final DiscoveryState discovery;
  private final SlicesPlan slices;

  Memory(
      PollSettings settings,
      Tracker tracker,
      Quarantine quarantine,
      DiscoveryState discovery,
      SlicesPlan slices) {
    this.settings = settings;
    this.tracker = tracker;
    this.quarantine = quarantine;
    this.discovery = discovery;
    this.slices = slices;
  }

  /** Whether there is no room for so many further pages of new jobs. */
  boolean isFullWith(int pages) {
    return size() + pages * settings.pageSize() > settings.maxTrackedJobs();
  }

  /** Whether discovery waits because {@code max.tracked.jobs} is reached. */
  boolean isFull() {
    // What can't be read is never seen to end, and so makes no room.
    int active = tracker.active() - quarantine.active();
    if (slices.open() != null) {
      // What has ended makes room only once its slice has been listed further.
      boolean isTaken = active > 0 && active + settings.pageSize() > settings.maxTrackedJobs();
      return isFullWith(1) && isTaken;
    }
    return isFullWith(1) && (active > 0 || discovery.canSettle());
  }

  /** Whether discovery waits for room that proofs of newer jobs may make. */
  boolean needsRoom() {
    return isFullWith(1) && slices.open() == null && discovery.canSettle();
  }

  /** Whether what a clock that is behind holds back has room: it may take half of all. */
  boolean hasRoomForDoubt() {
    return !isFullWith(1) && 2 * size() < settings.maxTrackedJobs();
  }

  /** Forgets what no listing shows again. */
  void forget() {
    Instant settled = discovery.settlement().settled();
    if (settled != null) {
      boolean damaged = quarantine.size() > 0;
      if (slices.open() == null) {
        // The next listing may be asked for a second early, and show what is settled last: of a job
        // that can't be read, only its name would tell that it is known.
        forget(Instant.MIN, damaged ? settled : settled.plus(CreationTimes.GRAIN));
      }
      // A page with a damaged job takes some tries each time: it is not asked for every time.
      int pageSize = settings.pageSize();
      int unsettled = damaged ? pageSize + 1 : tracker.createdAfter(settled, pageSize);
      discovery.nextFront().unsettled(unsettled, tracker.showsNoTimes());
    }
    slices.forgetBy(this::forget);
    if (discovery.settlement().floor() != null) {
      quarantine.floor(discovery.settlement().floor());
    }
  }

  private void forget(Instant from, Instant before) {
    tracker.forgetEnded(from, before);
    quarantine.forget(from, before);
  }

  private int size() {
    return tracker.size() + quarantine.size();
  }
}
