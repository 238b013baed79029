package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.tracking.ServiceModel.Job;
import io.mediajobs.tracking.state.Polling;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.SourceStates;
import io.mediajobs.tracking.state.TrackedJob;
import io.mediajobs.tracking.state.TrackedJob.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a job that look-ups do not show is told as gone. */
class NonExistTest {

  private static final Duration DAY = Duration.ofDays(1);

  /** On such a page discovery does not show jobs that are known, so they are looked up. */
  private static final int SMALL = 1;

  private final ServiceModel service = new ServiceModel(Duration.ZERO);
  private PollerRun run = run(100);

  /** How a look-up may say that there is no such job. */
  enum Denial {
    NON_EXIST,
    SILENCE,
    NOT_FOUND,
    BAD_REQUEST;

    void of(ServiceModel service, String id) {
      switch (this) {
        case NON_EXIST -> service.denied.add(id);
        case SILENCE -> service.silent.add(id);
        case NOT_FOUND -> service.fault = query -> refusal(query, id, 404);
        case BAD_REQUEST -> service.fault = query -> refusal(query, id, 400);
      }
    }

    private static JobsApiException refusal(JobQuery query, String id, int status) {
      return PollerRun.asksFor(query, id)
          ? new JobsApiException(Kind.REFUSED, Reason.OTHER, status, "No such job.", null, null)
          : null;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aJobThatLookUpsDenyForAWhileIsNotGone(Denial denial) {
    service.add(running("j"));
    service.add(running("other"));
    run.runFor(Duration.ofSeconds(30));
    denial.of(service, "j");
    run.runFor(Duration.ofSeconds(59));
    service.denied.clear();
    service.silent.clear();
    service.fault = query -> null;

    run.runFor(Duration.ofMinutes(30));

    assertThat(run.emitted("j")).containsExactly("0/Submitted", "1/Running");
    assertThat(run.emitted("other")).containsExactly("0/Submitted", "1/Running");
  }

  @ParameterizedTest
  @EnumSource
  void aJobThatNothingShowsIsGoneAfterAMinute(Denial denial) {
    service.add(running("other"));
    service.add(running("j").deletedAt(T0.plusSeconds(100)));
    run.runFor(Duration.ofSeconds(80));
    denial.of(service, "j");
    run.queries.clear();

    run.runFor(Duration.ofMinutes(5));

    assertThat(run.emitted("j")).containsExactly("0/Submitted", "1/Running", "2/NonExist");
    assertThat(Duration.between(T0.plusSeconds(100), run.seenAt.get("j/NonExist")))
        .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(140));
    // What is refused may be so for another reason, so listings go on to look for it.
    boolean refused = denial == Denial.NOT_FOUND || denial == Denial.BAD_REQUEST;
    assertThat(listings(T0.minusSeconds(1), T0.plusSeconds(1))).isEqualTo(refused ? 4 : 1);
  }

  @Test
  void theListingAroundItsCreationHasTheLastWord() {
    run = run(SMALL);
    service.add(running("j"));
    run.runFor(Duration.ofSeconds(30));
    service.denied.add("j");
    Instant end = service.jobs().get(0).ended();

    run.runFor(Duration.ofHours(1));
    assertThat(run.emitted("j")).containsExactly("0/Submitted", "1/Running");
    assertThat(run.notices)
        .containsExactly(
            "Job j of examplebucket-1250000000/jobs?tag=Transcode is listed, but look-ups say that"
                + " there is no such job, so only listings follow it: report it to Tencent Cloud");
    run.now = end;
    run.runFor(Duration.ofMinutes(3));

    assertThat(run.emitted("j")).containsExactly("0/Submitted", "1/Running", "2/Success");
  }

  @Test
  void aSecondWithManyPagesIsGoneThrough() {
    for (int i = 0; i < 450; i++) {
      service.add(Job.of("j" + i, T0, Duration.ofSeconds(1), Duration.ofSeconds(1), "Success"));
    }
    service.add(running("x"));
    service.add(running("y").deletedAt(T0.plusSeconds(40)));
    run.runFor(Duration.ofSeconds(60));
    service.denied.add("x");

    run.runFor(Duration.ofMinutes(4));

    assertThat(run.emitted("x")).containsExactly("0/Submitted", "1/Running");
    assertThat(run.emitted("y")).containsExactly("0/Submitted", "1/Running", "2/NonExist");
  }

  @Test
  void onePageDecidesForAllJobsThatItSpans() {
    for (int i = 0; i < 250; i++) {
      service.add(
          Job.of("j" + i, T0.plusSeconds(i), Duration.ZERO, DAY, "Success")
              .deletedAt(i % 2 == 0 ? T0.plusSeconds(300) : Instant.MAX));
    }
    run.now = T0.plusSeconds(290);
    run.runFor(Duration.ofSeconds(20));
    run.queries.clear();

    run.runFor(Duration.ofMinutes(6));

    for (int i = 0; i < 250; i++) {
      assertThat(run.emitted("j" + i)).as("j%s", i).hasSize(i % 2 == 0 ? 3 : 2);
    }
    assertThat(run.queries.stream().filter(query -> isPast(query, T0.plusSeconds(251))).count())
        .as("listings of all of them; two pages hold those that are left")
        .isLessThanOrEqualTo(4);
  }

