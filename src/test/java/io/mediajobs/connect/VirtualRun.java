package io.mediajobs.connect;

import io.mediajobs.client.HttpJobsApi;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.connect.offset.NoOffsets;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.standin.StandIn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A task over real sockets in the time of the service's clock, which goes on only where the task
 * waits for its turn: an answer takes no time at all, and a pause is as long as it is, to the
 * millisecond.
 */
public final class VirtualRun implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The time of the service, and of the task but for the error of its clock. */
  public final MovableClock clock = new MovableClock(Instant.now());

  /** Whom the task asks. */
  public final StandIn service = StandIn.start(clock);

  /** Those of the transitions told so far, in their order. */
  public final List<String> eventIds = new ArrayList<>();

  private final RunningTask task;
  private Duration clockError;
  private Runnable idle = () -> {};

  /**
   * Starts a task.
   *
   * @param clockError how far the worker's clock is ahead of the service's
   */
  public VirtualRun(Map<String, String> more, Duration clockError) {
    this.clockError = clockError;
    Map<String, String> properties = TaskRun.properties(service);
    properties.putAll(more);
    MediaJobsConfig config = MediaJobsConfig.of(properties);
    Instant start = clock.instant();
    InstantSource wall = () -> clock.instant().plus(this.clockError);
    InstantSource steady =
        Worker.timeline(wall.instant(), () -> Duration.between(start, clock.instant()).toNanos());
    HttpJobsApi api = new HttpJobsApi(config.client(), config.credentials(wall), wall);
    this.task =
        RunningTask.start(
            config,
            new NoOffsets(),
            new InNoTime(
                new PooledRequests(api, config.concurrentRequests(), "virtual", steady),
                clock,
                () -> idle.run()),
            new Worker(new Throttle(), new Random(1), steady, wall));
  }

  /** From now on the worker's clock is ahead of the service's by this. */
  public void setClockError(Duration error) {
    clockError = error;
  }

  /** Runs whenever no request is under way, before time goes on. */
  public void whenIdle(Runnable work) {
    idle = work;
  }

  /** Polls until the condition holds; a minute of real time at most. */
  public void pollUntil(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Waited in vain; so far " + eventIds);
      }
      List<SourceRecord> polled = task.poll();
      for (SourceRecord record : polled == null ? List.<SourceRecord>of() : polled) {
        if (record.topic().equals("t.transitions")) {
          eventIds.add(((Struct) record.value()).getString("eventId"));
        }
      }
    }
  }

  @Override
  public void close() {
    task.close();
    service.close();
  }
}
