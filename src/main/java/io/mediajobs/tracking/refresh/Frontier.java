package io.mediajobs.tracking.refresh;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.TrackedJob;
import io.mediajobs.tracking.state.TrackedJob.Phase;
import io.mediajobs.tracking.tracked.Tracker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The frontier of a source: the jobs that run, and the oldest that wait to. A queue runs few jobs
 * at once and starts them nearly in order, so most changes happen there, and two listings show them
 * however many jobs wait.
 *
 * <p>A look lists the waiting jobs first and the running ones then: one that starts in between is
 * on both lists, and not on none. A job on neither although its state and creation time say that it
 * should be has left, which only says that it is to be looked up.
 *
 * <p>Why: decision 4 in src/docs/develop/decisions.
 */
public final class Frontier {

  /** A look in progress: {@code running} follows {@code waiting}. */
  private record Open(CreationListing waiting, CreationListing running, Instant begunAt) {}

  private final JobSource source;
  private final PollSettings settings;
  private final Tracker tracker;
  private final RefreshPages pages;

  private @Nullable Open look;

  /** Whether the look has its waiting jobs. */
  private boolean turned;

  private boolean asked;
  private boolean failed;
  private boolean salvaged;

  /** When the last look began. */
  private Instant lookedAt = Instant.MIN;

  /** Until then no look is tried: the last one was refused, too long, or hard to read. */
  private Instant from = Instant.MIN;

  /** The waiting jobs on the page of the last look: it shows the order within a second, too. */
  private Set<JobId> front = Set.of();

  public Frontier(JobSource source, PollSettings settings, Tracker tracker, RefreshPages pages) {
    this.source = source;
    this.settings = settings;
    this.tracker = tracker;
    this.pages = pages;
  }

  /**
   * When the next look is due; null where it does not pay, or one is in progress. The interval
   * grows as that of a job does, by the newest change of any, but only as far as the passes cost
   * less than the looks.
   */
  public @Nullable Instant dueAt(RefreshCost cost) {
    if (look != null || !cost.frontierPays()) {
      return null;
    }
    if (lookedAt.equals(Instant.MIN)) {
      return from;
    }
    Duration still = Duration.between(tracker.changedAt(), lookedAt);
    Duration cheap =
        settings.refreshIntervalMax().multipliedBy(cost.frontier()).dividedBy(cost.passPages());
    Duration wait = settings.refreshAfter(still);
    if (cheap.compareTo(wait) < 0) {
      wait = cheap.compareTo(settings.refreshInterval()) < 0 ? settings.refreshInterval() : cheap;
    }
    Instant due = lookedAt.plus(wait);
    return due.isBefore(from) ? from : due;
  }

  /** Begins a look. */
  public void begin(RefreshCost cost, Instant now) {
    Instant oldest = Instant.MAX;
    Instant oldestWaiting = Instant.MAX;
    for (TrackedJob job : tracker.jobs()) {
      Instant creation = job.creationTime();
      if (job.phase() == Phase.ACTIVE && creation.isBefore(oldest)) {
        oldest = creation;
      }
      if (job.state().equals(JobState.SUBMITTED) && creation.isBefore(oldestWaiting)) {
        oldestWaiting = creation;
      }
    }
    Instant start = oldestWaiting.equals(Instant.MAX) ? oldest : oldestWaiting;
    look =
        new Open(
            new CreationListing(List.of(JobState.SUBMITTED), start, null, 1),
            new CreationListing(List.of(JobState.RUNNING), oldest, null, cost.mostRunningPages()),
            now);
    lookedAt = now;
    turned = false;
    asked = false;
    failed = false;
    salvaged = false;
  }

  /** The page to ask for now; null where there is none. */
  public @Nullable Listing next() {
    if (look == null || asked) {
      return null;
    }
    asked = true;
    return current(look).listing(source, pages.settings());
  }

  /**
   * Until when what is due may wait, as a look is under way and is going to show most of it; in the
   * past where there is none, or one that fails. A look that takes long holds up nothing either.
   */
  public Instant othersWaitUntil() {
    boolean goesWell = look != null && !failed;
    return goesWell ? lookedAt.plus(settings.refreshInterval().dividedBy(2)) : Instant.MIN;
  }

  /**
   * Takes in a page, after its jobs have been looked at.
   *
   * @return the jobs that have left; null while the look goes on
   */
  public @Nullable List<JobId> answered(JobPage page, Instant askedAt, Instant now) {
    asked = false;
    salvaged |= !page.unreadable().isEmpty();
    Open open = look;
    if (open == null || !current(open).answered(page, askedAt)) {
      return null;
    }
    if (!turned) {
      turned = true;
      return null;
    }
    List<JobId> left = new ArrayList<>();
    for (TrackedJob job : tracker.jobs()) {
      if (hasLeft(job, open)) {
        left.add(job.id());
      }
    }
    look = null;
    front = open.waiting().shown();
    // A damaged job takes some tries each time, and is likely to be there the next time as well.
    if (salvaged || !open.running().whole()) {
      from = now.plus(settings.refreshIntervalMax());
    }
    tracker.due().postpone(open.begunAt(), settings.refreshIntervalMax());
    return left;
  }

  /** A page could not be had, and is asked for again. */
  public void failed() {
    failed = true;
  }

  /** A page of the look can't be had: what there was to see is seen by other ways until then. */
  public void refused(Instant until) {
    asked = false;
    look = null;
    from = until;
  }

  private CreationListing current(Open open) {
    return turned ? open.running() : open.waiting();
  }

  private boolean hasLeft(TrackedJob job, Open open) {
    JobId id = job.id();
    CreationListing listing;
    if (job.state().equals(JobState.SUBMITTED)) {
      listing = open.waiting();
    } else if (job.state().equals(JobState.RUNNING)) {
      listing = open.running();
    } else {
      return false;
    }
    boolean expected =
        listing.covers(job.creationTime()) || (listing == open.waiting() && front.contains(id));
    return expected
        && !open.waiting().shown().contains(id)
        && !open.running().shown().contains(id)
        && !tracker.knowsNewer(id, listing.askedAt());
  }
}
