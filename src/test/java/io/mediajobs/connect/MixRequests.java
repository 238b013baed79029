package io.mediajobs.connect;

import io.mediajobs.standin.MovableClock;
import io.mediajobs.tracking.JobMix;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.Tally;
import io.mediajobs.tracking.plan.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/**
 * Streams of jobs as a service in virtual time: answers are as of the question, and take a while.
 */
final class MixRequests implements Requests {

  /** How long an answer is on its way. */
  private static final Duration WAY = Duration.ofMillis(100);

  private final MovableClock clock;
  private final Function<SourcePoller, JobMix> mixes;
  private final Tally tally;
  private final Deque<Finished> answers = new ArrayDeque<>();

  /**
   * Nothing is asked yet.
   *
   * @param mixes the stream of each poller
   * @param tally counts what is asked
   */
  MixRequests(MovableClock clock, Function<SourcePoller, JobMix> mixes, Tally tally) {
    this.clock = clock;
    this.mixes = mixes;
    this.tally = tally;
  }

  @Override
  public void start(SourcePoller poller, Ask ask, Instant now) {
    tally.asked(ask, now);
    answers.add(
        new Finished(poller, ask, now, now, mixes.apply(poller).answer(ask.query(), now), null));
  }

  @Override
  public Finished await(Duration atMost) {
    Instant until = clock.instant().plus(atMost);
    Finished first = answers.peek();
    Instant there = first == null ? Instant.MAX : first.askedAt().plus(WAY);
    if (there.isAfter(until)) {
      clock.set(until);
      return null;
    }
    clock.set(there.isAfter(clock.instant()) ? there : clock.instant());
    return answers.poll();
  }

  @Override
  public void close() {
    answers.clear();
  }
}
