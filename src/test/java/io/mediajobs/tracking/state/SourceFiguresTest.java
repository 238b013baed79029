package io.mediajobs.tracking.state;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobState;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.tracking.PollerRun;
import io.mediajobs.tracking.ServiceModel;
import io.mediajobs.tracking.ServiceModel.Job;
import io.mediajobs.tracking.state.TrackedCounts.Group;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a poller says of how it is doing. */
class SourceFiguresTest {

  private static final Duration AHEAD = Duration.ofMinutes(10);
  private static final Duration OVERLAP = Duration.ofSeconds(60);

  private final ServiceModel service = new ServiceModel(AHEAD);

  @Test
  void thereIsNoLagBeforeAnyJob() {
    PollerRun run = run(T0, 20_000);
    run.runFor(Duration.ofSeconds(30));

    assertThat(figures(run).lag(run.now)).isZero();
    assertThat(figures(run).oldestTrackedAge(run.now)).isZero();
    assertThat(figures(run).newestCreation()).isNull();
  }

  @Test
  void lagAndAgeAreByTheServicesClock() {
    service.add(Job.of("old", T0, seconds(20), Duration.ofDays(1), "Success"));
    service.add(Job.of("new", T0.plusSeconds(30), seconds(20), Duration.ofDays(1), "Success"));
    PollerRun run = run(T0.minus(AHEAD).plusSeconds(40), 20_000);
    run.runFor(seconds(20));

    SourceFigures figures = figures(run);
    assertThat(figures.newestCreation()).isEqualTo(T0.plusSeconds(30));
    assertThat(figures.lag(T0.minus(AHEAD).plusSeconds(90))).isEqualTo(60);
    assertThat(figures.oldestTrackedAge(T0.minus(AHEAD).plusSeconds(90))).isEqualTo(90);
    assertThat(figures.lag(T0.minus(AHEAD))).as("never negative").isZero();
  }

  @Test
  void lagGrowsWhileNothingIsCreatedButTheDiscoveryDelayDoesNot() {
    service.add(Job.of("j", T0, seconds(1), seconds(1), "Success"));
    PollerRun run = run(T0, 20_000);
    run.runFor(Duration.ofHours(1));

    assertThat(figures(run).lag(run.now)).isGreaterThan(3600);
    assertThat(figures(run).discoveryDelay(run.now)).isLessThan(6);
    assertThat(figures(run).sinceSuccess(run.now)).isLessThan(6);
  }

  @Test
  void withoutAnAnswerTheDelayCountsFromTheStart() {
    PollerRun run = run(T0, 20_000);

    assertThat(figures(run).discoveryDelay(T0.plusSeconds(7))).isEqualTo(7);
    assertThat(figures(run).sinceSuccess(T0.plusSeconds(7))).isEqualTo(7);
    assertThat(figures(run).counts().answeredAt()).isNull();
  }

  @Test
  void countsTrackedJobsByState() {
    Instant far = T0.plus(AHEAD).minusSeconds(100);
    service.add(Job.of("s1", far, Duration.ofDays(1), seconds(1), "Success"));
    service.add(Job.of("s2", far, Duration.ofDays(1), seconds(1), "Success"));
    service.add(Job.of("r", far.plusSeconds(1), seconds(1), Duration.ofDays(1), "Success"));
    service.add(Job.of("e", T0.plus(AHEAD).minusSeconds(5), seconds(1), seconds(1), "Failed"));
    PollerRun run = run(T0, 20_000);
    run.runFor(seconds(12));

    TrackedCounts tracked = figures(run).tracked();
    Group submitted = new Group(2, far);
    Group running = new Group(1, far.plusSeconds(1));
    assertThat(tracked)
        .isEqualTo(new TrackedCounts(Map.of("Submitted", submitted, "Running", running), 1, 0));
    assertThat(tracked.oldestActive()).isEqualTo(far);
    assertThat(List.of(tracked.submitted(), tracked.running(), tracked.paused(), tracked.other()))
        .containsExactly(2, 1, 0, 0);
    run.runFor(AHEAD.plusMinutes(2));
    assertThat(figures(run).tracked().ended()).as("forgotten once it is settled").isZero();
  }

