package io.mediajobs.connect;

import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.connect.offset.NoOffsets;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.plan.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** A service that answers in no time: time goes on only where the task waits. */
final class AnswersAtOnce implements Requests {

  /** What is answered. */
  interface Service {
    JobPage answer(JobSource source, JobQuery query, Instant now) throws JobsApiException;
  }

  private final MovableClock clock;
  private final Service service;
  private final Deque<Finished> finished = new ArrayDeque<>();
  private int closings;

  AnswersAtOnce(MovableClock clock, Service service) {
    this.clock = clock;
    this.service = service;
  }

  /** Starts a task in the time of a clock, which it moves, and without any offset. */
  static RunningTask task(
      Map<String, String> settings, MovableClock clock, Throttle throttle, Service service) {
    return task(settings, clock, throttle, new NoOffsets(), service);
  }

  /** The same from these offsets on. */
  static RunningTask task(
      Map<String, String> settings,
      MovableClock clock,
      Throttle throttle,
      OffsetStorageReader offsets,
      Service service) {
    return RunningTask.start(
        MediaJobsConfig.of(settings),
        offsets,
        new AnswersAtOnce(clock, service),
        new Worker(throttle, new Random(1), clock, clock));
  }

  /** A page that shows nothing. */
  static JobPage nothing(Instant now) {
    return new JobPage(List.of(), null, List.of(), now);
  }

  @Override
  public void start(SourcePoller poller, Ask ask, Instant now) {
    try {
      JobPage page = service.answer(poller.source(), ask.query(), now);
      finished.add(new Finished(poller, ask, now, now, page, null));
    } catch (JobsApiException failure) {
      finished.add(new Finished(poller, ask, now, now, null, failure));
    }
  }

  @Override
  public Finished await(Duration atMost) {
    Finished next = finished.poll();
    if (next == null) {
      clock.advance(atMost);
    }
    return next;
  }

  /** How often it was closed. */
  int closings() {
    return closings;
  }

  @Override
  public void close() {
    closings++;
    finished.clear();
  }
}
