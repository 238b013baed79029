package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.tracking.ServiceModel.Job;
import io.mediajobs.tracking.state.Backfill;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.SourceStates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A long past: how long it takes, what it costs, and that every job of it is found once. */
class BacklogTest {

  private static final int JOBS = 20_000;
  private static final int PAGES = JOBS / 100;
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration REQUEST = Duration.ofMillis(50);
  private static final Instant NOW = T0.plus(MONTH).plus(Duration.ofHours(1));

  private final ServiceModel service = new ServiceModel(Duration.ZERO);

  @Test
  void fourSlicesTakeAThirdOfTheTimeOfOneSweepOrLess() {
    addJobs(JOBS, BacklogTest::evenly);

    Duration one = run(1, 100).until(JOBS);
    ParallelRun sliced = run(4, 100);
    Duration four = sliced.until(JOBS);

    assertThat(one.toMillis()).isGreaterThanOrEqualTo(3 * four.toMillis());
    assertThat(sliced.discovered.values()).containsOnly(1);
    assertThat(sliced.requests).isLessThan(PAGES + 20);
    assertThat(sliced.mostSlices).isEqualTo(4);
    assertThat(sliced.mostStored)
        .as("one more, done before those in front of it")
        .isLessThanOrEqualTo(5);
    assertThat(sliced.mostTracked).as("of jobs that have ended").isLessThan(500);
  }

  @Test
  void slicesAreCutAgainWhereTheJobsAre() {
    addJobs(JOBS, BacklogTest::mostInADay);

    Duration one = run(1, 100).until(JOBS);
    ParallelRun sliced = run(4, 100);
    Duration four = sliced.until(JOBS);

    assertThat(2 * one.toMillis()).isGreaterThanOrEqualTo(5 * four.toMillis());
    assertThat(sliced.discovered.values()).containsOnly(1);
  }

  @Test
  @Tag("slow")
  void aFastLinkOrALowRateLeavesNothingToBeGained() {
    addJobs(JOBS, BacklogTest::evenly);

    for (Duration request : List.of(Duration.ofMillis(5), REQUEST)) {
      ParallelRun run = run(4, 10, request);
      run.until(JOBS);

      assertThat(run.requests).isLessThanOrEqualTo(PAGES + 2);
      assertThat(run.mostSlices).isZero();
    }
    ParallelRun fast = run(4, 1000, Duration.ofMillis(5));
    fast.until(JOBS);
    assertThat(fast.requests).isLessThanOrEqualTo(PAGES + 2);
  }

  @Test
  void noMoreSlicesThanTheRateAllowsRequestsAtOnce() {
    addJobs(JOBS, BacklogTest::evenly);
    ParallelRun run = run(4, 10, Duration.ofMillis(150));

    run.until(JOBS);

    assertThat(run.mostSlices).isEqualTo(2);
    assertThat(run.requests).isLessThan(PAGES + 12);
  }

  @Test
  void goesOnFromTheCursorsAfterARestartAnywhere() {
    addJobs(5000, BacklogTest::mostInADay);
    ParallelRun run = run(4, 1000);

    while (run.discovered.size() < 5000) {
      run.take(7);
      run.restart(run.poller().state());
      // Each run asks for the time, and what is under way is asked for again.
      assertThat(run.requests).as("it gets on").isLessThan(1000);
    }
    run.take(50);

    assertThat(run.discovered.values()).containsOnly(1);
    assertThat(run.poller().state().slices()).isEmpty();
    assertThat(run.mostSlices).isGreaterThan(2);
  }

  /** Each slice is listed to a second behind its end, which the next one has told already. */
  @Test
  void whatSlicesShowIsBelievedWhereAllClocksAreBehindAfterARestart() {
    addJobs(4000, i -> T0.plusSeconds(3L * i));
    ParallelRun run = run(4, 1000);
    run.take(20);
    assertThat(run.slices()).isGreaterThan(2);
    run.wallBehind = Duration.between(T0.plusSeconds(20), NOW);
    service.date = now -> now.minus(run.wallBehind);

    while (run.discovered.size() < 4000) {
      run.restart(run.poller().state());
      run.take(4);
    }
    run.take(50);

    assertThat(run.discovered.values()).containsOnly(1);
  }

