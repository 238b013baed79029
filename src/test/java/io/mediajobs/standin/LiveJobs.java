package io.mediajobs.standin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Jobs that go on arriving at an even pace. Needs no thread of its own: whoever asks is given the
 * jobs that have come in the meantime. Each instance is for one {@link StandIn#add(LiveJobs)}.
 */
public final class LiveJobs {

  private final Backlog backlog;
  private final Duration every;
  private Instant next;
  private Instant end = Instant.MAX;
  private int number;

  /**
   * Jobs from a generator.
   *
   * @param backlog makes them; used by nothing else from now on
   * @param first when the first is created
   * @param every the time from one to the next
   */
  public LiveJobs(Backlog backlog, Instant first, Duration every) {
    this.backlog = backlog;
    this.next = first;
    this.every = every;
  }

  /** No job is created any more. */
  public synchronized void end() {
    end = Instant.MIN;
  }

  /** The jobs created by now that no call before has given. */
  synchronized List<Job> due(Instant now) {
    List<Job> due = new ArrayList<>();
    while (!next.isAfter(now) && next.isBefore(end)) {
      due.add(backlog.job(number++, next));
      next = next.plus(every);
    }
    return due;
  }
}
