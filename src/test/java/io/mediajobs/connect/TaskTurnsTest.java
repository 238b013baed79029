package io.mediajobs.connect;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.config.GoodSettings;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.Observation;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.tracking.JobMix;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.pace.FairQueues;
import io.mediajobs.tracking.pace.RateLimiter;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.state.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/**
 * Twenty sources on a rate that is too small for them, two of which have most of the changes; in
 * virtual time.
 */
class TaskTurnsTest {

  private static final int SOURCES = 20;
  private static final int BUSY = 2;
  private static final double PER_SECOND = 1;
  private static final Duration LASTS = Duration.ofMinutes(80);

  /** Each other source has at most nine turns in between. */
  private static final Duration LONGEST_WAIT =
      Duration.ofSeconds((long) ((SOURCES - 1) * (FairQueues.MOST + 1) / PER_SECOND));

  private static final MediaJobsConfig CONFIG =
      GoodSettings.config(
          "refresh.learned", "false",
          "refresh.interval.max.ms", "5000",
          "retry.backoff.ms", "1",
          "retry.backoff.max.ms", "1");

  private final Map<SourcePoller, JobMix> mixes = new LinkedHashMap<>();
  private final Map<SourcePoller, List<Instant>> asked = new HashMap<>();
  private final List<Duration> late = new ArrayList<>();
  private final MovableClock clock = new MovableClock(T0);

  @Test
  void busySourcesAreSeenSoonerAndNoneStarves() throws Exception {
    Duration inTurn = p95(1);
    Duration byChanges = p95(FairQueues.MOST);

    System.out.println("95 % of busy sources' changes within " + inTurn + ", then " + byChanges);
    assertThat(byChanges).isLessThan(inTurn.dividedBy(2));
    assertThat(longestWait()).isLessThanOrEqualTo(LONGEST_WAIT);
    int turns = (int) LASTS.dividedBy(LONGEST_WAIT);
    asked.forEach(
        (poller, times) -> assertThat(times).as(poller.source().tag()).hasSizeGreaterThan(turns));
  }

  @Test
  void equalSourcesAskEquallyOften() throws Exception {
    run(FairQueues.MOST, 0);

    List<Integer> requests = asked.values().stream().map(List::size).sorted().toList();
    assertThat(requests.get(SOURCES - 1) - requests.get(0)).isLessThan(requests.get(0) / 10);
  }

  private Duration p95(int most) throws InterruptedException {
    run(most, BUSY);
    Collections.sort(late);
    assertThat(late).hasSizeGreaterThan(500);
    return late.get((int) (late.size() * 0.95));
  }

  private Duration longestWait() {
    Duration longest = Duration.ZERO;
    for (List<Instant> times : asked.values()) {
      for (int i = 1; i < times.size(); i++) {
        Duration wait = Duration.between(times.get(i - 1), times.get(i));
        longest = wait.compareTo(longest) > 0 ? wait : longest;
      }
    }
    System.out.println("Each source is asked at least every " + longest);
    return longest;
  }

  private void run(int most, int busy) throws InterruptedException {
    mixes.clear();
    asked.clear();
    late.clear();
    clock.set(T0);
    Instant end = T0.plus(LASTS);
    for (int i = 0; i < SOURCES; i++) {
      // The others have jobs on their way too, which take their time.
      JobMix mix =
          i < busy
              ? new JobMix(List.of(Duration.ofSeconds(45)), Duration.ofSeconds(4), i, T0, end)
              : new JobMix(List.of(Duration.ofHours(3)), Duration.ofMinutes(5), i, T0, end);
      mixes.put(poller(i), mix);
    }
    List<SourcePoller> busyOnes = List.copyOf(mixes.keySet()).subList(0, busy);
    PollLoop loop =
        new PollLoop(
            new AtOnce(),
            FairQueues.of(mixes.keySet(), most),
            new RateLimiter(PER_SECOND),
            RunningTask.limits(CONFIG),
            ConnectException::new,
            new Worker(new Throttle(), new Random(1), clock, clock));
    while (clock.instant().isBefore(end)) {
      loop.poll()
          .forEach(
              (poller, findings) -> {
                if (busyOnes.contains(poller)) {
                  seen(mixes.get(poller).changes(), findings);
                }
              });
    }
  }

  private void seen(Map<String, Instant> changes, List<JobEvent> findings) {
    for (JobEvent finding : findings) {
      for (JobTransition to : ((Observation) finding).transitions()) {
        Instant change = changes.get(to.jobId() + "/" + to.state());
        if (change != null) {
          late.add(Duration.between(change, clock.instant()));
        }
      }
    }
  }

  private static SourcePoller poller(int number) {
    JobSource source = new JobSource("b-1", "ap-chongqing", "/jobs", "tag" + number, null, null);
    return new SourcePoller(source, CONFIG.polling(), SourceState.NEW, new Random(1), T0);
  }

  /** Answers in no time; time goes on only where there is nothing to do. */
  private final class AtOnce implements Requests {

    private final Deque<Finished> finished = new ArrayDeque<>();

    @Override
    public void start(SourcePoller poller, Ask ask, Instant now) {
      asked.computeIfAbsent(poller, p -> new ArrayList<>()).add(now);
      finished.add(
          new Finished(poller, ask, now, now, mixes.get(poller).answer(ask.query(), now), null));
    }

    @Override
    public Finished await(Duration atMost) {
      if (finished.isEmpty()) {
        clock.advance(atMost);
      }
      return finished.poll();
    }

    @Override
    public void close() {
      finished.clear();
    }
  }
}
