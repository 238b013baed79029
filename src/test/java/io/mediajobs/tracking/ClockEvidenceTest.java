package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.tracking.ServiceModel.Job;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Polling;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.SourceStates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what jobs show settles creation times: no clock loses a job, be it off as it may. */
class ClockEvidenceTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final int JOBS = 300;

  /** What a wrong Date may mean is looked for as well, for as long as it shows it. */
  @ParameterizedTest
  @ValueSource(ints = {30, 3600})
  void whereTurnsAreScarceADateThatIsBehindHoldsUpNoListing(int behind) {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    for (int i = 0; i < 100; i++) {
      Instant created = T0.plusSeconds(10 * i);
      service.add(Job.of("j" + i, created, Duration.ZERO, Duration.ofSeconds(5), "Success"));
    }
    service.date = now -> now.isBefore(T0.plusSeconds(300)) ? now : now.minusSeconds(behind);
    PollerRun run = new PollerRun(service, Polling.settings().build(), SourceState.NEW, T0);
    Duration turn = Duration.ofSeconds(40);
    while (run.now.isBefore(T0.plusSeconds(1200))) {
      run.ask(1);
      run.now = run.now.plus(turn);
    }

    for (Job job : service.jobs()) {
      Duration late = Duration.between(job.ended(), run.seenAt.get(job.id() + "/Success"));
      assertThat(late).as(job.id()).isLessThanOrEqualTo(turn.multipliedBy(4));
    }
  }

  @Test
  void aDateThatIsAnHourAheadForAWhileLosesNothing() {
    losesNothing(
        60, now -> now.isBefore(T0.plusSeconds(80)) && late(now, 65) ? now.plus(HOUR) : now);
  }

  @Test
  void aDateThatIsAheadForGoodLosesNothing() {
    losesNothing(60, now -> now.plusSeconds(100));
  }

  @Test
  void withoutAnOverlapADateThatIsAheadLosesNothing() {
    losesNothing(0, now -> now.plusSeconds(5));
  }

  @Test
  void withoutADateAWorkersClockThatIsAheadLosesNothing() {
    ServiceModel service = new ServiceModel(Duration.ofSeconds(-100));
    service.date = now -> null;
    losesNothing(service, 60, T0.plusSeconds(100));
  }

  @Test
  void aCreationTimeThatIsAnHourAheadLosesNothing() {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    showAnHourAhead(service, "j20");
    losesNothing(service, 60, T0);
  }

  @Test
  void aJobOfALongPastThatShowsATimeAheadIsToldWhileTheDateIsAhead() {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    int jobs = 5000;
    for (int i = 0; i < jobs; i++) {
      service.add(job("j" + i, T0.plusSeconds(i)));
    }
    Instant start = T0.plusSeconds(jobs + 60L);
    showAnHourAhead(service, "j3000");
    service.date = now -> now.isBefore(start.plusSeconds(30)) ? now.plus(HOUR) : now;
    ParallelRun run = new ParallelRun(service, settings(60), 4, 1000, Duration.ofMillis(50), start);

    run.take(200);

    assertThat(run.mostSlices).isGreaterThan(2);
    assertThat(run.discovered).containsKey("j3000").hasSize(jobs);
    assertThat(run.discovered.values()).containsOnly(1);
  }

  @Test
  void aLateJobThatShowsATimeAheadIsToldWhileTheDateIsAhead() {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    for (int i = 0; i < JOBS; i++) {
      service.add(job("more" + i, T0.plusMillis(1000L * i)));
    }
    service.add(job("late", T0.plusSeconds(30)).visibleAfter(Duration.ofSeconds(50)));
    service.date = now -> now.plus(HOUR);
    showAnHourAhead(service, "late");
    PollerRun run = losesNothing(service, 60, T0);
    assertThat(run.emitted("late")).hasSize(3);
  }

  @Test
  void aCreationTimeAnHourAheadOfTheOnlyJobForTwoMinutesRepeatsNothing() {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    Instant start = T0.minusSeconds(120);
    service.add(job("alone", start));
    showAnHourAhead(service, "alone");
    PollerRun run = losesNothing(service, 60, start);
    assertThat(run.emitted("alone")).hasSize(3);
  }

  @Test
  void aWorkersClockThatIsAnHourBehindDelaysNothing() {
    ServiceModel service = new ServiceModel(HOUR);
    PollerRun run = losesNothing(service, 60, T0.minus(HOUR));
    assertThat(latest(run, HOUR)).isLessThanOrEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void aDateThatIsAnHourBehindDelaysNothing() {
    PollerRun run = losesNothing(60, now -> now.minus(HOUR));
    assertThat(latest(run, Duration.ZERO)).isLessThanOrEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void aDateThatGoesBackAnHourAloneRepeatsNothing() {
    PollerRun run = losesNothing(60, now -> late(now, 150) ? now.minus(HOUR) : now);
    assertThat(latest(run, Duration.ZERO)).isLessThanOrEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void aStoredTimeThatAClockHasSettledHealsItself() {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    service.add(job("j", T0.plusSeconds(30)));
    SourceState state = SourceStates.of(T0, T0.plus(HOUR), null, List.of());
    PollerRun run = new PollerRun(service, settings(60), state, T0.plusSeconds(40));

    run.runFor(Duration.ofMinutes(1));

    assertThat(run.emitted("j")).hasSize(3);
  }

  /** Answers show this job with a creation time an hour after its own. */
  private static void showAnHourAhead(ServiceModel service, String id) {
    service.more =
        (shown, job, asked, now) -> {
          if (job.id().equals(id)) {
            shown.created(job.created().plus(HOUR));
          }
        };
  }

  private static PollerRun losesNothing(int overlap, Function<Instant, @Nullable Instant> date) {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    service.date = date;
    return losesNothing(service, overlap, T0);
  }

  /** A job a second, of which every third is visible late: each is told once. */
  private static PollerRun losesNothing(ServiceModel service, int overlap, Instant start) {
    for (int i = 0; i < JOBS; i++) {
      Job job = job("j" + i, T0.plusMillis(1000L * i + 37L * (i % 27)));
      service.add(i % 3 == 0 ? job.visibleAfter(Duration.ofSeconds(overlap * 5L / 6)) : job);
    }
    PollerRun run = new PollerRun(service, settings(overlap), SourceState.NEW, start);
    Instant end = run.now.plusSeconds(JOBS + 200L);
    while (run.now.isBefore(end)) {
      run.runFor(Duration.ofSeconds(1));
      SourceState state = run.poller().state();
      if (state.settledCreationTime() != null && state.lastCreationTime() != null) {
        assertThat(state.settledCreationTime()).isBeforeOrEqualTo(state.lastCreationTime());
      }
    }
    for (int i = 0; i < JOBS; i++) {
      assertThat(run.emitted("j" + i)).as("j" + i).hasSize(3);
    }
    assertThat(run.notices).isEmpty();
    return run;
  }

  private static PollSettings settings(int overlap) {
    return PollerRun.settings(new FirstStart.Earliest(), Duration.ofSeconds(overlap));
  }

  private static Job job(String id, Instant submitted) {
    return Job.of(id, submitted, Duration.ofMillis(100), Duration.ofMillis(100), "Success");
  }

  private static boolean late(Instant now, int seconds) {
    return !now.isBefore(T0.plusSeconds(seconds));
  }

  /** How long after it was visible the job was told that waited longest. */
  private static Duration latest(PollerRun run, Duration behind) {
    Duration most = Duration.ZERO;
    for (int i = 0; i < JOBS; i++) {
      Instant visible = T0.plusMillis(1000L * i + 37L * (i % 27));
      Instant told = run.seenAt.get("j" + i + "/Success").plus(behind);
      Duration took = Duration.between(visible, told);
      most = i % 3 > 0 && took.compareTo(most) > 0 ? took : most;
    }
    return most;
  }
}