  @Test
  void refusedTokensAndUnreadableJobsLoseAndDoubleNothing() {
    addJobs(5000, BacklogTest::evenly);
    for (int i = 0; i < 5000; i += 50) {
      service.damage("j" + i, i % 100 == 0 ? "j" + i : "no id of " + i);
    }
    ParallelRun run = run(4, 1000);
    run.take(30);
    assertThat(run.slices()).isGreaterThan(2);

    for (int i = 0; i < 20; i++) {
      service.rejectTokens(3);
      run.take(12);
    }
    run.until(4900);
    run.take(50);

    assertThat(run.discovered.values()).containsOnly(1);
    assertThat(run.malformed).hasSize(100);
    assertThat(run.malformed.values()).containsOnly(1);
    assertThat(run.mostTracked).isLessThan(500);
  }

  @Test
  void aJobWithoutACreationTimeIsFoundOnceWhoeverListsIt() {
    addJobs(4000, BacklogTest::inBusySeconds);
    ParallelRun run = run(4, 1000);
    run.onTheWay =
        page ->
            new JobPage(
                page.jobs().stream().map(BacklogTest::someWithoutTime).toList(),
                page.nextToken(),
                page.nonExistIds(),
                page.serviceTime());

    run.until(4000);
    run.take(50);

    assertThat(run.mostSlices).isGreaterThan(2);
    assertThat(run.discovered.values()).containsOnly(1);
  }

  @Test
  void anOffsetWithoutItsSlicesLosesNothing() {
    addJobs(5000, BacklogTest::evenly);
    ParallelRun run = run(4, 1000);
    run.take(30);
    SourceState state = run.poller().state();
    assertThat(state.slices()).hasSizeGreaterThan(2);
    assertThat(state.slices().get(0).settled()).isEqualTo(state.settledCreationTime());

    run.restart(
        SourceStates.of(
            state.lastCreationTime(), state.settledCreationTime(), null, state.trackedJobs()));
    run.until(5000);

    assertThat(run.discovered).hasSize(5000);
  }

  @Test
  void jobsOnTheirWayAreLookedAtMeanwhile() {
    addJobs(5000, BacklogTest::evenly);
    Instant created = T0.plusSeconds(60);
    service.add(Job.of("long", created, Duration.ZERO, MONTH.multipliedBy(2), "Success"));
    ParallelRun run = run(4, 1000, Duration.ofSeconds(2));

    run.until(5001);

    assertThat(run.mostSlices).isEqualTo(4);
    assertThat(run.lookUpsMeanwhile).isGreaterThan(2);
  }

  @Test
  void tellsHowFarTheSlicesAreTogether() {
    addJobs(5000, BacklogTest::evenly);
    ParallelRun run = run(4, 1000);
    double percent = 0;

    while (percent < 100) {
      run.take(1);
      Backfill backfill = run.poller().figures().backfill();
      double next = backfill == null ? 0 : backfill.percent();
      assertThat(next).isBetween(percent, 100.0);
      assertThat(next < 100 || run.discovered.size() == 5000).as("done at 100 only").isTrue();
      percent = next;
    }

    Backfill done = run.poller().figures().backfill();
    assertThat(done.jobs()).isBetween(5000L, 5100L);
    assertThat(done.left(run.now)).isZero();
  }

  private static JobDetail someWithoutTime(JobDetail job) {
    boolean some = job.id().value().endsWith("7");
    return new JobDetail(
        job.id(),
        job.state(),
        job.progress(),
        some ? null : job.creationTime(),
        job.startTime(),
        job.endTime(),
        job.fingerprint(),
        job.complete(),
        job.element());
  }

  private void addJobs(int count, IntFunction<Instant> created) {
    for (int i = 0; i < count; i++) {
      service.add(Job.of("j" + i, created.apply(i), Duration.ZERO, Duration.ZERO, "Success"));
    }
  }

  private static Instant evenly(int i) {
    return T0.plus(MONTH.multipliedBy(i).dividedBy(JOBS));
  }

  /** Nine of ten on the seventeenth. */
  private static Instant mostInADay(int i) {
    Instant day = T0.plus(Duration.ofDays(17));
    return i % 10 == 0 ? evenly(i) : day.plus(Duration.ofDays(1).multipliedBy(i).dividedBy(JOBS));
  }

  private static Instant inBusySeconds(int i) {
    return T0.plusSeconds(i / 30);
  }

  private ParallelRun run(int concurrent, double perSecond) {
    return run(concurrent, perSecond, REQUEST);
  }

  private ParallelRun run(int concurrent, double perSecond, Duration request) {
    PollSettings settings = PollerRun.settings(new FirstStart.Earliest(), Duration.ofSeconds(60));
    return new ParallelRun(service, settings, concurrent, perSecond, request, NOW);
  }
}
