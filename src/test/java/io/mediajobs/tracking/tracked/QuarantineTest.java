package io.mediajobs.tracking.tracked;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobQuery.Salvage;
import io.mediajobs.job.Jobs;
import io.mediajobs.job.UnreadableJob;
import io.mediajobs.tracking.PollerRun;
import io.mediajobs.tracking.ServiceModel;
import io.mediajobs.tracking.ServiceModel.Job;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.PollCounts;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Polling;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.SourceState.QuarantinedJob;
import io.mediajobs.tracking.state.SourceStates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of jobs that can't be read. */
class QuarantineTest {

  private static final Duration OVERLAP = Duration.ofSeconds(60);
  private static final Duration DAY = Duration.ofDays(1);

  private final ServiceModel service = new ServiceModel(Duration.ZERO);

  @Test
  void asksForASalvageAfterThreeUnreadableAnswersToAQuery() {
    service.add(ended("good", T0));
    service.add(ended("bad", T0));
    service.damage("bad", "bad");
    PollerRun run = run(T0.plusSeconds(10));

    run.runFor(Duration.ofSeconds(5));

    List<JobQuery> listings =
        run.queries.stream()
            .filter(query -> query.plain() instanceof Listing listing && listing.size() > 1)
            .toList();
    JobQuery plain = listings.get(0);
    assertThat(listings).startsWith(plain, plain, plain, new Salvage(plain));
    assertThat(run.emitted("good")).hasSize(3);
    assertThat(run.malformed).containsExactly("bad");
  }

  /**
   * It was asked for before what it shows was settled, and may show what was told and forgotten.
   */
  @ParameterizedTest
  @CsvSource({"20, 0", "40, 1", ", 1"})
  void aListingOfWhatIsSettledShowsNoNewJobThatTellsNoTime(@Nullable Integer end, int news) {
    Quarantine quarantine = quarantine();
    Instant settled = T0.plusSeconds(30);
    NewJobs wanted = new NewJobs(settled, null, settled, T0.plusSeconds(60), T0.plusSeconds(60));
    Listing asked = asked(end == null ? null : T0.plusSeconds(end));

    assertThat(quarantine.suspects(page(T0), asked, wanted)).hasSize(news);
  }

  /** Our clock is behind, there is no Date: what clocks bound was created later than they show. */
  @ParameterizedTest
  @ValueSource(ints = {9, 14})
  void aJobThatTellsNoTimeMayBeAsNewAsTheNewestThatIsShown(int onItsPage) {
    Quarantine quarantine = quarantine();
    JobPage page = page(T0.plusSeconds(onItsPage));
    NewJobs wanted = new NewJobs(Instant.MIN, null, Instant.EPOCH, T0, T0);

    quarantine.tell(quarantine.suspects(page, asked(null), wanted), T0, new ArrayList<>());
    quarantine.newest(T0.plusSeconds(14));
    quarantine.forget(Instant.MIN, T0.plusSeconds(14));
    assertThat(quarantine.size()).as("may be listed again").isEqualTo(1);

    // It was shown before them, and is no newer.
    quarantine.newest(T0.plusSeconds(20));
    quarantine.forget(Instant.MIN, T0.plusSeconds(15));
    assertThat(quarantine.size()).isZero();
  }

  private static Quarantine quarantine() {
    return new Quarantine(
        PollerRun.SOURCE, new Tracker(List.of(), T0), new PollCounts(), SourceState.NEW);
  }

  private static JobPage page(Instant created) {
    UnreadableJob bad =
        new UnreadableJob(
            new JobId("bad"), null, "bad", false, 3, "xbad", "is damaged", "/jobs", null);
    return new JobPage(
        List.of(Jobs.job("good").created(created).detail()),
        null,
        List.of(),
        T0,
        List.of(bad),
        false);
  }

