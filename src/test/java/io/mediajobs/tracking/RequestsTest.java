package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.tracking.ServiceModel.Job;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.SourceState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What it costs to know everything, in requests. */
class RequestsTest {

  private static final Duration OVERLAP = Duration.ofSeconds(60);

  private final ServiceModel service = new ServiceModel(Duration.ZERO);

  @Test
  void aRefreshOfAThousandJobsCostsTenPagesAndTheLookUpsOfThoseThatLeft() {
    Instant change = T0.plusSeconds(4000);
    for (int i = 0; i < 1000; i++) {
      Instant created = T0.plusSeconds(i);
      Duration run = i % 50 == 0 ? Duration.between(created, change) : Duration.ofDays(1);
      service.add(Job.of("j" + i, created, Duration.ZERO, run, "Success"));
    }
    PollerRun run = run(T0.plusSeconds(3990));
    run.drain();
    run.now = T0.plusSeconds(4100);
    int before = service.listings + service.lookUps;

    run.drain();

    int discovery = 2;
    assertThat(service.listings + service.lookUps - before - discovery).isLessThanOrEqualTo(13);
    assertThat(run.active()).isEqualTo(980);
  }

  @Test
  void fewDueJobsAmongManyAreLookedUpById() {
    for (int i = 0; i < 1000; i++) {
      service.add(Job.of("j" + i, T0.plusSeconds(i), Duration.ZERO, Duration.ofDays(1), "Success"));
    }
    PollerRun run = run(T0.plusSeconds(4000));
    run.runFor(Duration.ofMinutes(10));
    service.add(
        Job.of("new", run.now.minusSeconds(5), Duration.ZERO, Duration.ofDays(1), "Success"));
    run.runFor(Duration.ofSeconds(10));
    service.listings = 0;
    service.lookUps = 0;

    run.runFor(Duration.ofSeconds(10));

    assertThat(service.lookUps).isLessThanOrEqualTo(3);
  }

  @Test
  void aSteadyStreamCostsTwoListingsOfAJobAndOneRequestACycle() {
    Duration minutes = Duration.ofMinutes(10);
    int jobs = (int) minutes.toSeconds() * 50;
    for (int i = 0; i < jobs; i++) {
      service.add(ended("j" + i, T0.plusMillis(20L * i)));
    }
    PollerRun run = run(T0.minusSeconds(10));

    run.runFor(minutes.plusSeconds(10));
    int requests = service.listings + service.lookUps;
    run.runFor(Duration.ofMinutes(3));

    int floor = (jobs + 99) / 100 * 2;
    int cycles = (int) minutes.plusSeconds(10).toSeconds() / 5;
    assertThat(requests).isLessThanOrEqualTo(cycles + (int) (floor * 1.01));
    assertThat(run.jobsEmitted()).isEqualTo(jobs);
    assertThat(service.timesListed).hasSize(jobs);
    long listed = service.timesListed.values().stream().mapToLong(times -> times).sum();
    assertThat(listed).isLessThanOrEqualTo((long) (2.02 * jobs));
  }

  private PollerRun run(Instant now) {
    return new PollerRun(
        service, PollerRun.settings(new FirstStart.Earliest(), OVERLAP), SourceState.NEW, now);
  }

  private static Job ended(String id, Instant created) {
    return Job.of(id, created, Duration.ZERO, Duration.ZERO, "Success");
  }
}
