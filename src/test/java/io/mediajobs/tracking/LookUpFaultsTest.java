package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobQuery.Salvage;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.tracking.ServiceModel.Job;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.state.Polling;
import io.mediajobs.tracking.state.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of look-ups that fail: one job never stops the others. */
class LookUpFaultsTest {

  private static final String SOURCE = "examplebucket-1250000000/jobs?tag=Transcode";
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration DAY = Duration.ofDays(1);

  /** Ten jobs of one second fill such a page: no further one shows them, and they are looked up. */
  private static final int SMALL = 10;

  /** From then on something is wrong; by then all jobs of these tests are settled. */
  private static final Instant ONSET = T0.plusSeconds(100);

  private final ServiceModel service = new ServiceModel(Duration.ZERO);
  private PollerRun run = run(100);

  @ParameterizedTest
  @CsvSource({
    "REFUSED, 400, NonExist",
    "REFUSED, 404, NonExist",
    "REFUSED, 410, Success",
    "TOO_LARGE, 200, Success",
    "RETRY, 500, Success",
    "RETRY, 502, Success"
  })
  void ofTenJobsTheOneAtFaultDoesNotHoldUpTheOthers(Kind kind, int status, String end) {
    for (int i = 0; i < 10; i++) {
      Duration wait = Duration.between(T0, ONSET.minusSeconds(10));
      service.add(Job.of("j" + i, T0, wait, Duration.ofSeconds(20 + i), "Success"));
    }
    run.runFor(Duration.between(run.now, ONSET));
    service.add(service.jobs().get(3).deletedAt(end.equals("NonExist") ? ONSET : Instant.MAX));
    service.fault = query -> PollerRun.asksFor(query, "j3") ? failure(kind, status) : null;
    run.runFor(Duration.ofMinutes(5));

    List<Duration> late = new ArrayList<>();
    for (Job job : service.jobs()) {
      if (job.id().equals("j3")) {
        assertThat(run.emitted("j3")).last().isEqualTo("2/" + end);
      } else {
        assertThat(run.emitted(job.id())).last().isEqualTo("2/Success");
        late.add(Duration.between(job.ended(), run.seenAt.get(job.id() + "/Success")));
      }
    }
    assertThat(Collections.max(late)).isLessThanOrEqualTo(INTERVAL.plusSeconds(1));
  }

  @Test
  void aJobThatLookUpsAreSilentAboutIsFollowedBesideOthersThatCanNotBeRead() {
    for (int i = 0; i < 10; i++) {
      service.add(Job.of("j" + i, T0, Duration.ofSeconds(10), Duration.ofMinutes(4), "Success"));
    }
    run.runFor(Duration.between(run.now, ONSET));
    service.silent.add("j0");
    for (int i = 1; i < 10; i++) {
      service.damage("j" + i, "no id of " + i);
    }

    run.runFor(Duration.ofMinutes(8));

    assertThat(run.emitted("j0")).last().isEqualTo("2/Success");
  }

  @Test
  void aLookUpThatFailsIsSplitInHalves() {
    run = run(SMALL);
    ten();
    run.runFor(Duration.between(run.now, ONSET));
    service.fault = query -> PollerRun.asksFor(query, "j3") ? failure(Kind.REFUSED, 404) : null;
    run.queries.clear();

    run.runFor(INTERVAL.multipliedBy(3));

    List<List<String>> lookUps = run.lookUps();
    int first = lookUps.indexOf(ids(0, 10));
    assertThat(lookUps.subList(first, first + 9))
        .containsExactly(
            ids(0, 10),
            ids(0, 5),
            ids(5, 10),
            ids(0, 2),
            ids(2, 5),
            ids(2, 3),
            ids(3, 5),
            ids(3, 4),
            ids(4, 5));
    assertThat(lookUps.subList(first + 9, lookUps.size()))
        .as("it stays apart")
        .allMatch(ids -> ids.equals(ids(3, 4)) || !ids.contains("j3"));
  }

  @Test
  void aJobThatFailsForEverIsLeftToTheListingsAndTriedSeldom() {
    run = run(SMALL);
    tenEndAfter(Duration.ofHours(2));
    run.runFor(Duration.between(run.now, ONSET));
    service.fault = query -> PollerRun.asksFor(query, "j3") ? failure(Kind.RETRY, 500) : null;
    run.runFor(Duration.ofMinutes(10));
    assertThat(run.notices)
        .containsExactly(
            "Job j3 of " + SOURCE + " can't be looked up, so only listings follow it: No (500).");
    assertThat(run.poller().figures().tracked().listedOnly()).isEqualTo(1);
    run.queries.clear();

    run.runFor(Duration.ofMinutes(60));
    assertThat(run.lookUps().stream().filter(ids -> ids.contains("j3")).count()).isBetween(4L, 6L);
    assertThat(run.notices).hasSize(1);
    run.runFor(Duration.ofHours(1));

    assertThat(run.emitted("j3")).containsExactly("0/Submitted", "1/Running", "2/Success");
  }

