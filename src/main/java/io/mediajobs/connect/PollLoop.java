package io.mediajobs.connect;

import io.mediajobs.connect.Requests.Finished;
import io.mediajobs.connect.metrics.TaskFigures;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.Observation;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.pace.FairQueue;
import io.mediajobs.tracking.pace.RateLimiter;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Step;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives the pollers of a task: starts requests that are due, bounded in number and rate, and takes
 * in the finished ones on the thread that polls. Needs nothing of Kafka, as {@code tail} has none.
 */
public final class PollLoop implements AutoCloseable {

  /** Workers expect poll to come back about once a second. */
  private static final Duration LONGEST_POLL = Duration.ofSeconds(1);

  private static final int ID_ROOM = 64; // In an offset, a job with a longer id counts for more.

  private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);

  private final Requests requests;
  private final FairQueue<SourcePoller> pollers;
  private final RefusedSources refused;
  private final IdlePace idle;
  private final RateLimiter limiter;
  private final RequestBudget budget;
  private final RequestPlaces places;
  private final int enoughRecords;
  private final Function<String, ? extends RuntimeException> end;
  private final Worker worker;
  private final InstantSource clock;

  /** Whether all sources are looked at in every round; many come when they have said to. */
  private final boolean few;

  private long throttled;

  /**
   * How much goes on at once, and how often.
   *
   * @param concurrent how many requests are under way at most
   * @param maxRecords how many records a poll leads to at most, if no single page yields more
   * @param polling how each source is polled
   * @param idleInterval how long a source of many is left alone at most that has no news
   * @param budget the name of the budget that others of the worker share; null for none
   * @param requestsPerSecond how many all that share the budget may ask, by this one's settings
   */
  public record Limits(
      int concurrent,
      int maxRecords,
      PollSettings polling,
      Duration idleInterval,
      @Nullable String budget,
      double requestsPerSecond) {}

  /**
   * A loop that has started nothing yet; closes the requests with itself.
   *
   * @param end makes the exception to fail with of its sentence
   */
  public PollLoop(
      Requests requests,
      FairQueue<SourcePoller> pollers,
      RateLimiter limiter,
      Limits limits,
      Function<String, ? extends RuntimeException> end,
      Worker worker) {
    this.requests = requests;
    this.pollers = pollers;
    this.refused = new RefusedSources(pollers.size());
    this.idle =
        new IdlePace(limits.polling().pollInterval(), limits.idleInterval(), pollers.size());
    this.limiter = limiter;
    this.budget = RequestBudget.of(limits.budget());
    if (limits.budget() != null) {
      budget.join(requests, limits.requestsPerSecond());
    }
    this.places = new RequestPlaces(limits.concurrent());
    // Each job of one more page could yield three transitions and a snapshot.
    this.enoughRecords = limits.maxRecords() - 4 * limits.polling().pageSize();
    this.few = pollers.size() <= FairQueue.FEW;
    this.end = end;
    this.worker = worker;
    this.clock = worker.steady();
  }

  /**
   * Waits up to a second for answers that bring something to light.
   *
   * @return what they brought, by source; empty where there was nothing
   * @throws RuntimeException with the sentence to fail with, as the loop was told to make it
   */
  public Map<SourcePoller, List<JobEvent>> poll() throws InterruptedException {
    Instant deadline = clock.instant().plus(LONGEST_POLL);
    Map<SourcePoller, List<JobEvent>> found = new LinkedHashMap<>();
    while (true) {
      Instant wake = startDue(clock.instant());
      Instant until = wake.isBefore(deadline) ? wake : deadline;
      Finished next = requests.await(until(until));
      int records = 0;
      while (next != null) {
        records += take(next, found);
        // Each has made room for another, and the rate wants a distance between them.
        startDue(clock.instant());
        next = records > enoughRecords ? null : requests.await(Duration.ZERO);
      }
      // What has been started runs while records are made and sent.
      if (!found.isEmpty() || !clock.instant().isBefore(deadline)) {
        return found;
      }
    }
  }

  /** The figures of the task, which needs so many requests a second; for the thread that polls. */
  TaskFigures figures(double needed) {
    return new TaskFigures(
        pollers.size(),
        refused.size(),
        places.taken(),
        worker.throttle().until(),
        throttled,
        needed);
  }

  /** Abandons requests in flight and ends the threads; may be called more than once. */
  @Override
  public void close() {
    budget.leave(requests);
    requests.close();
  }

  /** Starts what is due; returns when to try again, if no answer comes before. */
  private Instant startDue(Instant now) {
    Instant wake = Instant.MAX;
    pollers.begin(now);
    SourcePoller poller = pollers.next();
    while (places.isOneFree() && poller != null) {
      Instant allowed =
          CreationTimes.later(
              limiter.next(now), CreationTimes.later(budget.next(), worker.throttle().until()));
      if (now.isBefore(allowed)) {
        return allowed;
      }
      Instant rests = pollers.isPatient() ? Instant.MIN : idle.until(poller);
      Instant place = places.until(poller, now);
      Instant aloneUntil =
          CreationTimes.later(place, CreationTimes.later(refused.until(poller), rests));
      Step step = now.isBefore(aloneUntil) ? new Step.Later(aloneUntil) : poller.step(now);
      if (step instanceof Ask ask) {
        pollers.take();
        limiter.took(now);
        budget.took(now);
        places.take(poller, ask);
        requests.start(poller, ask, now);
      } else {
        pollers.pass(few ? Instant.MIN : CreationTimes.earlier(step.at(), now.plus(LONGEST_POLL)));
        wake = CreationTimes.earlier(step.at(), wake);
      }
      poller = pollers.next();
    }
    return few ? wake : pollers.comesAgain();
  }

  /** Takes in one answer; returns how many records it can lead to. */
  private int take(Finished done, Map<SourcePoller, List<JobEvent>> found) {
    places.free(done);
    Instant now = clock.instant();
    SourcePoller poller = done.poller();
    int failures = poller.failures();
    if (done.page() == null) {
      failed(poller, done, now, failures);
      tell(poller);
      return 0;
    }
    Times at = new Times(done.askedAt(), done.answeredAt(), now, worker.wall().instant());
    List<JobEvent> events = poller.answered(done.ask(), done.page(), at);
    tell(poller);
    if (done.ask().isVital()) {
      refused.answered(poller, now);
    }
    idle.answered(poller, !events.isEmpty(), done.askedAt());
    pollers.answered(poller, events.size());
    if (failures > 0 && poller.failures() == 0) {
      LOG.info("{} answers again after {} failed requests", poller.source(), failures);
    }
    if (!events.isEmpty()) {
      found.computeIfAbsent(poller, p -> new ArrayList<>()).addAll(events);
    }
    return events.stream().mapToInt(PollLoop::records).sum();
  }

  private static int records(JobEvent event) {
    return event instanceof Observation seen
        ? seen.transitions().size() + 1 + seen.jobId().value().length() / ID_ROOM
        : 1;
  }

  private void failed(SourcePoller poller, Finished done, Instant now, int before) {
    JobsApiException failure =
        RefusedSources.counted(done.ask(), Objects.requireNonNull(done.failure()));
    boolean aside = refused.isOne(poller, done.ask(), failure);
    String fatal =
        aside
            ? refused.refused(poller, done.ask(), failure, now)
            : poller.failed(done.ask(), failure, now);
    if (fatal != null && !refused.gaveUp(poller, done.ask(), failure, fatal, now)) {
      throw end.apply(fatal);
    }
    if (aside) {
      return;
    }
    refused.failed(poller, failure, now);
    // What is not asked again has another way, and what matters of that is a notice.
    if (worker.failed(LOG, failure, before == 0 && poller.failures() > 0, poller.pausedUntil())) {
      throttled++;
    }
  }

  private static void tell(SourcePoller poller) {
    poller.notices().forEach(notice -> LOG.warn("{}", notice));
  }

  private Duration until(Instant time) {
    Duration left = Duration.between(clock.instant(), time);
    // A millisecond more, lest the last part of one is spent spinning.
    Duration most = left.compareTo(LONGEST_POLL) > 0 ? LONGEST_POLL : left.plusMillis(1);
    return left.isNegative() ? Duration.ZERO : most;
  }
}
