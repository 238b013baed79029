package io.mediajobs.connect;

import io.mediajobs.connect.config.GoodSettings;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.connect.metrics.Gauges;
import io.mediajobs.connect.metrics.Metric;
import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.UnreadableJob;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.plan.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** A task on a virtual clock over a service that a test fills, to see what its metrics say. */
public final class FigureRun implements Requests, OffsetStorageReader {

  public final MovableClock clock;

  /** What the service knows, in the order of creation; the clocks agree. */
  public final List<JobDetail> jobs = new ArrayList<>();

  /** The next answers, in place of what the service knows. */
  public final Deque<JobsApiException> failures = new ArrayDeque<>();

  /** What is answered for a bucket in place of its jobs. */
  public final Map<String, JobsApiException> refused = new HashMap<>();

  /** What is answered to look-ups; null for what the service knows. */
  public @Nullable JobsApiException refusedLookUps;

  /** What was asked. */
  public final List<JobQuery> asked = new ArrayList<>();

  /** What the next page of new jobs shows besides. */
  public final List<UnreadableJob> unreadable = new ArrayList<>();

  /** What the task has returned. */
  public final List<SourceRecord> records = new ArrayList<>();

  private final Deque<Finished> finished = new ArrayDeque<>();
  private final RunningTask task;

  public FigureRun(Instant start, Map<String, String> more) {
    this(start, more, Duration.ZERO);
  }

  /** A run whose worker's clock shows another time than the steady timeline. */
  public FigureRun(Instant start, Map<String, String> more, Duration wallAhead) {
    clock = new MovableClock(start);
    Map<String, String> properties = GoodSettings.with();
    properties.putAll(more);
    task =
        RunningTask.start(
            MediaJobsConfig.of(properties),
            this,
            this,
            new Worker(
                new Throttle(), new Random(1), clock, () -> clock.instant().plus(wallAhead)));
  }

  public void runFor(Duration time) throws InterruptedException {
    Instant end = clock.instant().plus(time);
    while (clock.instant().isBefore(end)) {
      List<SourceRecord> polled = task.poll();
      records.addAll(polled == null ? List.of() : polled);
    }
  }

  /** What is published of the task. */
  public List<Metric.Group> groups() {
    return task.metrics();
  }

  /** A figure of the only source. */
  public double source(String name) {
    return value(1, name);
  }

  /** A figure of the task. */
  public double task(String name) {
    return value(0, name);
  }

  private double value(int group, String name) {
    return Gauges.value(groups().get(group), name);
  }

  @Override
  public void start(SourcePoller poller, Ask ask, Instant now) {
    asked.add(ask.query());
    JobsApiException refusal = refused.get(poller.source().bucket());
    JobsApiException failure = refusal == null ? failures.poll() : refusal;
    if (ask.plain() instanceof JobQuery.LookUp && refusedLookUps != null) {
      failure = refusedLookUps;
    }
    JobPage page = failure == null ? answer(ask.query().plain(), now) : null;
    finished.add(new Finished(poller, ask, now, now, page, failure));
  }

  @Override
  public Finished await(Duration atMost) {
    Finished next = finished.poll();
    clock.advance(next == null ? atMost : Duration.ofMillis(10));
    return next;
  }

  private JobPage answer(JobQuery query, Instant now) {
    if (!(query instanceof Listing listing)) {
      List<JobId> ids = ((JobQuery.LookUp) query).ids();
      List<JobDetail> found = jobs.stream().filter(job -> ids.contains(job.id())).toList();
      List<JobId> gone = new ArrayList<>(ids);
      gone.removeAll(found.stream().map(JobDetail::id).toList());
      return new JobPage(found, null, gone, now);
    }
    List<JobDetail> found =
        jobs.stream()
            .filter(job -> listing.start() == null || !job.creationTime().isBefore(listing.start()))
            .filter(job -> listing.end() == null || !job.creationTime().isAfter(listing.end()))
            .filter(job -> listing.states().isEmpty() || listing.states().contains(job.state()))
            .toList();
    int from = listing.nextToken() == null ? 0 : Integer.parseInt(listing.nextToken());
    int to = Math.min(found.size(), from + listing.size());
    String token = to < found.size() ? Integer.toString(to) : null;
    boolean discovers = listing.states().isEmpty() && listing.size() > 1;
    List<UnreadableJob> broken = discovers ? List.copyOf(unreadable) : List.of();
    unreadable.removeAll(broken);
    return new JobPage(found.subList(Math.min(from, to), to), token, List.of(), now, broken, false);
  }

  @Override
  public void close() {}

  @Override
  public <T> Map<String, Object> offset(Map<String, T> partition) {
    return null;
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> parts) {
    return Map.of();
  }
}