  @Test
  void aJobThatFailedForAWhileIsLookedUpWithTheOthersAgain() {
    run = run(SMALL);
    ten();
    run.runFor(Duration.between(run.now, ONSET));
    service.fault = query -> PollerRun.asksFor(query, "j3") ? failure(Kind.RETRY, 500) : null;
    run.runFor(Duration.ofMinutes(2));
    service.fault = query -> null;
    run.runFor(Duration.ofMinutes(12));
    run.queries.clear();

    run.runFor(Duration.ofMinutes(3));

    assertThat(run.lookUps()).anyMatch(ids -> ids.contains("j3") && ids.size() > 5);
    assertThat(run.poller().figures().tracked().listedOnly()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"RETRY, 503", "RETRY, 0", "THROTTLED, 429", "CLOCK, 403", "UNREADABLE, 200"})
  void aLookUpIsNotSplitForWhatIsNotAboutAJob(Kind kind, int status) {
    run = run(SMALL);
    ten();
    run.runFor(Duration.between(run.now, ONSET));
    run.queries.clear();
    boolean all = status == 503;
    service.fault =
        query ->
            all || (query.plain() instanceof LookUp && !(query instanceof Salvage))
                ? failure(kind, status)
                : null;

    run.runFor(Duration.ofMinutes(2));

    assertThat(run.lookUps()).isNotEmpty().allMatch(ids -> ids.size() > 5);
    assertThat(run.notices).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"SECRET_ID", "SIGNATURE", "TOKEN", "CREDENTIALS"})
  void credentialsThatAreRefusedFailTheTask(Reason reason) {
    ten();
    run.runFor(Duration.between(run.now, ONSET));
    Ask lookUp = run.poller().step(run.now).ask();
    while (lookUp == null || !(lookUp.plain() instanceof LookUp)) {
      run.now = run.now.plusSeconds(1);
      lookUp = run.poller().step(run.now).ask();
    }

    JobsApiException refusal =
        new JobsApiException(Kind.REFUSED, reason, 401, "Wrong key.", null, null);
    assertThat(run.poller().failed(lookUp, refusal, run.now)).isEqualTo("Wrong key.");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 400})
  void jobsAreFollowedByListingsWhereThePathRefusesAllLookUps(int status) {
    run = run(SMALL + 1);
    tenEndAfter(Duration.ofMinutes(4));
    service.add(Job.of("gone", T0, Duration.ZERO, DAY, "Success").deletedAt(T0.plusSeconds(150)));
    service.fault = query -> query.plain() instanceof LookUp ? failure(Kind.REFUSED, status) : null;

    run.runFor(Duration.ofMinutes(9));

    for (int i = 0; i < 10; i++) {
      assertThat(run.emitted("j" + i)).as("j%s", i).containsExactly(ended());
    }
    assertThat(run.emitted("gone")).endsWith("2/NonExist");
    assertThat(run.lookUps()).as("futile").hasSizeLessThanOrEqualTo(20);
    assertThat(run.notices)
        .containsExactly(
            "Look-ups of the jobs of "
                + SOURCE
                + " are refused, so only listings follow them: No ("
                + status
                + ").");
  }

  @Test
  void lookUpsThatAreNoLongerRefusedAreUsedAgain() {
    run = run(SMALL);
    ten();
    service.fault = query -> query.plain() instanceof LookUp ? failure(Kind.REFUSED, 403) : null;
    run.runFor(Duration.ofMinutes(5));
    assertThat(run.lookUps()).hasSize(1);
    service.fault = query -> null;
    run.runFor(Duration.ofMinutes(8));
    run.queries.clear();

    run.runFor(Duration.ofMinutes(3));

    assertThat(run.lookUps()).anyMatch(ids -> ids.size() == 10);
  }

  @Test
  void jobsThatAreGoneAreNoProofThatAllLookUpsAreRefused() {
    for (int i = 0; i < 10; i++) {
      service.add(running("j" + i).deletedAt(ONSET));
    }
    run.runFor(Duration.between(run.now, ONSET));
    service.fault = query -> query.plain() instanceof LookUp ? failure(Kind.REFUSED, 404) : null;

    run.runFor(Duration.ofMinutes(4));

    for (int i = 0; i < 10; i++) {
      assertThat(run.emitted("j" + i)).containsExactly("0/Submitted", "1/Running", "2/NonExist");
    }
    assertThat(run.notices).isEmpty();
  }

  @Test
  void aJobThatIsTooLargeAloneIsAskedForInPart() {
    run = run(SMALL);
    tenEndAfter(Duration.ofMinutes(3));
    service.fault =
        query ->
            PollerRun.asksFor(query, "j3") && !(query instanceof Salvage)
                ? failure(Kind.TOO_LARGE, 200)
                : null;

    run.runFor(Duration.ofMinutes(5));

    assertThat(run.emitted("j3")).containsExactly(ended());
    assertThat(run.queries).contains(new Salvage(lookUp("j3")));
    assertThat(run.notices).isEmpty();
  }

  @Test
  void aJobThatIsTooLargeInPartTooIsLeftToTheListings() {
    run = run(SMALL);
    tenEndAfter(Duration.ofMinutes(3));
    service.fault = query -> PollerRun.asksFor(query, "j3") ? failure(Kind.TOO_LARGE, 200) : null;

    run.runFor(Duration.ofMinutes(5));

    assertThat(run.emitted("j3")).containsExactly(ended());
    assertThat(run.queries.stream().filter(query -> query instanceof Salvage)).hasSize(1);
    assertThat(run.notices)
        .containsExactly(
            "Job j3 of " + SOURCE + " can't be looked up, so only listings follow it: No (200).");
  }

  @Test
  void listingsByStateThatAreRefusedCostRequestsButNotTheTask() {
    for (int i = 0; i < 300; i++) {
      service.add(Job.of("j" + i, T0, Duration.ofSeconds(i), Duration.ofSeconds(9), "Success"));
    }
    service.fault = query -> isByState(query) ? failure(Kind.REFUSED, 403) : null;

    run.runFor(Duration.ofMinutes(7));

    for (int i = 0; i < 300; i++) {
      assertThat(run.emitted("j" + i)).as("j%s", i).containsExactly(ended());
    }
    assertThat(run.queries.stream().filter(LookUpFaultsTest::isByState)).hasSizeLessThan(5);
    assertThat(run.notices)
        .containsExactly(
            "Known jobs of "
                + SOURCE
                + " are followed without some of the listings that would save requests: No (403).");
  }

  @Test
  void listingsByStateThatAreTooLargeAreAskedForInSmallerPages() {
    for (int i = 0; i < 300; i++) {
      service.add(Job.of("j" + i, T0.plusSeconds(i), DAY, DAY, "Success"));
    }
    service.fault =
        query ->
            query instanceof Listing listing && isByState(query) && listing.size() > 30
                ? failure(Kind.TOO_LARGE, 200)
                : null;
    run.now = T0.plusSeconds(320);

    run.runFor(Duration.ofMinutes(5));

    List<Integer> sizes =
        run.queries.stream()
            .filter(LookUpFaultsTest::isByState)
            .map(query -> ((Listing) query).size())
            .distinct()
            .toList();
    assertThat(sizes).containsExactly(100, 50, 25);
    assertThat(run.notices).isEmpty();
  }

  private PollerRun run(int pageSize) {
    return new PollerRun(
        service,
        Polling.settings().pageSize(pageSize).build(),
        SourceState.NEW,
        T0.plusSeconds(20));
  }

  private static boolean isByState(JobQuery query) {
    return query.plain() instanceof Listing listing && !listing.states().isEmpty();
  }

  private void ten() {
    tenEndAfter(DAY);
  }

  /** Jobs that run from the start on, and end a second apart from a time after the onset on. */
  private void tenEndAfter(Duration sinceOnset) {
    for (int i = 0; i < 10; i++) {
      Instant end = ONSET.plus(sinceOnset).plusSeconds(i);
      service.add(Job.of("j" + i, T0, Duration.ofSeconds(1), Duration.between(T0, end), "Success"));
    }
  }

  private static String[] ended() {
    return new String[] {"0/Submitted", "1/Running", "2/Success"};
  }

  private static Job running(String id) {
    return Job.of(id, T0, Duration.ofSeconds(10), DAY, "Success");
  }

  private static JobsApiException failure(Kind kind, int status) {
    return new JobsApiException(kind, Reason.OTHER, status, "No (" + status + ").", null, null);
  }

  private static LookUp lookUp(String id) {
    return new LookUp(PollerRun.SOURCE, List.of(new io.mediajobs.job.JobId(id)));
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "j" + i).toList();
  }
}
