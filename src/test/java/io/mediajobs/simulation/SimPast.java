package io.mediajobs.simulation;

import io.mediajobs.job.Jobs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The jobs of a long past, of which nearly all have ended when the task starts. */
final class SimPast {

  private SimPast() {}

  /** The jobs, in no particular order; none where the plan has no such past. */
  static List<SimJob> jobs(SimPlan plan, SplittableRandom random) {
    List<SimJob> jobs = new ArrayList<>();
    int seconds = 30 << random.nextInt(8);
    Instant first = Jobs.T0.plus(plan.clockAhead()).minusSeconds(60 + seconds);
    // Evenly, or most of them in a short while, or in bursts within single seconds.
    int kind = random.nextInt(3);
    int busySeconds = 1 + seconds / (2 + random.nextInt(30));
    int busyFrom = random.nextInt(seconds - busySeconds);
    long at = 0;
    for (int i = 0; i < plan.pastPages() * plan.pageSize(); i++) {
      if (kind == 1 && random.nextInt(8) > 0) {
        at = 1000L * busyFrom + random.nextInt(1000 * busySeconds);
      } else if (kind < 2 || i == 0 || random.nextInt(plan.pageSize()) == 0) {
        at = random.nextLong(1000L * seconds);
      }
      jobs.add(SimJob.random(String.format("p%04d", i), first.plusMillis(at), plan, random));
    }
    return jobs;
  }
}
