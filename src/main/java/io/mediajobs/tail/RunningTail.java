package io.mediajobs.tail;

import io.mediajobs.connect.PollLoop;
import io.mediajobs.connect.PooledRequests;
import io.mediajobs.connect.Worker;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApi;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.pace.Backoff;
import io.mediajobs.tracking.pace.FairQueue;
import io.mediajobs.tracking.pace.RateLimiter;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.PollSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A started command: polls its sources, prints what comes to light, and keeps its position.
 *
 * <p>The position is written after what led to it is out. So what dies in between repeats the
 * findings of one poll, and loses none.
 */
final class RunningTail implements AutoCloseable {

  /** As the connector has them by default. */
  static final int REQUESTS = 4;

  static final double REQUESTS_PER_SECOND = 10;
  static final int MAX_RECORDS = 2000;
  private static final int MOST_SLICES = 16;
  private static final Duration IDLE_INTERVAL = Duration.ofSeconds(60);

  private final PollLoop loop;
  private final List<SourcePoller> pollers;
  private final OffsetFile offsets;
  private final Printer printer;
  private final boolean startIsKept;

  /**
   * Goes on from a position; closes the API with itself.
   *
   * @throws Arguments.Wrong where the position can't be read
   */
  RunningTail(Arguments arguments, JobsApi api, OffsetFile offsets, Printer printer, Worker worker)
      throws Arguments.Wrong {
    this.offsets = offsets;
    this.printer = printer;
    // A first start at the earliest job is found by any restart.
    this.startIsKept = !(arguments.start() instanceof FirstStart.Earliest);
    PollSettings settings = settings(arguments.start(), arguments.sources().size());
    this.pollers = new ArrayList<>();
    for (JobSource source : arguments.sources()) {
      pollers.add(
          new SourcePoller(
              source, settings, offsets.of(source), worker.random(), worker.steady().instant()));
    }
    this.loop =
        new PollLoop(
            new PooledRequests(api, REQUESTS, "tail", worker.steady()),
            new FairQueue<>(pollers),
            new RateLimiter(REQUESTS_PER_SECOND),
            new PollLoop.Limits(
                REQUESTS, MAX_RECORDS, settings, IDLE_INTERVAL, null, REQUESTS_PER_SECOND),
            TailException::new,
            worker);
  }

  /** How each of so many sources is polled: as the connector does by default. */
  static PollSettings settings(FirstStart start, int sources) {
    int slices = Math.max(1, Math.min(MOST_SLICES, REQUESTS / sources));
    return new PollSettings(
        new JobQuery.Filter(null, null, null),
        start,
        Duration.ofSeconds(5),
        Duration.ofSeconds(60),
        100,
        Duration.ofSeconds(5),
        Duration.ofSeconds(60),
        true,
        20_000,
        new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60), Duration.ofMillis(-1)),
        new PollSettings.Parallel(slices, REQUESTS_PER_SECOND / sources));
  }

  /**
   * Prints until it is interrupted, or nobody reads any more.
   *
   * @param unread whether nobody does
   * @throws IOException where that is found out by printing
   * @throws TailException where it can't go on
   */
  void run(BooleanSupplier unread) throws InterruptedException, IOException {
    // A file that can't be written is told before anything is printed.
    offsets.write();
    while (!unread.getAsBoolean()) {
      Map<SourcePoller, List<JobEvent>> found = loop.poll();
      for (List<JobEvent> events : found.values()) {
        for (JobEvent event : events) {
          printer.print(event);
        }
      }
      printer.flush();
      keep(found);
    }
  }

  @Override
  public void close() {
    loop.close();
  }

  /** What was listed without a finding is listed again without one, so it needs no position. */
  private void keep(Map<SourcePoller, List<JobEvent>> found) {
    boolean moved = false;
    for (SourcePoller poller : pollers) {
      boolean begins = !offsets.has(poller.source()) && isStartKnown(poller);
      if (found.containsKey(poller) || begins) {
        offsets.put(poller.source(), poller.state());
        moved = true;
      }
    }
    if (moved) {
      offsets.write();
    }
  }

  /** Whether a position would say where the source starts. */
  private boolean isStartKnown(SourcePoller poller) {
    return startIsKept
        && poller.figures().counts().answeredRequests() > 0
        && poller.state().started();
  }
}
