package io.mediajobs.tracking.tracked;

import static io.mediajobs.job.Jobs.T0;
import static io.mediajobs.job.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.Observation;
import io.mediajobs.tracking.state.TrackedJob;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobDiffTest {

  private static final JobSource SOURCE =
      new JobSource("examplebucket-1250000000", "ap-chongqing", "/jobs", "Transcode", null, null);
  private static final Instant NOW = T0.plusSeconds(100);

  @Test
  void newSubmittedJobIsOneObservedTransition() {
    Observation seen = changed(null, job("j").detail()).observation();

    assertThat(lines(seen)).containsExactly("0 null>Submitted @0");
    assertThat(seen.sequence()).isZero();
    assertThat(seen.observedAt()).isEqualTo(NOW);
  }

  @Test
  void newEndedJobHasItsWayInferred() {
    JobDetail ended =
        job("j").started(T0.plusSeconds(5)).ended("Success", T0.plusSeconds(9)).detail();

    assertThat(lines(changed(null, ended).observation()))
        .containsExactly(
            "0 null>Submitted @0 inferred",
            "1 Submitted>Running @5 inferred",
            "2 Running>Success @9");
  }

  @Test
  void anEndedJobThatIsReadInPartOnlyIsLookedAtAgain() {
    JobDetail ended = job("j").ended("Cancel", T0.plusSeconds(9)).detail();
    JobDiff.Changed whole = changed(null, ended);

    assertThat(whole.job().phase()).isEqualTo(TrackedJob.Phase.ENDED);
    assertThat(whole.quietly(null).job().phase()).isEqualTo(TrackedJob.Phase.WATCHED);
  }

  @Test
  void withoutAStartTimeRunningIsNotInferred() {
    JobDetail cancelled = job("j").ended("Cancel", T0.plusSeconds(9)).detail();

    assertThat(lines(changed(null, cancelled).observation()))
        .containsExactly("0 null>Submitted @0 inferred", "1 Submitted>Cancel @9");
  }

  @Test
  void sequenceGoesOnFromWhatIsKnown() {
    TrackedJob submitted = changed(null, job("j").detail()).job();
    TrackedJob running = changed(submitted, job("j").running(T0.plusSeconds(5), 1).detail()).job();
    JobDetail failed =
        job("j").started(T0.plusSeconds(5)).ended("Failed", T0.plusSeconds(9)).detail();

    assertThat(running.sequence()).isEqualTo(1);
    assertThat(lines(changed(running, failed).observation()))
        .containsExactly("2 Running>Failed @9");
  }

  @Test
  void aPauseHasNoTimeAndASecondRunningNeither() {
    TrackedJob running = changed(null, job("j").running(T0.plusSeconds(5), 1).detail()).job();
    JobDiff.Changed paused =
        changed(running, job("j").started(T0.plusSeconds(5)).paused().detail());
    JobDiff.Changed resumed =
        changed(paused.job(), job("j").running(T0.plusSeconds(5), 2).detail());

    assertThat(lines(paused.observation())).containsExactly("2 Running>Pause @null");
    assertThat(lines(resumed.observation())).containsExactly("3 Pause>Running @null");
  }

  @Test
  void runningIsInferredOnceAtMost() {
    TrackedJob paused = changed(null, job("j").paused().detail()).job();
    JobDetail done =
        job("j").started(T0.plusSeconds(5)).ended("Success", T0.plusSeconds(9)).detail();
    assertThat(lines(changed(paused, done).observation()))
        .containsExactly("2 Pause>Running @5 inferred", "3 Running>Success @9");

    TrackedJob ranThenPaused =
        changed(null, job("j").started(T0.plusSeconds(5)).paused().detail()).job();
    assertThat(ranThenPaused.started()).isTrue();
    assertThat(lines(changed(ranThenPaused, done).observation()))
        .containsExactly("3 Pause>Success @9");
  }

  @Test
  void unknownStatesPassThroughAsNotEnded() {
    TrackedJob submitted = changed(null, job("j").detail()).job();

    assertThat(lines(changed(submitted, job("j").state("Brewing").detail()).observation()))
        .containsExactly("1 Submitted>Brewing @null");
  }

  @Test
  void aLowerRankIsStale() {
    TrackedJob running = changed(null, job("j").running(T0, 1).detail()).job();
    TrackedJob ended = changed(null, job("j").ended("Success", T0).detail()).job();

    assertThat(diff(running, job("j").detail())).isInstanceOf(JobDiff.Stale.class);
    assertThat(diff(ended, job("j").running(T0, 99).detail())).isInstanceOf(JobDiff.Stale.class);
  }

  @Test
  void progressIsASnapshotWithoutTransitionAndNeverGoesBack() {
    TrackedJob running = changed(null, job("j").running(T0, 30).detail()).job();
    JobDiff.Changed on = changed(running, job("j").running(T0, 40).detail());

    assertThat(on.observation().transitions()).isEmpty();
    assertThat(on.job().progress()).isEqualTo(40);
    assertThat(on.job().sequence()).isEqualTo(running.sequence());
    assertThat(diff(on.job(), job("j").running(T0, 40).detail()))
        .isInstanceOf(JobDiff.Unchanged.class);
    assertThat(diff(on.job(), job("j").running(T0, 30).detail())).isInstanceOf(JobDiff.Stale.class);
  }

  @Test
  void anEndedJobMayShowLessProgressWithItsResults() {
    TrackedJob ended = changed(null, job("j").ended("Failed", T0).progress(50).detail()).job();
    JobDetail later = job("j").ended("Failed", T0).progress(0).with("Message", "why").detail();
    assertThat(changed(ended, later).observation().transitions()).isEmpty();
  }

  @Test
  void aVanishedJobEndsAsNonExist() {
    TrackedJob running = changed(null, job("j").running(T0, 30).detail()).job();
    JobDiff.Changed gone = JobDiff.vanished(SOURCE, running, NOW);

    assertThat(lines(gone.observation())).containsExactly("2 Running>NonExist @null");
    assertThat(gone.observation().detail()).isNull();
    assertThat(gone.job().state()).isEqualTo(JobState.NON_EXIST);
  }

  @Test
  void eventIdsAreMadeOfJobSequenceAndState() {
    assertThat(
            new JobTransition(new JobId("j"), 2, JobState.RUNNING, JobState.SUCCESS, T0, false)
                .eventId())
        .isEqualTo("j/2/Success");
  }

  private static JobDiff diff(@Nullable TrackedJob known, JobDetail seen) {
    return JobDiff.at(SOURCE, known, seen, Instant.EPOCH, NOW);
  }

  private static JobDiff.Changed changed(@Nullable TrackedJob known, JobDetail seen) {
    return (JobDiff.Changed) diff(known, seen);
  }

  private static List<String> lines(Observation seen) {
    return seen.transitions().stream().map(JobDiffTest::line).toList();
  }

  private static String line(JobTransition t) {
    String at =
        t.occurredAt() == null
            ? "null"
            : "" + (t.occurredAt().getEpochSecond() - T0.getEpochSecond());
    return t.sequence()
        + " "
        + t.previousState()
        + ">"
        + t.state()
        + " @"
        + at
        + (t.inferred() ? " inferred" : "");
  }
}