  private static Listing asked(@Nullable Instant end) {
    return PollerRun.settings(new FirstStart.Earliest(), OVERLAP)
        .listing(PollerRun.SOURCE, null, List.of(), T0, end);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bad", "no id"})
  void tellsOfAJobOnceHoweverOftenItIsListed(String text) {
    service.add(ended("good", T0));
    service.add(ended("bad", T0.plusSeconds(1)));
    service.add(ended("later", T0.plusSeconds(80)));
    service.damage("bad", text);
    PollerRun run = run(T0.plusSeconds(3));

    for (int i = 0; i < 40; i++) {
      run.runFor(Duration.ofMillis(5_300));
      run.restart();
    }

    assertThat(run.malformed).hasSize(1);
    assertThat(run.emitted("bad")).isEmpty();
    assertThat(run.poller().state().quarantinedJobs()).as("settled").isEmpty();
  }

  @Test
  void remembersAJobAsLongAsItCanBeListedAgain() {
    service.add(ended("bad", T0));
    service.damage("bad", "bad");
    PollerRun run = run(T0.plusSeconds(3));

    run.runFor(Duration.ofSeconds(50));

    assertThat(run.poller().state().quarantinedJobs())
        .containsExactly(new QuarantinedJob("bad", T0));
  }

  @Test
  void twoJobsByOneIdOnOnePageAreBothTold() {
    service.add(ended("a", T0));
    service.add(ended("b", T0));
    service.damage("a", "first");
    service.damage("b", "second");
    PollerRun run = run(T0.plusSeconds(3));

    run.runFor(Duration.ofMinutes(3));

    assertThat(run.malformed).containsExactly("xfirst", "xsecond");
  }

  @Test
  void takesAJobInOnceItCanBeRead() {
    service.add(Job.of("bad", T0, Duration.ofSeconds(40), Duration.ofSeconds(10), "Success"));
    service.damage("bad", "bad");
    PollerRun run = run(T0.plusSeconds(3));
    run.runFor(Duration.ofSeconds(20));
    assertThat(run.malformed).containsExactly("bad");

    service.damage("bad", null);
    run.runFor(Duration.ofMinutes(3));

    assertThat(run.emitted("bad")).containsExactly("0/Submitted", "1/Running", "2/Success");
    assertThat(run.malformed).containsExactly("bad");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 45})
  void ofAJobOfWhichOnlyTheStateIsLegibleTheTransitionsAreTold(int damagedAfter) {
    service.add(Job.of("bad", T0, Duration.ofSeconds(40), Duration.ofSeconds(30), "Success"));
    service.add(Job.of("well", T0, Duration.ofSeconds(40), Duration.ofSeconds(30), "Success"));
    PollerRun run = run(T0.plusSeconds(3));
    run.runFor(Duration.ofSeconds(damagedAfter));
    int told = run.told.getOrDefault("bad", List.of()).size();
    service.damage("bad", "legible bad");

    for (int i = 0; i < 4; i++) {
      run.runFor(Duration.ofSeconds(40));
      run.restart();
    }
    assertThat(run.emitted("bad")).containsExactly("0/Submitted", "1/Running", "2/Success");
    assertThat(run.emitted("well")).hasSize(3);
    assertThat(run.told.getOrDefault("bad", List.of())).hasSize(told);
    assertThat(run.malformed).containsExactly("bad");

    service.damage("bad", null);
    run.runFor(Duration.ofMinutes(6));
    assertThat(run.emitted("bad")).hasSize(3);
    assertThat(run.told.get("bad")).as("once it can be read").hasSize(told + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"late", "no id"})
  void aTrackedJobStaysTrackedWhileItCannotBeRead(String text) {
    service.add(Job.of("late", T0, Duration.ofSeconds(40), Duration.ofMinutes(9), "Success"));
    service.add(ended("later", T0.plusSeconds(80)));
    service.add(Job.of("well", T0, Duration.ofMinutes(3), Duration.ofSeconds(9), "Success"));
    PollerRun run = run(T0.plusSeconds(3));
    run.runFor(Duration.ofSeconds(20));
    service.damage("late", text);

    for (int i = 0; i < 6; i++) {
      run.runFor(Duration.ofMinutes(2));
      run.restart();
    }

    assertThat(run.emitted("late")).containsExactly("0/Submitted");
    assertThat(run.emitted("well")).containsExactly("0/Submitted", "1/Running", "2/Success");
    assertThat(run.malformed).hasSize(1);
    service.damage("late", null);
    run.runFor(Duration.ofMinutes(2));
    assertThat(run.emitted("late")).containsExactly("0/Submitted", "1/Running", "2/Success");
    assertThat(run.malformed).hasSize(1);
    run.runFor(Duration.ofMinutes(2));
    assertThat(run.poller().state().quarantinedJobs()).as("nothing to tell any more").isEmpty();
  }

