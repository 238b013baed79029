package io.mediajobs.tracking.refresh;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobState;
import io.mediajobs.job.Jobs;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.job.UnreadableJob;
import io.mediajobs.tracking.PollerRun;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Step;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.Notices;
import io.mediajobs.tracking.state.PollCounts;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.tracked.Reconciler;
import io.mediajobs.tracking.tracked.RefreshSchedule;
import io.mediajobs.tracking.tracked.Tracker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a round of the frontier tells. */
class FrontierTest {

  private static final Instant NOW = T0.plusSeconds(1000);
  private static final RefreshCost MANY = new RefreshCost(10_000, 10, 0, 100, 10);

  private final PollSettings settings =
      PollerRun.settings(new FirstStart.Earliest(), Duration.ofSeconds(60));
  private final Tracker tracker = new Tracker(List.of(), NOW.minusSeconds(500));
  private final RefreshSchedule schedule =
      new RefreshSchedule(settings, tracker, NOW.minusSeconds(500));
  private final Reconciler reconciler = PollerRun.reconciler(tracker, schedule);
  private final List<String> left = new ArrayList<>();
  private final Frontier frontier =
      new Frontier(
          tracker,
          schedule,
          reconciler,
          new RefreshPages(
              PollerRun.SOURCE, settings, new Notices(PollerRun.SOURCE, new PollCounts())),
          (jobs, now) -> jobs.forEach(job -> left.add(job.value())));
  private Instant now = NOW;

  @Test
  void listsWaitingJobsFromASecondBeforeTheOldestAndThenThoseThatRun() {
    tracked("r", "Running", 1);
    tracked("w", "Submitted", 5);

    Ask waiting = ask();
    assertThat(listing(waiting).states()).containsExactly(JobState.SUBMITTED);
    assertThat(listing(waiting).start()).isEqualTo(T0.plusSeconds(4));
    assertThat(frontier.step(MANY, now).ask()).isNull();
    answer(waiting, waiting(null));
    Ask running = ask();
    assertThat(listing(running).states()).containsExactly(JobState.RUNNING);
    assertThat(listing(running).start()).isEqualTo(T0);
  }

  @Test
  void aRunningJobThatIsNotListedHasLeft() {
    tracked("gone", "Running", 1);
    tracked("runs", "Running", 2);

    assertThat(round(waiting(null), running(null, "runs 2"))).containsExactly("gone");
  }

  @Test
  void aWaitingJobHasLeftWhereThePageCoversItsCreation() {
    for (int i = 1; i < 5; i++) {
      tracked("w" + i, "Submitted", i);
    }

    // More of the third second may be on the next page.
    assertThat(round(waiting("more", "w2 2", "w8 3", "w9 3"), running(null))).containsExactly("w1");
    assertThat(round(waiting("more", "w2 2", "w9 3", "w4 4", "w8 4"), running(null)))
        .containsExactly("w1", "w3");
  }

  @Test
  void theLastPageCoversWhateverIsBehindIt() {
    tracked("w1", "Submitted", 1);
    tracked("w2", "Submitted", 2);

    assertThat(round(waiting(null, "w1 1"), running(null))).containsExactly("w2");
    assertThat(round(waiting(null), running(null))).containsExactly("w1", "w2");
  }

  @Test
  void anEmptyPageThatIsNotTheLastCoversNothing() {
    tracked("w", "Submitted", 1);

    assertThat(round(waiting("more"), running(null))).isEmpty();
  }

  @Test
  void withinASecondThePageBeforeTellsWhatShouldBeOnThisOne() {
    tracked("a", "Submitted", 1);
    tracked("b", "Submitted", 1);
    tracked("c", "Submitted", 1);
    assertThat(round(waiting("more", "a 1", "b 1"), running(null))).isEmpty();

    assertThat(round(waiting("more", "b 1", "x 1"), running(null))).containsExactly("a");
  }

  @Test
  void aJobThatMovedBetweenTheListsHasNotLeft() {
    tracked("starts", "Submitted", 1);
    tracked("back", "Running", 2);

    assertThat(round(waiting(null, "back 2"), running(null, "starts 1"))).isEmpty();
  }

  @Test
  void anotherStateIsNotExpectedOnEitherList() {
    tracked("paused", "Pause", 1);
    tracked("strange", "Dreaming", 1);
    tracked("ended", "Success", 1);

    assertThat(round(waiting(null), running(null))).isEmpty();
  }

  @Test
  void whatAnotherAnswerHasToldSinceCountsMore() {
    tracked("w", "Submitted", 1);
    tracked("x", "Submitted", 1);
    answer(ask(), waiting(null));

    reconciler.unread(new JobId("w"), now.plusMillis(1));
    answer(ask(), running(null));

    assertThat(left).containsExactly("x");
  }

  @Test
  void anUnreadableJobOnAListIsOnIt() {
    tracked("w", "Submitted", 1);
    UnreadableJob w =
        new UnreadableJob(new JobId("w"), null, "w", false, 1, "x", "is damaged", "/jobs", null);

    answer(ask(), new JobPage(List.of(), null, List.of(), NOW, List.of(w), false));
    answer(ask(), running(null));

    assertThat(left).isEmpty();
    assertThat(next(MANY)).as("not to be tried soon").isEqualTo(in(60));
  }

