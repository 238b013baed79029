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
import io.mediajobs.tracking.tracked.RefreshSchedule;
import io.mediajobs.tracking.tracked.Tracker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How rounds of the frontier, sweeps and look-ups go side by side. */
class RefreshTest {

  private static final int JOBS = 1000;
  private static final Instant LATER = T0.plusSeconds(10);

  private final PollSettings settings =
      PollerRun.settings(new FirstStart.Earliest(), Duration.ofSeconds(60));
  private final Tracker tracker = new Tracker(List.of(), T0);
  private final RefreshSchedule schedule = new RefreshSchedule(settings, tracker, T0);
  private final Refresh refresh = PollerRun.refresh(settings, tracker, schedule);

  RefreshTest() {
    List<Jobs> jobs =
        IntStream.range(0, JOBS)
            .mapToObj(i -> Jobs.job(id(i).value()).created(T0.plusSeconds(i)))
            .toList();
    jobs.subList(0, 10).forEach(job -> job.state("Running"));
    PollerRun.see(
        PollerRun.reconciler(tracker, schedule),
        jobs.stream().map(Jobs::detail).toList(),
        T0.plusSeconds(7));
  }

  @Test
  void onlyThoseThatHaveLeftAreLookedUp() {
    waiting(page("more", 11, 111));
    running(page(null, 0, 9));

    assertThat(refresh.step(LATER).ask().query()).isEqualTo(lookUp(9, 10));
    assertThat(refresh.step(LATER).ask()).isNull();
  }

  @Test
  void whatIsDueWaitsForTheRoundUnlessItFails() {
    Instant due = T0.plusSeconds(12);
    Ask waiting = refresh.step(due).ask();
    assertThat(states(waiting)).isEqualTo(1);
    assertThat(refresh.step(due).ask()).isNull();
    assertThat(refresh.step(due).at()).isEqualTo(due.plusMillis(2_500));

    PollerRun.fail(waiting, due);

    assertThat(states(refresh.step(due).ask())).isEqualTo(3);
  }

  @Test
  void whatIsDueDoesNotWaitForARoundThatTakesLong() {
    waiting(T0.plusSeconds(12));

    assertThat(refresh.step(T0.plusMillis(14_499)).ask()).isNull();
    assertThat(states(refresh.step(T0.plusMillis(14_500)).ask())).isEqualTo(3);
  }

  @Test
  void roundsGoOnWhileASweepIsUnderWay() {
    Instant due = T0.plusSeconds(12);
    Ask waiting = refresh.step(due).ask();
    PollerRun.fail(waiting, due);
    Ask sweep = refresh.step(due).ask();

    answer(sweep, page("more", 0, 100), due);
    answer(waiting, page("more", 11, 111), due);

    assertThat(listing(refresh.step(due).ask()).states()).containsExactly(JobState.RUNNING);
    assertThat(listing(refresh.step(due).ask()).nextToken()).isEqualTo("more");
  }

  @Test
  void aJobThatHasLeftIsNotLookedUpTwiceAtOnce() {
    waiting(page("more", 10, 110));
    running(page(null, 0, 9));
    Ask first = refresh.step(LATER).ask();
    assertThat(first.query()).isEqualTo(lookUp(9));
    Instant next = LATER.plusSeconds(5);
    round(next, page("more", 10, 110), page(null, 0, 8));

    assertThat(refresh.step(next).ask().query()).isEqualTo(lookUp(8));
    answer(first, new JobPage(List.of(), null, List.of(), LATER), next);
    round(next.plusSeconds(5), page("more", 10, 110), page(null, 0, 8));
    assertThat(refresh.step(next.plusSeconds(5)).ask().query()).isEqualTo(lookUp(9));
  }

  @Test
  void whereMoreHaveLeftThanASweepWouldCostThereIsASweep() {
    waiting(page(null, 0, 0));
    running(page(null, 0, 10));

    assertThat(states(refresh.step(LATER).ask())).isEqualTo(3);
  }

  private void waiting(JobPage page) {
    answer(waiting(LATER), page, LATER);
  }

  private Ask waiting(Instant now) {
    Ask ask = refresh.step(now).ask();
    assertThat(listing(ask).states()).containsExactly(JobState.SUBMITTED);
    return ask;
  }

  private void running(JobPage page) {
    running(LATER, page);
  }

  private void running(Instant now, JobPage page) {
    Ask ask = refresh.step(now).ask();
    assertThat(listing(ask).states()).containsExactly(JobState.RUNNING);
    answer(ask, page, now);
  }

  private void round(Instant now, JobPage waiting, JobPage running) {
    answer(waiting(now), waiting, now);
    running(now, running);
  }

  private static void answer(Ask ask, JobPage page, Instant now) {
    ask.answered().answered(ask, page, new Times(now, now, now, now));
  }

  private static Listing listing(@Nullable Ask ask) {
    return (Listing) ask.query();
  }

  private static int states(@Nullable Ask ask) {
    return listing(ask).states().size();
  }

  private static JobPage page(@Nullable String token, int from, int to) {
    List<JobDetail> jobs =
        IntStream.range(from, to)
            .mapToObj(i -> Jobs.job(id(i).value()).created(T0.plusSeconds(i)).detail())
            .toList();
    return new JobPage(jobs, token, List.of(), LATER);
  }

  private static LookUp lookUp(int... numbers) {
    return new LookUp(PollerRun.SOURCE, IntStream.of(numbers).mapToObj(RefreshTest::id).toList());
  }

  private static JobId id(int number) {
    return new JobId(String.format("j%04d", number));
  }
}
