package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.tracking.ServiceModel.Job;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Polling;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.SourceStates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a poller finds jobs: sweeps, pages, late ones, and where it starts. */
class DiscoveryTest {

  private static final Duration OVERLAP = Duration.ofSeconds(60);
  private static final Instant LONG_AFTER = T0.plus(Duration.ofHours(1));

  private final ServiceModel service = new ServiceModel(Duration.ZERO);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 99, 100, 101, 200, 201})
  void findsEveryJobOfABacklogWithOneListingOfEach(int jobs) {
    for (int i = 0; i < jobs; i++) {
      service.add(ended("j" + i, T0.plusSeconds(i)));
    }
    PollerRun run = run(LONG_AFTER);

    run.drain();

    assertThat(run.jobsEmitted()).isEqualTo(jobs);
    assertThat(service.listings).isEqualTo(Math.max(1, (jobs + 99) / 100));
    run.runFor(Duration.ofMinutes(3));
    assertThat(run.tracked()).as("but those of the newest second").isLessThan(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 101, 500})
  void findsEveryJobOfOneSecond(int jobs) {
    for (int i = 0; i < jobs; i++) {
      service.add(ended("j" + i, T0));
    }
    service.add(ended("later", T0.plusSeconds(1)));
    PollerRun run = run(LONG_AFTER);

    run.drain();

    assertThat(run.jobsEmitted()).isEqualTo(jobs + 1);
  }

  @Test
  void findsAJobThatBecomesVisibleLateBehindNewerOnes() {
    for (int i = 0; i < 120; i++) {
      service.add(ended("on-time-" + i, T0.plusSeconds(i)));
    }
    service.add(ended("late", T0.plusSeconds(30)).visibleAfter(OVERLAP));
    PollerRun run = run(T0);

    run.runFor(Duration.ofMinutes(5));

    assertThat(run.emitted("late")).isNotEmpty();
    assertThat(run.jobsEmitted()).isEqualTo(121);
  }

  @Test
  void findsAJobThatBecomesVisibleWhileThePageIsOnItsWay() {
    for (int i = 0; i < 100; i++) {
      service.add(ended("on-time-" + i, T0.plusSeconds(i)));
      // Submitted late in its second.
      service.add(ended("late-" + i, T0.plusSeconds(i)).visibleAfter(Duration.ofMillis(1900)));
    }
    PollerRun run =
        new PollerRun(
            service,
            PollerRun.settings(new FirstStart.Earliest(), Duration.ofSeconds(1)),
            SourceState.NEW,
            T0.plusMillis(100));
    run.wayBack = Duration.ofMillis(1500);

    run.runFor(Duration.ofMinutes(3));

    assertThat(run.jobsEmitted()).isEqualTo(200);
  }

  @Test
  void withoutOverlapALateJobIsNotLookedFor() {
    service.add(ended("newer", T0.plusSeconds(60)));
    service.add(ended("late", T0.plusSeconds(30)).visibleAfter(OVERLAP));
    PollerRun run =
        new PollerRun(
            service,
            PollerRun.settings(new FirstStart.Earliest(), Duration.ZERO),
            SourceState.NEW,
            T0.plusSeconds(70));

    run.runFor(Duration.ofMinutes(5));

    assertThat(run.emitted("newer")).isNotEmpty();
    assertThat(run.emitted("late")).as("this is what the overlap is for").isEmpty();
  }

  @Test
  void anIdleSourceCostsOneListingACycle() {
    service.add(ended("j", T0));
    PollerRun run = run(LONG_AFTER);
    run.runFor(Duration.ofMinutes(5));
    service.listings = 0;

    run.runFor(Duration.ofMinutes(10));

    assertThat(service.listings).isEqualTo(120);
    assertThat(service.lookUps).isZero();
  }

  @Test
  void goesOnInTheMiddleOfASweepAfterARestart() {
    for (int i = 0; i < 250; i++) {
      service.add(ended("j" + i, T0.plusSeconds(i)));
    }
    PollerRun run = run(LONG_AFTER);
    run.ask(1);
    SourceState between = run.poller().state();
    assertThat(between.sweep()).isNotNull();
    assertThat(between.lastCreationTime()).isEqualTo(T0.plusSeconds(99));

    run.restart();
    run.drain();

    Listing resumed = (Listing) run.queries.get(1);
    assertThat(resumed.nextToken()).isEqualTo(between.sweep().nextToken());
    assertThat(run.jobsEmitted()).isEqualTo(250);
    assertThat(service.listings).as("its newest second once more, to settle it").isEqualTo(4);
  }

  @Test
  void dropsATokenThatIsRefusedAndGoesOnFromWhereItWas() {
    for (int i = 0; i < 250; i++) {
      service.add(ended("j" + i, T0.plusSeconds(i)));
    }
    PollerRun run = run(LONG_AFTER);
    run.ask(1);
    service.rejectTokens(1);

    run.drain();

    assertThat(run.jobsEmitted()).isEqualTo(250);
    Listing again = (Listing) run.queries.get(2);
    assertThat(again.nextToken()).isNull();
    assertThat(again.start()).as("the last second that is settled").isEqualTo(T0.plusSeconds(98));
    assertThat(run.emitted("j99")).hasSize(3);
  }

  @Test
  void waitsAtTheBoundAndLosesNothing() {
    for (int i = 0; i < 500; i++) {
      service.add(
          Job.of(
              "j" + i,
              T0.plusSeconds(i),
              Duration.ofSeconds(5),
              Duration.ofMinutes(20),
              "Success"));
    }
    PollSettings narrow = Polling.settings().overlap(OVERLAP).maxTrackedJobs(200).build();
    PollerRun run = new PollerRun(service, narrow, SourceState.NEW, T0.plusSeconds(600));
    int most = 0;
    for (int minute = 0; minute < 60; minute++) {
      run.runFor(Duration.ofMinutes(1));
      most = Math.max(most, run.tracked());
    }

    assertThat(most).isLessThanOrEqualTo(200);
    assertThat(run.jobsEmitted()).isEqualTo(500);
  }

  @Test
  void theServicesClockRulesWhereALatestStartBegins() {
    ServiceModel ahead = new ServiceModel(Duration.ofMinutes(10));
    Instant serviceNow = T0.plus(Duration.ofMinutes(10));
    ahead.add(ended("old", serviceNow.minusSeconds(30)));
    ahead.add(ended("new", serviceNow.plusSeconds(30)).visibleAfter(Duration.ZERO));
    PollerRun run =
        new PollerRun(
            ahead,
            PollerRun.settings(new FirstStart.Back(Duration.ZERO), OVERLAP),
            SourceState.NEW,
            T0);

    run.runFor(Duration.ofMinutes(5));

    assertThat(run.emitted("old")).isEmpty();
    assertThat(run.emitted("new")).isNotEmpty();
  }

  @Test
  void aBareCreationTimeStartsThereAgain() {
    for (int i = 0; i < 300; i++) {
      service.add(ended("j" + i, T0.plusSeconds(i)));
    }
    SourceState patched = SourceStates.of(T0.plusSeconds(200), null, null, List.of());
    PollerRun run =
        new PollerRun(
            service, PollerRun.settings(new FirstStart.Earliest(), OVERLAP), patched, LONG_AFTER);

    run.runFor(Duration.ofMinutes(5));

    // The overlap before it counts as not settled.
    assertThat(run.jobsEmitted()).isEqualTo(160);
    assertThat(run.emitted("j140")).isNotEmpty();
  }

  private PollerRun run(Instant now) {
    return new PollerRun(
        service, PollerRun.settings(new FirstStart.Earliest(), OVERLAP), SourceState.NEW, now);
  }

  private static Job ended(String id, Instant created) {
    return Job.of(id, created, Duration.ofSeconds(0), Duration.ofSeconds(0), "Success");
  }
}
