package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobState;
import io.mediajobs.job.Jobs;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.refresh.Refresh;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.state.TrackedJob;
import io.mediajobs.tracking.tracked.RefreshSchedule;
import io.mediajobs.tracking.tracked.Tracker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A sweep over the old jobs that are due, and look-ups of the few new ones. */
class StateSweepTest {

  private static final Instant NOW = T0.plusSeconds(1000);

  private final PollSettings settings =
      PollerRun.settings(new FirstStart.Earliest(), Duration.ofSeconds(60));

  /** One a second, which all run: the oldest 50 and the newest are due. */
  private final Tracker tracker =
      new Tracker(
          IntStream.range(0, 150)
              .mapToObj(
                  i -> new TrackedJob(id(i), T0.plusSeconds(i), JobState.RUNNING, 1, null, true))
              .toList(),
          NOW);

  private final RefreshSchedule schedule = new RefreshSchedule(settings, tracker, NOW);
  private final Refresh refresh = PollerRun.refresh(settings, tracker, schedule);
  private final Ask ask;
  private final Listing sweep;

  StateSweepTest() {
    schedule.makeDue(
        IntStream.range(50, 149).mapToObj(StateSweepTest::id).toList(), NOW.plusSeconds(60));
    ask = refresh.step(NOW).ask();
    sweep = (Listing) ask.query();
  }

  @Test
  void aSweepGoesNoFurtherThanOnePage() {
    assertThat(sweep.start()).isEqualTo(T0.minusSeconds(1));
    assertThat(sweep.end()).isEqualTo(T0.plusSeconds(99));
    assertThat(sweep.states())
        .containsExactly(JobState.SUBMITTED, JobState.RUNNING, JobState.PAUSE);
  }

  @Test
  void whatASweepDoesNotShowJoinsTheLookUp() {
    assertThat(refresh.step(NOW).ask()).isNull();
    Instant answered = NOW.plusMillis(200);
    ask.answered()
        .answered(ask, page(IntStream.range(1, 99)), new Times(NOW, answered, answered, answered));

    assertThat(lookedUp(refresh.step(answered).ask())).containsExactlyInAnyOrder(id(0), id(149));
    assertThat(refresh.step(answered).ask()).isNull();
  }

  @Test
  void aSweepThatTakesLongHoldsUpNothing() {
    Instant late = NOW.plusMillis(1_250);
    assertThat(refresh.step(NOW).at()).isEqualTo(late);
    assertThat(refresh.step(late.minusMillis(1)).ask()).isNull();

    assertThat(lookedUp(refresh.step(late).ask())).containsExactly(id(149));
  }

  @Test
  void aSweepThatFailsHoldsUpNothing() {
    PollerRun.fail(ask, NOW);

    assertThat(refresh.step(NOW).ask().query()).isInstanceOf(LookUp.class);
  }

  private static List<JobId> lookedUp(Ask ask) {
    return ((LookUp) ask.query()).ids();
  }

  private static JobPage page(IntStream shown) {
    List<JobDetail> jobs =
        shown.mapToObj(i -> Jobs.job(id(i).value()).state("Running").detail()).toList();
    return new JobPage(jobs, null, List.of(), NOW);
  }

  private static JobId id(int number) {
    return new JobId(String.format("j%03d", number));
  }
}
