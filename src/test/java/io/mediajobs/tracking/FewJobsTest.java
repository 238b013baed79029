package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.tracking.ServiceModel.Job;
import io.mediajobs.tracking.state.Polling;
import io.mediajobs.tracking.state.SourceState;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that are too few for it to be known how long they take: up to a minute, whatever it is. */
class FewJobsTest {

  private static final int JOBS = 60;
  private static final Duration WHILE = Duration.ofMinutes(18);
  private static final long[] TARGETS = {300, 500, 999, 1_000, 1_001, 2_000, 5_000, 10_000};

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 7})
  void theirEndsAreSeenInTimeWhateverTheTarget(long seed) {
    for (long target : TARGETS) {
      assertThat(p95(seed, target)).as("target %s", target).isLessThan(target + 200);
    }
  }

  /** In milliseconds; the target stands in for the intervals, as latency.target.ms does. */
  private static long p95(long seed, long target) {
    Duration interval = Duration.ofMillis(target);
    ServiceModel service = new ServiceModel(Duration.ZERO);
    Random random = new Random(seed);
    for (int i = 0; i < JOBS; i++) {
      Duration wait = Duration.ofMillis(random.nextInt(60_000));
      Duration run = Duration.ofMillis(1_000 + random.nextInt(60_000));
      service.add(
          Job.of(
              "j" + i,
              T0.plusMillis(random.nextInt((int) WHILE.toMillis())),
              wait,
              run,
              "Success"));
    }
    Polling settings =
        Polling.settings()
            .pollInterval(interval)
            .refreshInterval(interval, interval.multipliedBy(12));
    PollerRun run = new PollerRun(service, settings.build(), SourceState.NEW, T0);
    run.runFor(WHILE.plusMinutes(3));
    Stream<Long> late =
        service.jobs().stream()
            .map(
                job ->
                    Duration.between(job.ended(), run.seenAt.get(job.id() + "/Success")).toMillis())
            .sorted();
    return late.skip(JOBS * 95 / 100).findFirst().orElseThrow();
  }
}
