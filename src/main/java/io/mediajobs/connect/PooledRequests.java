package io.mediajobs.connect;

import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobsApi;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.job.Printable;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.plan.Ask;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests to the job API on a small pool of threads, parsing included. */
public final class PooledRequests implements Requests {

  private static final Logger LOG = LoggerFactory.getLogger(PooledRequests.class);

  private final JobsApi api;
  private final ExecutorService pool;
  private final InstantSource steady;
  private final LinkedBlockingQueue<Finished> finished = new LinkedBlockingQueue<>();

  /**
   * A pool over an API, which it closes with itself.
   *
   * @param name what its threads are called, with a number
   * @param steady the timeline of the requests
   */
  public PooledRequests(JobsApi api, int threads, String name, InstantSource steady) {
    this.api = api;
    this.steady = steady;
    AtomicInteger number = new AtomicInteger();
    this.pool =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, name + "-request-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void start(SourcePoller poller, Ask ask, Instant now) {
    pool.execute(() -> finished.add(finish(poller, ask, now)));
  }

  @Override
  public @Nullable Finished await(Duration atMost) throws InterruptedException {
    return finished.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    // An interrupt looks to the HTTP client like a defect, unless it knows that it is closed.
    api.close();
    pool.shutdownNow();
  }

  private Finished finish(SourcePoller poller, Ask ask, Instant askedAt) {
    JobQuery query = ask.query();
    try {
      JobPage page = api.ask(query);
      return new Finished(poller, ask, askedAt, steady.instant(), page, null);
    } catch (JobsApiException failure) {
      return new Finished(poller, ask, askedAt, steady.instant(), null, failure);
    } catch (RuntimeException | Error bug) {
      // Swallowed, it would leave the poller waiting for ever.
      LOG.error("Asking {} failed in a way that was not foreseen", query.source(), bug);
      String what =
          "Asking "
              + query.source()
              + " failed in a way that was not foreseen: "
              + Printable.of(bug.toString());
      JobsApiException failure =
          new JobsApiException(JobsApiException.Kind.REFUSED, Reason.OTHER, 0, what, null, bug);
      return new Finished(poller, ask, askedAt, steady.instant(), null, failure);
    }
  }
}
