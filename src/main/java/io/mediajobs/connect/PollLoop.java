package io.mediajobs.connect;

import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobsApi;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.Observation;
import io.mediajobs.tracking.Pace;
import io.mediajobs.tracking.SourcePoller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives the pollers of a task: starts requests that are due, bounded in number and rate, and takes
 * in the finished ones on the thread that polls. Only requests and parsing run on other threads.
 */
final class PollLoop implements AutoCloseable {

  /** Workers expect poll to come back about once a second. */
  private static final Duration LONGEST_POLL = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);

  /** A request that has come back: exactly one of page and failure is there. */
  private record Finished(
      SourcePoller poller,
      JobQuery query,
      Instant askedAt,
      @Nullable JobPage page,
      @Nullable JobsApiException failure) {}

  private final JobsApi api;
  private final List<SourcePoller> pollers;
  private final Pace pace;
  private final int concurrent;
  private final int maxRecords;
  private final int recordsPerAnswer;
  private final InstantSource clock;
  private final ExecutorService requests;
  private final LinkedBlockingQueue<Finished> finished = new LinkedBlockingQueue<>();
  private Instant throttledUntil = Instant.MIN;
  private int inFlight;
  private int turn;

  /**
   * A loop over pollers.
   *
   * @param maxRecords a poll takes in no further answer that could lead to more records
   * @param pageSize jobs a page; each may yield three transitions and a snapshot
   */
  PollLoop(
      JobsApi api,
      List<SourcePoller> pollers,
      Pace pace,
      int concurrent,
      int maxRecords,
      int pageSize,
      InstantSource clock,
      String name) {
    this.api = api;
    this.pollers = List.copyOf(pollers);
    this.pace = pace;
    this.concurrent = concurrent;
    this.maxRecords = maxRecords;
    this.recordsPerAnswer = 4 * pageSize;
    this.clock = clock;
    AtomicInteger number = new AtomicInteger();
    this.requests =
        Executors.newFixedThreadPool(
            concurrent,
            work -> {
              Thread thread = new Thread(work, name + "-request-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Waits up to a second for answers that bring something to light.
   *
   * @return what they brought, by source; empty where there was nothing
   * @throws ConnectException with the sentence that the task is to fail with
   */
  Map<SourcePoller, List<Observation>> poll() throws InterruptedException {
    Instant deadline = clock.instant().plus(LONGEST_POLL);
    Map<SourcePoller, List<Observation>> found = new LinkedHashMap<>();
    while (true) {
      Instant wake = startDue(clock.instant());
      Instant until = wake.isBefore(deadline) ? wake : deadline;
      Finished next = finished.poll(millisUntil(until), TimeUnit.MILLISECONDS);
      int records = 0;
      while (next != null) {
        records += take(next, found);
        next = records + recordsPerAnswer > maxRecords ? null : finished.poll();
      }
      if (!found.isEmpty()) {
        // The answers just taken in may have made room: let requests run while records are sent.
        startDue(clock.instant());
        return found;
      }
      if (!clock.instant().isBefore(deadline)) {
        return found;
      }
    }
  }

  /** Abandons requests in flight and ends the threads; may be called more than once. */
  @Override
  public void close() {
    requests.shutdownNow();
    api.close();
  }

  /**
   * Starts what is due.
   *
   * @return when to try again, if no answer comes before
   */
  private Instant startDue(Instant now) {
    Instant wake = Instant.MAX;
    int idle = 0;
    while (inFlight < concurrent && idle < pollers.size()) {
      if (now.isBefore(throttledUntil)) {
        return throttledUntil;
      }
      if (now.isBefore(pace.next())) {
        return pace.next();
      }
      SourcePoller poller = pollers.get(turn);
      turn = (turn + 1) % pollers.size();
      JobQuery query = poller.next(now);
      if (query == null) {
        idle++;
        Instant due = poller.nextDue(now);
        wake = due.isBefore(wake) ? due : wake;
      } else {
        idle = 0;
        pace.took(now);
        start(poller, query, now);
      }
    }
    return wake;
  }

  private void start(SourcePoller poller, JobQuery query, Instant now) {
    inFlight++;
    try {
      requests.execute(() -> finished.add(ask(poller, query, now)));
    } catch (RejectedExecutionException closed) {
      throw new ConnectException("The task has been stopped", closed);
    }
  }

  private Finished ask(SourcePoller poller, JobQuery query, Instant askedAt) {
    try {
      return new Finished(poller, query, askedAt, api.ask(query), null);
    } catch (JobsApiException failure) {
      return new Finished(poller, query, askedAt, null, failure);
    } catch (RuntimeException | Error bug) {
      LOG.error("Asking {} failed in a way that was not foreseen", query.source(), bug);
      return new Finished(
          poller,
          query,
          askedAt,
          null,
          new JobsApiException(
              JobsApiException.Kind.REFUSED,
              0,
              "Asking " + query.source() + " failed in a way that was not foreseen: " + bug,
              null,
              bug));
    }
  }

  /** Takes in one answer; returns how many records it can lead to. */
  private int take(Finished done, Map<SourcePoller, List<Observation>> found) {
    inFlight--;
    Instant now = clock.instant();
    SourcePoller poller = done.poller();
    int failures = poller.failures();
    if (done.page() == null) {
      failed(poller, done, now, failures);
      return 0;
    }
    List<Observation> observations =
        poller.answered(done.query(), done.page(), done.askedAt(), now);
    if (failures > 0) {
      LOG.info("{} answers again after {} failed requests", poller.source(), failures);
    }
    if (observations.isEmpty()) {
      return 0;
    }
    found.computeIfAbsent(poller, p -> new ArrayList<>()).addAll(observations);
    return observations.stream().mapToInt(seen -> seen.transitions().size() + 1).sum();
  }

  private void failed(SourcePoller poller, Finished done, Instant now, int before) {
    JobsApiException failure = Objects.requireNonNull(done.failure());
    String fatal = poller.failed(done.query(), failure, now);
    if (fatal != null) {
      throw new ConnectException(fatal);
    }
    if (failure.kind() == JobsApiException.Kind.THROTTLED) {
      Instant until = poller.pausedUntil();
      throttledUntil = until.isAfter(throttledUntil) ? until : throttledUntil;
    }
    if (before == 0) {
      LOG.warn("{}; trying again", failure.getMessage());
    } else {
      LOG.debug("{}; trying again", failure.getMessage());
    }
  }

  private long millisUntil(Instant time) {
    Duration left = Duration.between(clock.instant(), time);
    // Rounded up, lest the last millisecond is spent spinning.
    return Math.max(0, Math.min(LONGEST_POLL.toMillis(), left.toMillis() + 1));
  }
}