  @Test
  void countsNewJobsAndTransitions() {
    service.add(Job.of("j1", T0, seconds(20), seconds(30), "Success"));
    service.add(Job.of("j2", T0, seconds(20), seconds(30), "Failed"));
    service.add(
        Job.of("j3", T0, seconds(20), Duration.ofDays(1), "Success")
            .deletedAt(T0.plus(AHEAD).plusSeconds(90)));
    service.add(Job.of("j4", T0, seconds(20), Duration.ofHours(1), "Odd"));
    PollerRun run = run(T0.minus(AHEAD).plusSeconds(2), 20_000);
    run.runFor(Duration.ofHours(2));

    PollCounts counts = figures(run).counts();
    assertThat(counts.discoveredJobs()).isEqualTo(4);
    assertThat(counts.transitions(JobState.SUBMITTED)).isEqualTo(4);
    assertThat(counts.transitions(JobState.RUNNING)).isEqualTo(4);
    assertThat(counts.transitions(JobState.SUCCESS)).isEqualTo(1);
    assertThat(counts.transitions(JobState.FAILED)).isEqualTo(1);
    assertThat(counts.transitions(JobState.NON_EXIST)).isEqualTo(1);
    assertThat(counts.transitions(JobState.CANCEL)).isZero();
    assertThat(counts.otherTransitions()).isEqualTo(1);
    assertThat(counts.answeredRequests()).isEqualTo(run.queries.size());
  }

  @Test
  void countsRequestsByWhatBecameOfThem() {
    PollerRun run = run(T0, 20_000);
    for (Kind kind : new Kind[] {Kind.RETRY, Kind.THROTTLED, Kind.THROTTLED, Kind.CLOCK}) {
      run.now = run.now.plusSeconds(300);
      var query = run.poller().step(run.now).ask();
      run.poller().failed(query, new JobsApiException(kind, 0, "No.", null, null), run.now);
    }

    SourceFigures failing = figures(run);
    assertThat(failing.failures()).isEqualTo(4);
    assertThat(failing.counts().failedRequests(Kind.RETRY)).isEqualTo(1);
    assertThat(failing.counts().failedRequests(Kind.THROTTLED)).isEqualTo(2);
    assertThat(failing.counts().failedRequests(Kind.CLOCK)).isEqualTo(1);
    assertThat(failing.counts().failedRequests(Kind.REFUSED)).isZero();
    assertThat(failing.counts().answeredRequests()).isZero();

    run.now = run.now.plusSeconds(300);
    run.ask(1);
    assertThat(figures(run).failures()).isZero();
    assertThat(figures(run).counts().answeredAt()).isEqualTo(run.now);
    assertThat(failing.counts().answeredRequests()).as("what was handed out stays").isZero();
  }

  @Test
  void discoveryIsHeldBackUntilASweepComesToItsEnd() {
    for (int i = 0; i < 350; i++) {
      service.add(
          Job.of(
              "j" + i, T0.plusSeconds(i), seconds(1), seconds(i < 250 ? 4000 : 9000), "Success"));
    }
    PollerRun run = run(T0.minus(AHEAD).plusSeconds(400), 200);
    run.runFor(Duration.ofMinutes(5));

    assertThat(figures(run).tracked().running()).isEqualTo(200);
    assertThat(figures(run).heldBack()).isTrue();
    assertThat(figures(run).discoveryDelay(run.now)).isGreaterThan(290);
    assertThat(figures(run).backfill().percent()).isBetween(40.0, 60.0);
    assertThat(figures(run).backfill().doneAt()).isNull();

    run.runFor(Duration.ofHours(2));
    assertThat(figures(run).heldBack()).isFalse();
    assertThat(figures(run).discoveryDelay(run.now)).isLessThan(6);
    assertThat(figures(run).backfill().jobs()).isEqualTo(350);
    assertThat(figures(run).backfill().percent()).isEqualTo(100);
  }

  private PollerRun run(Instant now, int maxTracked) {
    PollSettings settings = Polling.settings().overlap(OVERLAP).maxTrackedJobs(maxTracked).build();
    return new PollerRun(service, settings, SourceState.NEW, now);
  }

  private static SourceFigures figures(PollerRun run) {
    return run.poller().figures();
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