  @Test
  void aLookUpIsSalvagedToo() {
    for (int i = 0; i < 9; i++) {
      service.add(Job.of("j" + i, T0.plusSeconds(2 * i), DAY, DAY, "Success"));
    }
    PollerRun run = run(T0);
    run.runFor(Duration.ofSeconds(20));
    run.queries.clear();
    service.damage("j3", "j3");

    run.runFor(Duration.ofSeconds(30));

    List<JobQuery> lookUps =
        run.queries.stream()
            .filter(query -> query.plain() instanceof LookUp lookUp && asksFor(lookUp, "j3"))
            .limit(4)
            .toList();
    JobQuery plain = lookUps.get(0);
    assertThat(lookUps).containsExactly(plain, plain, plain, new Salvage(plain));
    assertThat(run.malformed).containsExactly("j3");
  }

  @Test
  void quarantinedJobsTakeRoom() {
    PollSettings settings = PollerRun.settings(new FirstStart.Earliest(), OVERLAP);
    List<QuarantinedJob> many =
        IntStream.range(0, settings.maxTrackedJobs())
            .mapToObj(i -> new QuarantinedJob("j" + i, T0))
            .toList();
    SourceState state =
        SourceStates.of(T0.plusSeconds(9), T0.minusSeconds(9), null, List.of(), many);

    PollerRun run = new PollerRun(service, settings, state, T0.plusSeconds(20));
    run.ask(1);
    assertThat(run.poller().figures().heldBack()).isTrue();

    run.runFor(Duration.ofMinutes(2));
    assertThat(run.poller().figures().heldBack()).as("once they are settled").isFalse();
  }

  @Test
  void aJobThatIsNeverSeenToEndKeepsNoRoomFromOthers() {
    service.add(Job.of("bad", T0, Duration.ofSeconds(10), Duration.ofDays(1), "Success"));
    for (int i = 0; i < 300; i++) {
      service.add(ended("j" + i, T0.plusSeconds(i / 60)));
    }
    PollSettings settings =
        Polling.settings()
            .firstStart(new FirstStart.Earliest())
            .overlap(OVERLAP)
            .maxTrackedJobs(100)
            .build();
    PollerRun run = new PollerRun(service, settings, SourceState.NEW, T0.plus(Duration.ofHours(1)));
    run.runFor(Duration.ofSeconds(1));
    service.damage("bad", "bad can't be read");

    run.runFor(Duration.ofMinutes(10));

    assertThat(run.jobsEmitted()).isEqualTo(301);
  }

  @Test
  void aLongPastWithUnreadableJobsIsSettledToo() {
    for (int i = 0; i < 350; i++) {
      service.add(ended("j" + i, T0.plusSeconds(i)));
      if (i % 100 == 99) {
        service.damage("j" + i, "no id of " + i);
      }
    }
    PollerRun run = run(T0.plus(Duration.ofHours(1)));

    run.runFor(Duration.ofMinutes(5));

    assertThat(run.jobsEmitted()).isEqualTo(347);
    assertThat(run.malformed).hasSize(3);
    assertThat(service.timesListed.values()).allMatch(times -> times <= 2 * 4);
    assertThat(run.tracked()).as("of the newest second").isLessThan(2);
    assertThat(run.poller().state().quarantinedJobs()).isEmpty();
  }

  @Test
  void aPageThatBreaksOffAtAnUnreadableJobSettlesNothingBehindIt() {
    for (int i = 0; i < 99; i++) {
      service.add(ended("j" + i, T0.plusSeconds(i)));
    }
    Instant now = T0.plus(Duration.ofHours(1));
    service.add(ended("last-of-page", now.minusSeconds(30)));
    service.damage("last-of-page", "last-of-page");
    service.add(ended("late", now.minusSeconds(31)).visibleAfter(OVERLAP));
    service.add(ended("next-page", now.minusSeconds(20)));
    PollerRun run = run(now);
    while (run.malformed.isEmpty()) {
      run.ask(1);
      run.now = run.now.plusMillis(500);
    }

    // The next page comes late, and does not show what lies before it.
    run.now = run.now.plusSeconds(50);
    run.runFor(Duration.ofMinutes(5));

    assertThat(run.emitted("next-page")).isNotEmpty();
    assertThat(run.emitted("late")).isNotEmpty();
  }

  private static boolean asksFor(LookUp lookUp, String id) {
    return lookUp.ids().contains(new JobId(id));
  }

  private PollerRun run(Instant now) {
    return new PollerRun(
        service, PollerRun.settings(new FirstStart.Earliest(), OVERLAP), SourceState.NEW, now);
  }

  private static Job ended(String id, Instant created) {
    return Job.of(id, created, Duration.ZERO, Duration.ZERO, "Success");
  }
}
