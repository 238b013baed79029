package io.mediajobs.tracking.refresh;

import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.tracked.DueJobs;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The creation times that a pass goes over: from the oldest job that is due as far as its pages
 * reach, where look-ups of the due jobs that are newer cost less than pages of all.
 *
 * @param oldest the first, included
 * @param newest the last, included; {@link Instant#MAX} for no end
 * @param requests what the pass and those look-ups cost
 */
record CreationRange(Instant oldest, Instant newest, int requests) {

  /**
   * The stretch of the next pass.
   *
   * @param due the creation times of the jobs that are due
   * @param jobs all that have not ended
   * @return null where a single look-up does, which is cheaper than any pass
   */
  static @Nullable CreationRange of(List<Instant> due, DueJobs jobs, RefreshCost cost) {
    if (due.size() <= cost.idsPerLookUp()) {
      return null;
    }
    // What the frontier does not show is due at all times, and had better be in one pass.
    return cost.frontierPays()
        ? new CreationRange(Collections.min(due), Instant.MAX, cost.passPages())
        : cheapest(due, jobs, cost.pageSize(), cost.idsPerLookUp());
  }

  /**
   * The cheapest stretch.
   *
   * @param due the creation times of the jobs that are due, at least one
   * @param jobs all that have not ended
   */
  static CreationRange cheapest(List<Instant> due, DueJobs jobs, int pageSize, int idsPerLookUp) {
    List<Instant> dueInOrder = due.stream().sorted().toList();
    Instant oldest = dueInOrder.get(0);
    List<Instant> shown = jobs.createdFrom(oldest.minus(CreationTimes.GRAIN));
    int allPages = RefreshCost.requests(shown.size(), pageSize);
    CreationRange cheapest = new CreationRange(oldest, Instant.MAX, allPages);
    for (int pages = allPages - 1; pages > 0; pages--) {
      // Listings go a second further, and the next page would begin with the job after it.
      Instant newest = shown.get(pages * pageSize).minus(CreationTimes.GRAIN.multipliedBy(2));
      int newer = newer(dueInOrder, newest);
      int requests = pages + RefreshCost.requests(newer, idsPerLookUp);
      // Of as many requests, the more look-ups the better: they tell of ends, too.
      if (newer < dueInOrder.size() && requests <= cheapest.requests) {
        cheapest = new CreationRange(oldest, newest, requests);
      }
    }
    return cheapest;
  }

  private static int newer(List<Instant> inOrder, Instant time) {
    int low = 0;
    int high = inOrder.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (inOrder.get(middle).isAfter(time)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return inOrder.size() - low;
  }
}
