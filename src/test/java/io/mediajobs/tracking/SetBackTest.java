package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobQuery;
import io.mediajobs.tracking.ServiceModel.Job;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found where the clock was set back that stamps creation times. */
class SetBackTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration OVERLAP = Duration.ofSeconds(60);
  private static final Instant SET_BACK = T0.plusSeconds(200);
  private static final int BEFORE = 100;

  /** A worker's clock that is behind holds settling back, and must not hide what jobs prove. */
  @ParameterizedTest
  @ValueSource(ints = {0, 7200})
  void whatIsCreatedAfterItIsToldWithinAMinute(int workerBehind) {
    Duration behind = Duration.ofSeconds(workerBehind);
    PollerRun run = run(new ServiceModel(behind), 10, T0.minus(behind));

    run.runFor(Duration.ofMinutes(8));

    for (int i = 0; i < 10; i++) {
      Instant created = SET_BACK.plusSeconds(20 + 10L * i);
      assertThat(run.emitted("after" + i)).hasSize(3);
      assertThat(run.seenAt.get("after" + i + "/Submitted").plus(behind))
          .isBefore(created.plusSeconds(60));
    }
    eachBeforeIsTold(run);
    assertThat(run.notices)
        .containsExactly(
            PollerRun.SOURCE
                + " has a clock that was set back to 2026-11-01T07:03:25+0800: jobs created since"
                + " then are looked for, and transitions that were told before may come again with"
                + " equal eventIds");
  }

  @Test
  void aJobFromBeforeThatShowsUpLateProvesNothing() {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    service.add(job("late", SET_BACK.minusSeconds(5)).visibleAfter(Duration.ofSeconds(50)));
    PollerRun run = run(service, 0, T0);
    service.add(after("one", SET_BACK.plusSeconds(70)));

    run.runFor(Duration.ofMinutes(8));

    assertThat(run.emitted("late")).hasSize(3);
    assertThat(run.emitted("one")).hasSize(3);
    eachBeforeIsTold(run);
  }

  @Test
  void whatIsStillToBeListedFromBeforeIsListedFirst() {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    PollerRun run = run(service, 10, SET_BACK.minusSeconds(1));
    for (int i = 0; i < 3000; i++) {
      service.add(job("past" + i, T0.plusMillis(50L * i)));
    }
    run.wayBack = Duration.ofSeconds(2);

    run.runFor(Duration.ofMinutes(8));

    for (int i = 0; i < 3000; i++) {
      assertThat(run.emitted("past" + i)).hasSize(3);
    }
    eachBeforeIsTold(run);
  }

  @Test
  void whatIsCreatedBeforeTheFirstAnswerAfterItIsToldToo() {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    PollerRun run = run(service, 0, T0, Duration.ofSeconds(1));
    for (int i = 0; i < 5; i++) {
      Instant created = SET_BACK.plusMillis(1000L * i);
      service.add(after("soon" + i, created, Duration.ofMinutes(2)));
    }

    run.runFor(Duration.ofMinutes(8));

    for (int i = 0; i < 5; i++) {
      assertThat(run.emitted("soon" + i)).hasSize(3);
    }
    eachBeforeIsTold(run);
  }

  /**
   * Nothing was asked for some minutes, or an answer from before had to wait for as long; no other
   * job is created since.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatRunsSinceLongBeforeTheFirstAnswerAfterItIsToldToo(boolean waits) {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    service.add(after("running", SET_BACK.plusSeconds(5), Duration.ofMinutes(6)));
    PollerRun run = run(service, 0, T0);
    run.runFor(Duration.between(T0, SET_BACK.minusSeconds(6)));
    if (waits) {
      run.waits = Duration.ofSeconds(240);
      run.runFor(Duration.ofSeconds(6));
    } else {
      run.now = SET_BACK.plusSeconds(240);
    }

    run.runFor(Duration.ofMinutes(8));

    assertThat(run.emitted("running")).hasSize(3);
    assertThat(run.seenAt.get("running/Running")).isBefore(SET_BACK.plusSeconds(300));
    eachBeforeIsTold(run);
  }

  /** It was created before the first answer of all, and shows up long after that. */
  @Test
  void whatShowsUpAfterAFirstStartSinceThenIsToldToo() {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    Job late = after("late", SET_BACK.plusSeconds(1), Duration.ofMinutes(2));
    service.add(late.visibleAfter(HOUR.plusSeconds(14)));
    service.add(after("soon", SET_BACK.plusSeconds(1)));
    PollerRun run = run(service, 0, SET_BACK.plusSeconds(10));

    run.runFor(Duration.ofMinutes(8));

    assertThat(run.emitted("late")).hasSize(3);
    eachBeforeIsTold(run);
  }

  /** It was over before the task went on, and no other proves that the clock was set back. */
  @Test
  void whatComesAndGoesWhileTheTaskRestsBetweenTwoLooksIsToldToo() {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    service.add(after("short", SET_BACK.plusSeconds(35)));
    PollerRun run = run(service, 0, T0);
    run.runFor(Duration.between(T0, SET_BACK.plusSeconds(30)));
    run.now = SET_BACK.plusSeconds(240);

    run.runFor(Duration.ofMinutes(8));

    assertThat(run.emitted("short")).hasSize(3);
    eachBeforeIsTold(run);
  }

  @Test
  void anUnreadableJobThatShowsNoTimeIsToldToo() {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    service.add(after("damaged", SET_BACK.plusSeconds(70)));
    damageWithoutATime(service, "damaged");
    PollerRun run = run(service, 0, T0);

    run.runFor(Duration.ofMinutes(8));

    assertThat(run.malformed).containsExactly("damaged");
    eachBeforeIsTold(run);
  }

  @Test
  void anUnreadableJobThatShowsNoTimeAndWasThereBeforeProvesNothing() {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    service.add(job("damaged", T0.plusSeconds(90)));
    damageWithoutATime(service, "damaged");
    PollerRun run = run(service, 0, T0);
    service.date = now -> now.isBefore(SET_BACK) ? now : now.minusSeconds(150);

    run.runFor(Duration.ofMinutes(8));

    assertThat(run.malformed).containsExactly("damaged");
    assertThat(run.notices).isEmpty();
    eachBeforeIsTold(run);
  }

  /** While it is on its way, or only after its end. */
  @ParameterizedTest
  @ValueSource(longs = {100, 120_000})
  void aJobThatShowsNoTimeIsToldToo(long runs) {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    service.add(after("timeless", SET_BACK.plusSeconds(70), Duration.ofMillis(runs)));
    showWithoutATime(service, "timeless");
    PollerRun run = run(service, 0, T0);

    run.runFor(Duration.ofMinutes(8));

    assertThat(run.emitted("timeless")).hasSize(3);
    eachBeforeIsTold(run);
  }

  @Test
  void aJobThatShowsNoTimeAndWasThereBeforeProvesNothing() {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    service.add(job("timeless", T0.plusSeconds(90)));
    showWithoutATime(service, "timeless");
    PollerRun run = run(service, 0, T0);
    service.date = now -> now.isBefore(SET_BACK) ? now : now.minusSeconds(150);

    run.runFor(Duration.ofMinutes(8));

    assertThat(run.emitted("timeless")).hasSize(3);
    assertThat(run.notices).noneMatch(notice -> notice.contains("set back"));
    eachBeforeIsTold(run);
  }

  @Test
  void aJobThatShowsNoTimeInAListingOfAnyTimesProvesNothing() {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    service.keepsTimes = false;
    service.add(job("new", SET_BACK.plusSeconds(70)));
    showWithoutATime(service, "new");
    PollerRun run = run(service, 0, T0);

    run.runFor(Duration.ofMinutes(8));

    assertThat(run.emitted("new")).hasSize(3);
    assertThat(run.notices).noneMatch(notice -> notice.contains("set back"));
    eachBeforeIsTold(run);
  }

  /** It was there before the first start, which did not want it. */
  @Test
  void aJobOnItsWayInAListingOfAnyTimesProvesNothing() {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    service.add(Job.of("old", T0, Duration.ofMillis(100), HOUR, "Success"));
    service.add(job("told", T0.plusSeconds(40)));
    service.date = now -> now.isBefore(SET_BACK) ? now : now.minus(HOUR);
    PollerRun run =
        new PollerRun(
            service,
            PollerRun.settings(new FirstStart.Back(Duration.ZERO), Duration.ofSeconds(2)),
            SourceState.NEW,
            T0.plusSeconds(30));
    run.runFor(Duration.ofMinutes(2));
    service.keepsTimes = false;

    run.runFor(Duration.ofMinutes(8));

    assertThat(run.emitted("told")).hasSize(3);
    assertThat(run.notices).noneMatch(notice -> notice.contains("set back"));
  }

  @Test
  void anUnreadableJobThatShowsNoIdIsToldToo() {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    service.add(after("nameless", SET_BACK.plusSeconds(70)));
    service.damage("nameless", " is damaged");
    PollerRun run = run(service, 0, T0);

    run.runFor(Duration.ofMinutes(8));

    assertThat(run.malformed).containsExactly("x is damaged");
    eachBeforeIsTold(run);
  }

  @Test
  void anUnreadableJobThatShowsNoIdAndWasThereBeforeProvesNothing() {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    service.add(job("nameless", T0.plusSeconds(90)));
    service.damage("nameless", " is damaged");
    PollerRun run = run(service, 0, T0);
    service.date = now -> now.isBefore(SET_BACK) ? now : now.minusSeconds(150);

    for (int i = 0; i < 48; i++) {
      run.runFor(Duration.ofSeconds(10));
      service.damage("nameless", " is damaged in another way: " + i);
    }

    assertThat(run.notices).isEmpty();
    eachBeforeIsTold(run);
  }

  @Test
  void anUnreadableJobInAListingOfAnyTimesProvesNothing() {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    service.keepsTimes = false;
    service.add(job("new", SET_BACK.plusSeconds(70)));
    damageWithoutATime(service, "new");
    PollerRun run = run(service, 0, T0);

    run.runFor(Duration.ofMinutes(8));

    assertThat(run.malformed).containsExactly("new");
    assertThat(run.notices).noneMatch(notice -> notice.contains("set back"));
    eachBeforeIsTold(run);
  }

  /** What lives for a short time is found before it has ended, however long a look takes. */
  @Test
  void whatIsCreatedAfterItIsLookedForFirst() {
    PollerRun run = run(new ServiceModel(Duration.ZERO), 10, T0);

    run.runFor(Duration.ofMinutes(8));

    Instant first =
        run.queries.stream()
            .flatMap(asked -> asked instanceof JobQuery.Listing list ? Stream.of(list) : null)
            .map(JobQuery.Listing::start)
            .filter(start -> start != null && start.isBefore(T0.minus(HOUR.dividedBy(2))))
            .findFirst()
            .orElseThrow();
    assertThat(first).isBetween(SET_BACK.minus(HOUR).minusSeconds(10), SET_BACK.minus(HOUR));
  }

  @Test
  void whatIsCreatedWhileSlicesOfALongPastAreReadIsToldToo() {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    int jobs = 15_000;
    for (int i = 0; i < jobs; i++) {
      service.add(job("j" + i, T0.plusSeconds(i)));
    }
    Instant start = T0.plusSeconds(jobs + 60L);
    Instant setBack = start.plusSeconds(60);
    service.add(after("after", setBack.plusSeconds(60), Duration.ofMinutes(2)));
    service.date = now -> now.isBefore(setBack) ? now : now.minus(HOUR);
    ParallelRun run =
        new ParallelRun(
            service,
            PollerRun.settings(new FirstStart.Earliest(), OVERLAP),
            4,
            1000,
            Duration.ofSeconds(10),
            start);

    run.take(400);

    assertThat(run.mostSlices).isEqualTo(4);
    assertThat(run.discovered).hasSize(jobs + 1).containsKey("after");
  }

  /**
   * The newest job shows a time an hour ahead, as the first Date does, and one is an hour behind.
   */
  @Test
  void aDateThatDeviatesDoesNotHideWhereToLook() {
    ServiceModel service = new ServiceModel(Duration.ZERO);
    service.add(job("lying", T0.minusSeconds(10)));
    service.more =
        (shown, job, asked, now) -> {
          if (job.id().equals("lying")) {
            shown.created(job.created().plus(HOUR));
          }
        };
    for (int i = 0; i < 10; i++) {
      service.add(job("new" + i, T0.plusSeconds(20 + 10L * i)));
    }
    AtomicInteger answers = new AtomicInteger();
    service.date =
        now ->
            switch (answers.getAndIncrement()) {
              case 0 -> now.plus(HOUR);
              case 2 -> now.minus(HOUR);
              default -> now;
            };
    PollerRun run =
        new PollerRun(
            service,
            PollerRun.settings(new FirstStart.Back(Duration.ZERO), OVERLAP),
            SourceState.NEW,
            T0);

    run.runFor(Duration.ofMinutes(8));

    for (int i = 0; i < 10; i++) {
      assertThat(run.emitted("new" + i)).hasSize(3);
    }
  }

  /** A job a second before it, and some after it, one every ten seconds. */
  private static PollerRun run(ServiceModel service, int after, Instant start) {
    return run(service, after, start, OVERLAP);
  }

  private static PollerRun run(ServiceModel service, int after, Instant start, Duration overlap) {
    for (int i = 0; i < BEFORE; i++) {
      service.add(job("before" + i, T0.plusSeconds(i)));
    }
    for (int i = 0; i < after; i++) {
      service.add(after("after" + i, SET_BACK.plusSeconds(20 + 10L * i)));
    }
    service.date = now -> now.isBefore(SET_BACK) ? now : now.minus(HOUR);
    return new PollerRun(
        service, PollerRun.settings(new FirstStart.Earliest(), overlap), SourceState.NEW, start);
  }

  private static void eachBeforeIsTold(PollerRun run) {
    for (int i = 0; i < BEFORE; i++) {
      assertThat(run.emitted("before" + i)).hasSize(3);
    }
  }

  private static void damageWithoutATime(ServiceModel service, String id) {
    service.damage(id, id + " is damaged");
    showWithoutATime(service, id);
  }

  private static void showWithoutATime(ServiceModel service, String id) {
    service.more =
        (shown, job, asked, now) -> {
          if (job.id().equals(id)) {
            shown.created(null);
          }
        };
  }

  private static Job after(String id, Instant visible) {
    return after(id, visible, Duration.ofMillis(100));
  }

  private static Job after(String id, Instant visible, Duration runs) {
    Job job = Job.of(id, visible, Duration.ofMillis(100), runs, "Success");
    return new Job(
        id, visible.minus(HOUR), visible, job.started(), job.ended(), job.end(), job.deleted());
  }

  private static Job job(String id, Instant submitted) {
    return Job.of(id, submitted, Duration.ofMillis(100), Duration.ofMillis(100), "Success");
  }
}
