package io.mediajobs.simulation;

import io.mediajobs.connect.Requests;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.plan.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Requests that take virtual time: waiting for them moves the clock. */
final class SimRequests implements Requests {

  private record UnderWay(Instant backAt, int number, Finished finished) {}

  private final SimService service;
  private final SimPlan plan;
  private final MovableClock clock;
  private final SplittableRandom random;
  private final PriorityQueue<UnderWay> underWay =
      new PriorityQueue<>(Comparator.comparing(UnderWay::backAt).thenComparing(UnderWay::number));
  private int number;
  private int answers;

  SimRequests(SimService service, SimPlan plan, MovableClock clock, SplittableRandom random) {
    this.service = service;
    this.plan = plan;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void start(SourcePoller poller, Ask ask, Instant now) {
    Instant served = now.plusMillis(random.nextInt(300));
    Instant back = served.plusMillis(1 + random.nextInt(300));
    Finished finished;
    try {
      finished =
          new Finished(
              poller, ask, now, service.answer(ask.query(), served.plus(plan.clockAhead())), null);
    } catch (JobsApiException failure) {
      finished = new Finished(poller, ask, now, null, failure);
    }
    trace(finished, served);
    underWay.add(new UnderWay(back, number++, finished));
  }

  /** With {@code -Dtrace=true}, what is asked and answered, to read how a seed fails. */
  private void trace(Finished finished, Instant served) {
    if (Boolean.getBoolean("trace")) {
      String answer =
          finished.page() == null
              ? finished.failure().toString()
              : finished.page().jobs().stream().map(job -> job.id() + ":" + job.state()).toList()
                  + " next "
                  + finished.page().nextToken()
                  + " unknown "
                  + finished.page().nonExistIds();
      System.out.println(
          served.plus(plan.clockAhead()) + " " + finished.ask() + "\n   -> " + answer);
    }
  }

  @Override
  public Finished await(Duration atMost) {
    Instant until = clock.instant().plus(atMost);
    UnderWay next = underWay.peek();
    if (next == null || next.backAt().isAfter(until)) {
      clock.set(until);
      return null;
    }
    if (next.backAt().isAfter(clock.instant())) {
      clock.set(next.backAt());
    }
    Finished finished = underWay.poll().finished();
    answers += finished.page() == null ? 0 : 1;
    return finished;
  }

  /** How many answers the task has got. */
  int answers() {
    return answers;
  }

  @Override
  public void close() {
    underWay.clear();
  }
}
