package io.mediajobs.connect;

import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.connect.offset.LogSizes;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.plan.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SplittableRandom;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * A task in virtual time, for the tests of other packages: waiting for an answer moves the clock.
 */
public final class VirtualTask implements AutoCloseable {

  /** Answers a question, asked when the clock shows this. */
  public interface Service {
    JobPage answer(Ask ask, Instant now) throws JobsApiException;
  }

  private final MovableClock clock;
  private final VirtualRequests requests;
  private final RunningTask task;

  /** Starts a task whose requests take as long as chance says. */
  public VirtualTask(
      MediaJobsConfig config,
      OffsetStorageReader offsets,
      Service service,
      MovableClock clock,
      SplittableRandom random,
      long seed,
      LogSizes sizes) {
    this.clock = clock;
    requests = new VirtualRequests(service, random);
    task =
        RunningTask.start(
            config,
            offsets,
            requests,
            new Worker(new Throttle(), new Random(seed), clock, clock),
            sizes);
  }

  public List<SourceRecord> poll() throws InterruptedException {
    return task.poll();
  }

  /** Tells the task what became of a record that it has returned. */
  public void committed(SourceRecord record, boolean delivered) {
    task.committed(record, delivered);
  }

  /** How many answers the task has got. */
  public int answers() {
    return requests.answers;
  }

  @Override
  public void close() {
    task.close();
  }

  private record UnderWay(Instant backAt, int number, Requests.Finished finished) {}

  private final class VirtualRequests implements Requests {

    private final Service service;
    private final SplittableRandom random;
    private final PriorityQueue<UnderWay> underWay =
        new PriorityQueue<>(Comparator.comparing(UnderWay::backAt).thenComparing(UnderWay::number));
    private int number;
    private int answers;

    VirtualRequests(Service service, SplittableRandom random) {
      this.service = service;
      this.random = random;
    }

    @Override
    public void start(SourcePoller poller, Ask ask, Instant now) {
      Instant served = now.plusMillis(random.nextInt(300));
      Instant back = served.plusMillis(1 + random.nextInt(300));
      Finished finished;
      try {
        finished = new Finished(poller, ask, now, back, service.answer(ask, served), null);
      } catch (JobsApiException failure) {
        finished = new Finished(poller, ask, now, back, null, failure);
      }
      underWay.add(new UnderWay(back, number++, finished));
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

    @Override
    public void close() {
      underWay.clear();
    }
  }
}