  @Test
  void pagesOnThroughRunningJobsWhileItIsWorthIt() {
    tracked("r1", "Running", 1);
    tracked("r6", "Running", 6);
    tracked("r9", "Running", 9);
    answer(ask(), waiting(null));
    for (int i = 2; i < 6; i++) {
      Ask ask = ask();
      assertThat(listing(ask).nextToken()).isEqualTo(i == 2 ? null : "t" + (i - 1));
      answer(ask, running("t" + i, "x" + i + " " + i));
      assertThat(left).isEmpty();
    }
    Ask last = ask();
    assertThat(listing(last).nextToken()).isEqualTo("t5");

    answer(last, running("t6", "x7 7", "x8 7"));

    assertThat(left).containsExactly("r1", "r6");
    assertThat(next(MANY)).as("too long to be tried soon").isEqualTo(in(60));
  }

  @Test
  void aTokenThatComesTwiceEndsTheListButIsNotItsEnd() {
    tracked("r1", "Running", 1);
    tracked("r3", "Running", 3);
    answer(ask(), waiting(null));
    answer(ask(), running("t", "x 1", "y 2", "z 2"));
    assertThat(left).isEmpty();

    answer(ask(), running("t"));

    assertThat(left).containsExactly("r1");
  }

  @Test
  void aPageThatFailedHoldsUpNothing() {
    tracked("r", "Running", 1);
    Ask waiting = ask();
    assertThat(frontier.othersWaitUntil()).isEqualTo(NOW.plusMillis(2_500));

    PollerRun.fail(waiting, NOW);

    assertThat(frontier.othersWaitUntil()).isEqualTo(Instant.MIN);
  }

  @Test
  void aRefusedTokenEndsRoundsForTheSlowerInterval() {
    tracked("r", "Running", 1);
    answer(ask(), waiting(null));
    answer(ask(), running("t"));

    ask()
        .givenUp(
            new JobsApiException(Kind.REFUSED, Reason.OTHER, 400, "No such token.", null, null),
            NOW);

    assertThat(next(MANY)).isEqualTo(in(60));
  }

  @Test
  void jobsItDoesNotShowWaitForASweepOnTheSlowerInterval() {
    Instant told = NOW.minusSeconds(3);
    see(told, Jobs.job("deep").created(T0.plusSeconds(9)));
    assertThat(schedule.next(10)).isEqualTo(told.plusSeconds(5));

    assertThat(round(waiting("more", "w 1"), running(null))).isEmpty();

    assertThat(schedule.next(10)).isEqualTo(told.plusSeconds(60));
  }

  @Test
  void roundsComeOnTheIntervalWhileJobsChangeOrMayCostAsMuchAsSweeps() {
    tracked("r", "Running", 1);
    RefreshCost few = new RefreshCost(300, 10, 0, 100, 10);
    round(waiting(null), running(null, "r 1"));

    assertThat(next(MANY)).isEqualTo(in(5));
    // Nothing has changed for 500 s, and two of three pages are no saving.
    assertThat(next(few)).isEqualTo(in(40));
    see(NOW.minusSeconds(1), Jobs.job("new").created(T0.plusSeconds(9)));
    assertThat(next(few)).isEqualTo(in(5));
    assertThat(next(new RefreshCost(200, 10, 0, 100, 10))).isEqualTo(Instant.MAX);
  }

  private static Instant in(int seconds) {
    return NOW.plusSeconds(seconds);
  }

  private void tracked(String id, String state, int second) {
    see(NOW.minusSeconds(500), Jobs.job(id).created(T0.plusSeconds(second)).state(state));
  }

  private void see(Instant at, Jobs job) {
    PollerRun.see(reconciler, List.of(job.detail()), at);
  }

  /** The page that the frontier asks for now. */
  private Ask ask() {
    return frontier.step(MANY, now).ask();
  }

  private void answer(Ask ask, JobPage page) {
    ask.answered().answered(ask, page, new Times(now, now, now, now));
  }

  /** When the next round is due. */
  private Instant next(RefreshCost cost) {
    return frontier.step(cost, now).at();
  }

  /** The jobs that have left by the next round, which begins as soon as it is due. */
  private List<String> round(JobPage waiting, JobPage running) {
    left.clear();
    Step step = frontier.step(MANY, now);
    if (step.ask() == null) {
      now = step.at();
      step = frontier.step(MANY, now);
    }
    answer(step.ask(), waiting);
    answer(ask(), running);
    return left;
  }

  private static Listing listing(Ask ask) {
    return (Listing) ask.query();
  }

  /** A page of waiting jobs, each an id and the second of its creation. */
  private static JobPage waiting(@Nullable String token, String... jobs) {
    return page(token, "Submitted", jobs);
  }

  /** A page of running jobs. */
  private static JobPage running(@Nullable String token, String... jobs) {
    return page(token, "Running", jobs);
  }

  private static JobPage page(@Nullable String token, String state, String... jobs) {
    List<JobDetail> details = new ArrayList<>();
    for (String job : jobs) {
      String[] parts = job.split(" ");
      Instant created = T0.plusSeconds(Integer.parseInt(parts[1]));
      details.add(Jobs.job(parts[0]).created(created).state(state).detail());
    }
    return new JobPage(details, token, List.of(), NOW);
  }
}
