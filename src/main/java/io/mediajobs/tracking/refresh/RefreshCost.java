package io.mediajobs.tracking.refresh;

import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.tracked.RefreshSchedule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ways to look at jobs again cost, in requests.
 *
 * @param active the tracked jobs that have not ended
 * @param running those of them that run
 * @param missed how many jobs a sweep does not show, in the mean: they are looked up besides
 * @param pageSize jobs a page
 * @param idsPerLookUp jobs a look-up
 */
record RefreshCost(int active, int running, double missed, int pageSize, int idsPerLookUp) {

  /** So many pages of running jobs are worth it on every interval: a few requests, not a rush. */
  private static final int RUNNING_PAGES = 5;

  /**
   * The creation times that a state sweep goes over: from the oldest job that is due as far as its
   * pages reach, where look-ups of the due jobs that are newer cost less than pages of all.
   *
   * @param oldest the first, included
   * @param newest the last, included; null for no end
   * @param requests what the sweep and those look-ups cost
   */
  record CreationRange(Instant oldest, @Nullable Instant newest, int requests) {}

  /**
   * The cheapest range of a sweep.
   *
   * @param due the creation times of the jobs that are due, at least one
   */
  CreationRange range(List<Instant> due, RefreshSchedule schedule) {
    List<Instant> dueInOrder = due.stream().sorted().toList();
    Instant oldest = dueInOrder.get(0);
    if (frontierPays()) {
      // What the frontier does not show is due at all times, and had better be in one sweep.
      return new CreationRange(oldest, null, sweepPages());
    }
    List<Instant> shown = schedule.creationsFrom(oldest.minus(CreationTimes.GRAIN));
    int allPages = requests(shown.size(), pageSize);
    CreationRange cheapest = new CreationRange(oldest, null, allPages);
    int older = due.size();
    for (int pages = allPages - 1; pages > 0; pages--) {
      // Listings go a second further, and the next page would begin with the job after it.
      Instant newest = shown.get(pages * pageSize).minus(CreationTimes.GRAIN.multipliedBy(2));
      while (older > 0 && dueInOrder.get(older - 1).isAfter(newest)) {
        older--;
      }
      int requests = pages + requests(due.size() - older, idsPerLookUp);
      // Of as many requests, the more look-ups the better: they tell of ends, too.
      if (older > 0 && requests <= cheapest.requests) {
        cheapest = new CreationRange(oldest, newest, requests);
      }
    }
    return cheapest;
  }

  /** Whether a sweep of so many requests costs less than look-ups of the jobs that are due. */
  boolean sweepPays(int due, int sweep) {
    return requests(due, idsPerLookUp) > sweep + again();
  }

  /**
   * Whether a round of the frontier costs less than a sweep. The look-ups of jobs that have ended
   * come on top of either.
   */
  boolean frontierPays() {
    return runningPages() <= RUNNING_PAGES && frontier() < sweepPages();
  }

  /** The listings of a round of the frontier. */
  int frontier() {
    return 1 + runningPages();
  }

  /** How many pages of running jobs a round may take: never more than a sweep would. */
  int mostRunningPages() {
    return Math.max(1, Math.min(RUNNING_PAGES, sweepPages() - 2));
  }

  /** The pages of a sweep over all jobs that have not ended. */
  int sweepPages() {
    return requests(active, pageSize);
  }

  /** From so many jobs on, look-ups cost more than a sweep. */
  int enoughForASweep() {
    return (int) ((sweepPages() + again()) * idsPerLookUp) + 1;
  }

  /** The look-ups of what a sweep does not show; a part of one where that is seldom any. */
  private double again() {
    return missed < 1 ? missed : requests((int) Math.ceil(missed), idsPerLookUp);
  }

  private int runningPages() {
    return Math.max(1, requests(running, pageSize));
  }

  /** How many requests so many jobs take. */
  static int requests(int jobs, int aRequest) {
    return (jobs + aRequest - 1) / aRequest;
  }
}
