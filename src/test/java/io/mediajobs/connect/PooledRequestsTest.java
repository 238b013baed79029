package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.fuzz.PageTarget;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApi;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.state.SourceState;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PooledRequestsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final JobSource SOURCE =
      new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", null, null);

  /**
   * The other way round, a request that was waiting for a connection failed in a way that nobody
   * had foreseen, and the log of a worker that stops in peace had an error.
   */
  @Test
  void closesTheApiBeforeItInterruptsWhoIsAsking() throws Exception {
    BusyApi api = new BusyApi();
    PooledRequests requests = new PooledRequests(api, 1, "test", () -> NOW);
    SourcePoller poller =
        new SourcePoller(SOURCE, PageTarget.SETTINGS, SourceState.NEW, new Random(1), NOW);
    requests.start(poller, poller.step(NOW).ask(), NOW);
    assertThat(api.asked.await(60, TimeUnit.SECONDS)).isTrue();

    requests.close();

    assertThat(api.interruptedBeforeClose).isFalse();
    api.asking.join(60_000);
    assertThat(api.asking.isAlive()).as("the thread of the pool").isFalse();
  }

  /** Answers once it is closed, and takes no notice of an interrupt. */
  private static final class BusyApi implements JobsApi {

    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile Thread asking;
    private volatile boolean closed;
    private volatile boolean interruptedBeforeClose;

    @Override
    public JobPage ask(JobQuery query) {
      asking = Thread.currentThread();
      asked.countDown();
      while (!closed) {
        Thread.onSpinWait();
      }
      return new JobPage(List.of(), null, List.of(), NOW);
    }

    @Override
    public void close() {
      interruptedBeforeClose = asking.isInterrupted();
      closed = true;
    }
  }
}
