package io.mediajobs.tracking;

import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobEvent.MalformedJob;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.Observation;
import io.mediajobs.tracking.pace.RateLimiter;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Step;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Drives one poller with several requests under way at once, each of which takes the same time; the
 * clock goes from one answer to the next.
 */
final class ParallelRun {

  private record UnderWay(Ask ask, Instant askedAt, JobPage page, JobsApiException failure) {}

  private final ServiceModel service;
  private final PollSettings settings;
  private final int concurrent;
  private final Duration requestTime;
  private final RateLimiter pace;
  private final Deque<UnderWay> underWay = new ArrayDeque<>();
  private SourcePoller poller;
  Instant now;

  /** So much the time of day is behind it. */
  Duration wallBehind = Duration.ZERO;

  /** How often each job was told as new. */
  final Map<String, Integer> discovered = new HashMap<>();

  final Map<String, Integer> malformed = new HashMap<>();

  /** What becomes of pages on their way. */
  UnaryOperator<JobPage> onTheWay = page -> page;

  int mostTracked;
  int lookUpsMeanwhile;
  int mostSlices;
  int mostStored;
  int requests;
  private int taken;

  ParallelRun(
      ServiceModel service,
      PollSettings settings,
      int concurrent,
      double perSecond,
      Duration requestTime,
      Instant now) {
    this.service = service;
    this.settings = settings.with(new PollSettings.Parallel(concurrent, perSecond));
    this.concurrent = concurrent;
    this.requestTime = requestTime;
    this.pace = new RateLimiter(perSecond);
    this.now = now;
    this.poller =
        new SourcePoller(PollerRun.SOURCE, this.settings, SourceState.NEW, new Random(1), now);
  }

  SourcePoller poller() {
    return poller;
  }

  /** Starts again from a state; what is under way is lost. */
  void restart(SourceState state) {
    underWay.clear();
    poller = new SourcePoller(PollerRun.SOURCE, settings, state, new Random(2), now);
  }

  /** Takes in so many answers. */
  void take(int answers) {
    int until = taken + answers;
    while (taken < until) {
      step();
    }
  }

  /** Goes on until so many jobs are known; says how long that took. */
  Duration until(int jobs) {
    Instant start = now;
    while (discovered.size() < jobs) {
      if (Duration.between(start, now).compareTo(Duration.ofHours(10)) > 0) {
        throw new AssertionError("Only " + discovered.size() + " jobs in ten hours");
      }
      step();
    }
    return Duration.between(start, now);
  }

  private void step() {
    Instant wake = startDue();
    UnderWay next = underWay.poll();
    Instant back = next == null ? Instant.MAX : next.askedAt().plus(requestTime);
    if (wake.isBefore(back)) {
      now = wake.isAfter(now) ? wake : now.plusMillis(1);
      if (next != null) {
        underWay.addFirst(next);
      }
      return;
    }
    now = back.isAfter(now) ? back : now;
    taken++;
    take(next);
  }

  private Instant startDue() {
    while (underWay.size() < concurrent) {
      Instant allowed = pace.next(now);
      if (now.isBefore(allowed)) {
        return allowed;
      }
      Step step = poller.step(now);
      Ask ask = step.ask();
      if (ask == null) {
        return step.at();
      }
      pace.took(now);
      requests++;
      lookUpsMeanwhile += ask.plain() instanceof LookUp && slices() > 0 ? 1 : 0;
      try {
        underWay.add(
            new UnderWay(ask, now, onTheWay.apply(service.answer(ask.query(), now)), null));
      } catch (JobsApiException failure) {
        underWay.add(new UnderWay(ask, now, null, failure));
      }
    }
    return Instant.MAX;
  }

  /** How many slices of a long past have something left. */
  int slices() {
    return (int)
        poller.state().slices().stream()
            .filter(slice -> slice.settled().isBefore(slice.stop()))
            .count();
  }

  private void take(UnderWay done) {
    if (done.failure() != null) {
      String fatal = poller.failed(done.ask(), done.failure(), now);
      if (fatal != null) {
        throw new AssertionError(fatal);
      }
      return;
    }
    for (JobEvent finding :
        poller.answered(
            done.ask(), done.page(), new Times(done.askedAt(), now, now, now.minus(wallBehind)))) {
      if (finding instanceof Observation seen && seen.transitions().get(0).sequence() == 0) {
        discovered.merge(seen.jobId().value(), 1, Integer::sum);
      } else if (finding instanceof MalformedJob job) {
        malformed.merge(job.job().identity(), 1, Integer::sum);
      }
    }
    mostTracked = Math.max(mostTracked, poller.state().trackedJobs().size());
    mostSlices = Math.max(mostSlices, slices());
    mostStored = Math.max(mostStored, poller.state().slices().size());
  }
}
