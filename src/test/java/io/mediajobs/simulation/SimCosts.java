package io.mediajobs.simulation;

import java.util.ArrayList;
import java.util.List;

/** Holds how many questions a history asked against how many its plan is worth. */
final class SimCosts {

  private SimCosts() {}

  /** What is wrong, one sentence each; empty where all is well. */
  static List<String> faults(SimRun run) {
    List<String> faults = new ArrayList<>();
    SimPlan plan = run.plan();
    int jobs = run.service().jobs().size();
    long cycles = run.lasted().toSeconds() / plan.pollSeconds() + 1;
    // Whoever wants everything again makes it another first start.
    long pages = 3L * (jobs / plan.pageSize() + 1) * (1 + run.patches());
    // A restart and a fault may each cost the rest of a sweep again.
    long again =
        (run.restarts() + run.service().faults + run.service().unreadableAnswers)
            * (2L + jobs / plan.pageSize());
    // Each slice may end with a page that is not full, after one that reaches beyond it.
    long slices = 3L * run.slices().cuts();
    long odd = run.service().jobs().stream().filter(SimJob::odd).count();
    // Where a job is looked for by its creation: more often where look-ups are of no use.
    long searches = (odd + 5) * (run.restarts() + 2L) * (2 + jobs / plan.pageSize() / 4);
    // One that is gone is looked for every so often, for ten minutes more, by all pages of the
    // seconds around it.
    long near =
        run.service().jobs().stream()
            .filter(SimJob::vanishes)
            .mapToLong(run.service()::near)
            .max()
            .orElse(0);
    long rounds = 600L / (4 * plan.refreshSeconds());
    searches += near == 0 ? 0 : rounds * (1 + near / plan.pageSize());
    // And where look-ups are refused, listings tell of all jobs on every interval: of those that
    // wait, too, where there are none by states.
    long each =
        2 + (plan.odd().statesRefusal() > 0 ? run.service().queuedJobs() / plan.pageSize() : 0);
    searches +=
        plan.odd().refusal() > 0 ? each * run.lasted().toSeconds() / plan.refreshSeconds() : 0;
    long most = 2 * cycles + pages + again + slices + searches;
    if (plan.listings().honest() && run.service().discoveryListings > most) {
      faults.add(run.service().discoveryListings + " listings where " + most + " would do");
    }
    // Where all are refused, four are each taken for odd ones, a minute long: the fifth tells.
    long alone = odd + (plan.odd().refusal() > 0 ? 4 : 2);
    long futile = 60 * alone * (run.restarts() + 1L);
    if (run.service().oddFailures > futile) {
      faults.add(run.service().oddFailures + " questions failed where " + futile + " would do");
    }
    return faults;
  }
}
