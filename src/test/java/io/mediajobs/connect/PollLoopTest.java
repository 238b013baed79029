package io.mediajobs.connect;

import static io.mediajobs.job.Jobs.T0;
import static io.mediajobs.job.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.connect.config.GoodSettings;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.job.Observation;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.pace.FairQueue;
import io.mediajobs.tracking.pace.RateLimiter;
import io.mediajobs.tracking.state.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PollLoopTest {

  /** So many a second that no request has to wait for its turn. */
  private static final double FAST = 1e6;

  private final MovableClock clock = new MovableClock(Instant.now());
  private final PreparedAnswers api = new PreparedAnswers();
  private final List<PollLoop> loops = new ArrayList<>();
  private final Throttle throttle = new Throttle();

  @AfterEach
  void close() {
    loops.forEach(PollLoop::close);
  }

  @Test
  void returnsWhatAnAnswerBringsToLight() throws Exception {
    api.next(page(job("j1").detail(), job("j2").detail()));
    PollLoop loop = loop(1, 1000, 2000);

    Map<SourcePoller, List<JobEvent>> found = loop.poll();

    assertThat(found).hasSize(1);
    assertThat(found.values().iterator().next())
        .extracting(seen -> ((Observation) seen).jobId().value())
        .containsExactly("j1", "j2");
  }

  @Test
  void asksNoMoreAtOnceThanAllowed() throws Exception {
    CountDownLatch three = new CountDownLatch(3);
    AtomicInteger most = new AtomicInteger();
    AtomicInteger now = new AtomicInteger();
    api.behave =
        query -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          three.countDown();
          await(three);
          now.decrementAndGet();
          return page(job(query.source().tag()).detail());
        };
    PollLoop loop = loop(9, 1000, 2000);

    int jobs = 0;
    while (jobs < 9) {
      jobs += loop.poll().values().stream().mapToInt(List::size).sum();
    }

    assertThat(most).hasValue(3);
  }

  @Test
  void takesInNoFurtherAnswerOnceTheBatchCouldOverflow() throws Exception {
    CountDownLatch bothAsked = new CountDownLatch(2);
    api.behave =
        query -> {
          bothAsked.countDown();
          await(bothAsked);
          return page(job(query.source().tag()).detail());
        };
    PollLoop loop = loop(2, 1000, 1);

    assertThat(loop.poll()).hasSize(1);
    assertThat(loop.poll()).hasSize(1);
  }

  @Test
  void asksForTheNextPageBeforeItHandsOutTheLast() throws Exception {
    CountDownLatch next = nextPageAsked();

    assertThat(loop(1, FAST, 2000).poll()).hasSize(1);

    // Nobody polls meanwhile, as the worker makes records of the page and sends them.
    assertThat(next.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void asksForTheNextPageToWhereTheBatchIsFull() throws Exception {
    CountDownLatch next = nextPageAsked();

    assertThat(loop(1, FAST, 1).poll()).as("one page is a batch").hasSize(1);

    assertThat(next.await(60, TimeUnit.SECONDS)).isTrue();
  }

  /** There is one page that has a next, which never comes. */
  private CountDownLatch nextPageAsked() {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    api.behave =
        query -> {
          if (((Listing) query).nextToken() != null) {
            asked.countDown();
            await(never);
          }
          return new JobPage(List.of(job(query.source().tag()).detail()), "next", List.of(), T0);
        };
    return asked;
  }

  @Test
  void goesOnAfterAFailureThatMayPass() throws Exception {
    api.fail(new JobsApiException(Kind.RETRY, Reason.OTHER, 503, "Busy.", null, null));
    api.next(page(job("j1").detail()));
    PollLoop loop = loop(1, 1000, 2000);

    Map<SourcePoller, List<JobEvent>> found = Map.of();
    while (found.isEmpty()) {
      found = loop.poll();
    }

    assertThat(api.asked).hasSize(2);
  }

  @Test
  void failsWithTheSentenceOfARefusal() {
    api.fail(
        new JobsApiException(
            Kind.REFUSED, Reason.OTHER, 403, "Listing /jobs was refused.", null, null));
    PollLoop loop = loop(1, 1000, 2000);

    assertThatThrownBy(loop::poll)
        .isInstanceOf(ConnectException.class)
        .hasMessage("Listing /jobs was refused.");
  }

  @Test
  void throttlingPausesEverySourceOfEveryTask() throws Exception {
    api.fail(
        new JobsApiException(
            Kind.THROTTLED, Reason.OTHER, 429, "Too many.", Duration.ofHours(1), null));
    PollLoop loop = loop(5, 1000, 2000, 1);

    assertThat(loop.poll()).isEmpty();
    assertThat(loop(5, 1000, 2000, 1).poll()).isEmpty();

    assertThat(api.asked).hasSize(1);
  }

  @Test
  void aFailureWithoutAWaitPausesItsOwnSourceAlone() throws Exception {
    api.fail(new JobsApiException(Kind.RETRY, Reason.OTHER, 503, "Busy.", null, null));
    loop(1, 1000, 2000).poll();

    assertThat(throttle.until()).isEqualTo(Instant.MIN);
  }

  @Test
  void comesBackAfterASecondWhenNothingHappens() throws Exception {
    PollLoop loop = loop(1, 1000, 2000);
    loop.poll();

    Instant start = clock.instant();
    assertThat(loop.poll()).isEmpty();

    // A millisecond more, lest the last part of one is spent spinning.
    assertThat(clock.instant()).isEqualTo(start.plusMillis(1001));
  }

  @Test
  void anUnforeseenExceptionFailsTheTaskInsteadOfHangingIt() {
    api.behave =
        query -> {
          throw new IllegalStateException("boom");
        };
    PollLoop loop = loop(1, 1000, 2000);

    assertThatThrownBy(loop::poll)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("failed in a way that was not foreseen");
  }

  private PollLoop loop(int sources, double perSecond, int maxRecords) {
    return loop(sources, perSecond, maxRecords, 3);
  }

  private PollLoop loop(int sources, double perSecond, int maxRecords, int concurrent) {
    MediaJobsConfig config =
        GoodSettings.config(
            "requests.concurrent", Integer.toString(concurrent),
            "max.batch.records", Integer.toString(maxRecords),
            "poll.interval.ms", "3600000",
            "refresh.interval.ms", "3600000",
            "refresh.interval.max.ms", "3600000",
            "retry.backoff.ms", "1",
            "retry.backoff.max.ms", "1");
    List<SourcePoller> pollers = new ArrayList<>();
    for (int i = 0; i < sources; i++) {
      JobSource source = new JobSource("b-1", "ap-chongqing", "/jobs", "tag" + i, null, null);
      pollers.add(
          new SourcePoller(
              source, config.polling(), SourceState.NEW, new Random(1), clock.instant()));
    }
    PollLoop loop =
        new PollLoop(
            new InNoTime(
                new PooledRequests(api, concurrent, "test", clock),
                clock,
                () -> {},
                Duration.ofMillis(1)),
            new FairQueue<>(pollers),
            new RateLimiter(perSecond),
            RunningTask.limits(config),
            ConnectException::new,
            new Worker(throttle, new Random(1), clock, clock));
    loops.add(loop);
    return loop;
  }

  private static JobPage page(JobDetail... jobs) {
    return new JobPage(List.of(jobs), null, List.of(), T0);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new AssertionError("Waited in vain");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
