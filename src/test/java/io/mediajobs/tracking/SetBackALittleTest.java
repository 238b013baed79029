package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.tracking.ServiceModel.Job;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.SourceState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found where a clock was set back to about the time of the newest job. */
class SetBackALittleTest {

  private static final Instant SET_BACK = T0.plusSeconds(200);
  private static final int BEFORE = 50;

  private final ServiceModel service = new ServiceModel(Duration.ZERO);

  /** How far the clock had come before it says no more how far it has now. */
  @ParameterizedTest
  @ValueSource(ints = {60, 52, 48, 46})
  void whatShowsUpLateAfterItIsTold(int shows) {
    Duration back = Duration.ofSeconds(200 - shows);
    PollerRun run = run(back, Duration.ofSeconds(13));
    for (int i = 0; i < 110; i++) {
      service.add(after("first" + i, 15, back, Duration.ZERO));
    }
    service.add(after("late", 14, back, Duration.ofSeconds(12)));

    run.runFor(Duration.ofMinutes(8));

    assertThat(run.emitted("late")).hasSize(3);
    eachBeforeIsTold(run);
  }

  /** Of what was created before it has come to the newest job again, some may show up later. */
  @Test
  void whatShowsUpOnceItHasComeToTheNewestJobIsTold() {
    Duration back = Duration.ofSeconds(160);
    PollerRun run = run(back, Duration.ofSeconds(60));
    service.add(after("late", 2, back, Duration.ofSeconds(50)));

    run.runFor(Duration.ofMinutes(8));

    assertThat(run.emitted("late")).hasSize(3);
  }

  private PollerRun run(Duration back, Duration overlap) {
    for (int i = 0; i < BEFORE; i++) {
      Instant created = T0.plusSeconds(i);
      service.add(Job.of("before" + i, created, Duration.ZERO, Duration.ofSeconds(1), "Success"));
    }
    service.date = now -> now.isBefore(SET_BACK) ? now : now.minus(back);
    return new PollerRun(
        service, PollerRun.settings(new FirstStart.Earliest(), overlap), SourceState.NEW, T0);
  }

  /** A job that is created so many seconds after the clock was set back, and soon over. */
  private static Job after(String id, int seconds, Duration back, Duration late) {
    Instant created = SET_BACK.plusSeconds(seconds);
    Job job = Job.of(id, created, Duration.ofMillis(100), Duration.ofMillis(100), "Success");
    return new Job(
        id,
        created.minus(back),
        created.plus(late),
        job.started(),
        job.ended(),
        "Success",
        Instant.MAX);
  }

  private void eachBeforeIsTold(PollerRun run) {
    for (int i = 0; i < BEFORE; i++) {
      assertThat(run.emitted("before" + i)).hasSize(3);
    }
  }
}
