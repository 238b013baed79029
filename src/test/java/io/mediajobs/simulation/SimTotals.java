package io.mediajobs.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;

/** What many histories cost together, where each for itself has too much chance in it. */
final class SimTotals {

  /** Below this, chance is left too much room. */
  private static final int ENOUGH_QUEUES = 20;

  private static final int ENOUGH_PASTS = 20;

  private static final int ENOUGH_ODD = 200;

  private static final int ENOUGH_LOGS = 500;

  /** Seldom is a piece of a snapshot lost. */
  private static final int MANY_LOGS = 10 * ENOUGH_LOGS;

  private final AtomicLong queues = new AtomicLong();
  private final AtomicLong frontierLooks = new AtomicLong();
  private final AtomicLong smoothQueues = new AtomicLong();
  private final AtomicLong jobs = new AtomicLong();
  private final AtomicLong waitingLookedUp = new AtomicLong();
  private final AtomicLong pasts = new AtomicLong();
  private final AtomicLong sliced = new AtomicLong();
  private final AtomicLong cutAgain = new AtomicLong();
  private final AtomicLong slicesAfterRestart = new AtomicLong();
  private final AtomicLong odd = new AtomicLong();
  private final AtomicLong oddFailures = new AtomicLong();
  private final AtomicLong goneAndBack = new AtomicLong();
  private final AtomicLong contentsLater = new AtomicLong();
  private final AtomicLong logs = new AtomicLong();
  private final AtomicLong entries = new AtomicLong();
  private final AtomicLong cuts = new AtomicLong();
  private final AtomicLong behindEntries = new AtomicLong();
  private final AtomicLong withoutPieces = new AtomicLong();
  private final AtomicLong patches = new AtomicLong();

  /** Counts a history that has come to its end. */
  void add(SimRun run) {
    logs.addAndGet(run.log().isUsed() ? 1 : 0);
    entries.addAndGet(run.offsets().entries());
    cuts.addAndGet(run.offsets().cuts());
    behindEntries.addAndGet(run.offsets().startsBehindEntries());
    withoutPieces.addAndGet(run.offsets().startsWithoutPieces());
    patches.addAndGet(run.patches());
    if (run.output().latest()) {
      // Of queues and pasts before its start it sees little.
      return;
    }
    pasts.addAndGet(run.plan().pastPages() > 0 ? 1 : 0);
    sliced.addAndGet(run.slices().cuts() > 0 ? 1 : 0);
    cutAgain.addAndGet(run.slices().again());
    slicesAfterRestart.addAndGet(run.slices().afterRestart());
    odd.addAndGet(run.plan().odd().none() ? 0 : 1);
    oddFailures.addAndGet(run.service().oddFailures);
    goneAndBack.addAndGet(SimTopic.goneAndBack(run));
    contentsLater.addAndGet(SimTopic.contentsLater(run));
    if (run.plan().atOnce() == 0) {
      return;
    }
    queues.incrementAndGet();
    frontierLooks.addAndGet(run.service().frontierLooks);
    if (run.plan().smooth()) {
      smoothQueues.incrementAndGet();
      jobs.addAndGet(run.service().queuedJobs());
      waitingLookedUp.addAndGet(run.service().waitingLookedUp);
    }
  }

  /**
   * The frontier is looked at, and does not make waiting jobs be looked up; long pasts are cut, and
   * cut again, and slices go on after restarts; so do change logs. What the service does although
   * no page says so has happened often enough.
   */
  void check() {
    System.out.println(this);
    if (pasts.get() >= ENOUGH_PASTS) {
      assertThat(2 * sliced.get()).as(toString()).isGreaterThan(pasts.get());
      assertThat(cutAgain.get()).as(toString()).isPositive();
      assertThat(slicesAfterRestart.get()).as(toString()).isPositive();
    }
    if (odd.get() >= ENOUGH_ODD) {
      assertThat(oddFailures.get()).as(toString()).isGreaterThan(odd.get());
      assertThat(goneAndBack.get()).as(toString()).isPositive();
      assertThat(contentsLater.get()).as(toString()).isGreaterThan(odd.get());
    }
    if (logs.get() >= ENOUGH_LOGS) {
      assertThat(entries.get()).as(toString()).isGreaterThan(logs.get());
      assertThat(cuts.get()).as(toString()).isPositive();
      assertThat(behindEntries.get()).as(toString()).isGreaterThan(logs.get() / 10);
      assertThat(patches.get()).as(toString()).isPositive();
    }
    if (logs.get() >= MANY_LOGS) {
      assertThat(withoutPieces.get()).as(toString()).isPositive();
    }
    if (smoothQueues.get() >= ENOUGH_QUEUES) {
      assertThat(frontierLooks.get()).isGreaterThan(8 * queues.get());
      assertThat(10 * waitingLookedUp.get()).as(toString()).isLessThan(20 * jobs.get());
    }
  }

  @Override
  public String toString() {
    return frontierLooks
        + " looks at the frontier of "
        + queues
        + " queues; look-ups showed "
        + waitingLookedUp
        + " waiting jobs of "
        + jobs
        + "; of "
        + pasts
        + " long pasts "
        + sliced
        + " were cut, slices cut again "
        + cutAgain
        + " times, and "
        + slicesAfterRestart
        + " restarts went on with slices; "
        + odd
        + " odd services failed "
        + oddFailures
        + " questions, "
        + goneAndBack
        + " jobs were gone and came back, and "
        + contentsLater
        + " records told of a content alone; of "
        + logs
        + " change logs "
        + entries
        + " entries and "
        + cuts
        + " snapshots in pieces were committed, "
        + behindEntries
        + " restarts went on behind entries, "
        + withoutPieces
        + " without a piece, and "
        + patches
        + " behind a PATCH";
  }
}