  @Test
  void aJobWithoutATimeOfItsOwnIsJudgedByLookUpsAlone() {
    TrackedJob timeless = tracked("t", "Running", true, null, Phase.ACTIVE);
    restartWith(timeless);
    for (int i = 0; i < 450; i++) {
      service.add(Job.of("j" + i, T0, Duration.ofSeconds(1), Duration.ofSeconds(1), "Success"));
    }

    run.runFor(Duration.ofMinutes(4));

    assertThat(run.emitted("t")).containsExactly("2/NonExist");
  }

  @Test
  void aJobThatComesBackWithinTenMinutesIsATransitionToWhatItIs() {
    service.add(running("j").deletedAt(T0.plusSeconds(40)));
    run.runFor(Duration.ofMinutes(5));
    assertThat(run.emitted("j")).endsWith("2/NonExist");
    service.add(running("j"));

    run.runFor(Duration.ofMinutes(2));

    assertThat(run.emitted("j")).endsWith("2/NonExist", "3/Running");
  }

  @Test
  void aVanishedJobIsLookedForAtTheSlowIntervalForTenMinutesAndThenForgotten() {
    service.add(running("j").deletedAt(T0.plusSeconds(40)));
    run.runFor(Duration.ofMinutes(5));
    Instant gone = run.seenAt.get("j/NonExist");
    run.queries.clear();

    run.runFor(Duration.between(run.now, gone.plus(Duration.ofMinutes(10))));
    assertThat(run.lookUps()).hasSizeBetween(5, 9).containsOnly(List.of("j"));
    run.queries.clear();
    run.runFor(Duration.ofMinutes(5));

    assertThat(run.lookUps()).isEmpty();
    assertThat(run.tracked()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Submitted", "Running"})
  void whatComesAfterItIsComparedWithTheStateBeforeItAlsoAfterARestart(String before) {
    restartWith(tracked("j", "NonExist", false, before, Phase.WATCHED));
    service.add(Job.of("j", T0, DAY, DAY, "Success"));
    run.runFor(Duration.ofMinutes(3));

    boolean older = before.equals("Running");
    assertThat(run.emitted("j")).isEqualTo(older ? List.of() : List.of("2/Submitted"));
    assertThat(run.poller().figures().counts().staleAnswers() > 0).isEqualTo(older);
  }

  @Test
  void anEndedJobIsNeverGone() {
    service.more = (shown, job, asked, now) -> shown.part("Running");
    service.add(
        Job.of("j", T0, Duration.ZERO, Duration.ofSeconds(1), "Success")
            .deletedAt(T0.plusSeconds(30)));

    run.runFor(Duration.ofMinutes(20));

    assertThat(run.emitted("j")).containsExactly("0/Submitted", "1/Running", "2/Success");
  }

  @Test
  void aSilentLookUpIsAskedLessOften() {
    run = run(SMALL);
    service.add(running("j"));
    run.runFor(Duration.ofMinutes(30));
    service.silent.add("j");
    run.queries.clear();

    run.runFor(Duration.ofMinutes(10));

    assertThat(run.lookUps().size()).isBetween(1, 12);
    assertThat(run.emitted("j")).containsExactly("0/Submitted", "1/Running");
  }

  private PollerRun run(int pageSize) {
    return new PollerRun(
        service,
        Polling.settings().pageSize(pageSize).build(),
        SourceState.NEW,
        T0.plusSeconds(20));
  }

  private static boolean isPast(JobQuery query, Instant time) {
    return query instanceof Listing listing
        && listing.states().isEmpty()
        && listing.end() != null
        && listing.end().isBefore(time);
  }

  private int listings(Instant start, Instant end) {
    return (int)
        run.queries.stream()
            .filter(
                query ->
                    query instanceof Listing listing
                        && listing.states().isEmpty()
                        && start.equals(listing.start())
                        && end.equals(listing.end()))
            .count();
  }

  private void restartWith(TrackedJob job) {
    run.restartFrom(SourceStates.of(T0, T0.plusSeconds(1), null, List.of(job)));
  }

  private static TrackedJob tracked(
      String id, String state, boolean timeless, String before, Phase phase) {
    return new TrackedJob(
        new JobId(id),
        T0,
        JobState.of(state),
        1,
        null,
        true,
        TrackedJob.NOTHING,
        timeless,
        before == null ? null : JobState.of(before),
        phase);
  }

  private static Job running(String id) {
    return Job.of(id, T0, Duration.ofSeconds(10), DAY, "Success");
  }
}
