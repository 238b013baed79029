package io.mediajobs.tracking.refresh;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobState;
import io.mediajobs.job.Jobs;
import io.mediajobs.job.UnreadableJob;
import io.mediajobs.tracking.PollerRun;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.Notices;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.TrackedJob;
import io.mediajobs.tracking.tracked.Tracker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a look at the frontier tells. */
class FrontierTest {

  private static final Instant NOW = T0.plusSeconds(1000);
  private static final RefreshCost MANY = new RefreshCost(10_000, 10, 0, 100, 10);

  private final PollSettings settings =
      PollerRun.settings(new FirstStart.Earliest(), Duration.ofSeconds(60));
  private final Tracker tracker = new Tracker(List.of(), NOW.minusSeconds(500));
  private final Frontier frontier =
      new Frontier(
          PollerRun.SOURCE,
          settings,
          tracker,
          new RefreshPages(PollerRun.SOURCE, settings, new Notices()));

  @Test
  void listsWaitingJobsFromASecondBeforeTheOldestAndThenThoseThatRun() {
    tracked("r", JobState.RUNNING, 1);
    tracked("w", JobState.SUBMITTED, 5);
    frontier.begin(MANY, NOW);

    Listing waiting = frontier.next();
    assertThat(waiting.states()).containsExactly(JobState.SUBMITTED);
    assertThat(waiting.start()).isEqualTo(T0.plusSeconds(4));
    assertThat(frontier.next()).isNull();
    assertThat(frontier.answered(page(null), NOW, NOW)).isNull();
    Listing running = frontier.next();
    assertThat(running.states()).containsExactly(JobState.RUNNING);
    assertThat(running.start()).isEqualTo(T0);
  }

  @Test
  void aRunningJobThatIsNotListedHasLeft() {
    tracked("gone", JobState.RUNNING, 1);
    tracked("runs", JobState.RUNNING, 2);

    assertThat(look(page(null), page(null, "runs 2"))).containsExactly("gone");
  }

  @Test
  void aWaitingJobHasLeftWhereThePageCoversItsCreation() {
    for (int i = 1; i < 5; i++) {
      tracked("w" + i, JobState.SUBMITTED, i);
    }

    // More of the third second may be on the next page.
    assertThat(look(page("more", "w2 2", "w8 3", "w9 3"), page(null))).containsExactly("w1");
    assertThat(look(page("more", "w2 2", "w9 3", "w4 4", "w8 4"), page(null)))
        .containsExactly("w1", "w3");
  }

  @Test
  void theLastPageCoversWhateverIsBehindIt() {
    tracked("w1", JobState.SUBMITTED, 1);
    tracked("w2", JobState.SUBMITTED, 2);

    assertThat(look(page(null, "w1 1"), page(null))).containsExactly("w2");
    assertThat(look(page(null), page(null))).containsExactly("w1", "w2");
  }

  @Test
  void anEmptyPageThatIsNotTheLastCoversNothing() {
    tracked("w", JobState.SUBMITTED, 1);

    assertThat(look(page("more"), page(null))).isEmpty();
  }

  @Test
  void withinASecondThePageBeforeTellsWhatShouldBeOnThisOne() {
    tracked("a", JobState.SUBMITTED, 1);
    tracked("b", JobState.SUBMITTED, 1);
    tracked("c", JobState.SUBMITTED, 1);
    assertThat(look(page("more", "a 1", "b 1"), page(null))).isEmpty();

    assertThat(look(page("more", "b 1", "x 1"), page(null))).containsExactly("a");
  }

  @Test
  void aJobThatMovedBetweenTheListsHasNotLeft() {
    tracked("starts", JobState.SUBMITTED, 1);
    tracked("back", JobState.RUNNING, 2);

    assertThat(look(page(null, "back 2"), page(null, "starts 1"))).isEmpty();
  }

  @Test
  void anotherStateIsNotExpectedOnEitherList() {
    tracked("paused", JobState.PAUSE, 1);
    tracked("strange", JobState.of("Dreaming"), 1);
    tracked("ended", JobState.SUCCESS, 1);

    assertThat(look(page(null), page(null))).isEmpty();
  }

  @Test
  void whatAnotherAnswerHasToldSinceCountsMore() {
    tracked("w", JobState.SUBMITTED, 1);
    tracked("x", JobState.SUBMITTED, 1);
    frontier.begin(MANY, NOW);
    frontier.next();
    frontier.answered(page(null), NOW, NOW);
    tracker.unchanged(tracker.get(new JobId("w")), null, settings, NOW.plusMillis(1));
    frontier.next();

    assertThat(frontier.answered(page(null), NOW, NOW)).containsExactly(new JobId("x"));
  }

  @Test
  void anUnreadableJobOnAListIsOnIt() {
    tracked("w", JobState.SUBMITTED, 1);
    UnreadableJob w =
        new UnreadableJob(new JobId("w"), null, "w", false, 1, "x", "is damaged", "/jobs", null);

    assertThat(look(new JobPage(List.of(), null, List.of(), NOW, List.of(w)), page(null)))
        .isEmpty();
    assertThat(frontier.dueAt(MANY)).as("not to be tried soon").isEqualTo(in(60));
  }

  @Test
  void pagesOnThroughRunningJobsWhileItIsWorthIt() {
    tracked("r1", JobState.RUNNING, 1);
    tracked("r6", JobState.RUNNING, 6);
    tracked("r9", JobState.RUNNING, 9);
    frontier.begin(MANY, NOW);
    frontier.next();
    frontier.answered(page(null), NOW, NOW);
    for (int i = 2; i < 6; i++) {
      assertThat(frontier.next().nextToken()).isEqualTo(i == 2 ? null : "t" + (i - 1));
      assertThat(frontier.answered(page("t" + i, "x" + i + " " + i), NOW, NOW)).isNull();
    }
    assertThat(frontier.next().nextToken()).isEqualTo("t5");

    assertThat(frontier.answered(page("t6", "x7 7", "x8 7"), NOW, NOW))
        .containsExactly(new JobId("r1"), new JobId("r6"));
    assertThat(frontier.next()).isNull();
    assertThat(frontier.dueAt(MANY)).as("too long to be tried soon").isEqualTo(in(60));
  }

  @Test
  void aTokenThatComesTwiceEndsTheListButIsNotItsEnd() {
    tracked("r1", JobState.RUNNING, 1);
    tracked("r3", JobState.RUNNING, 3);
    frontier.begin(MANY, NOW);
    frontier.next();
    frontier.answered(page(null), NOW, NOW);
    frontier.next();
    assertThat(frontier.answered(page("t", "x 1", "y 2", "z 2"), NOW, NOW)).isNull();
    frontier.next();

    assertThat(frontier.answered(page("t"), NOW, NOW)).containsExactly(new JobId("r1"));
  }

  @Test
  void aPageThatFailedHoldsUpNothing() {
    tracked("r", JobState.RUNNING, 1);
    frontier.begin(MANY, NOW);
    frontier.next();
    assertThat(frontier.othersWaitUntil()).isEqualTo(NOW.plusMillis(2_500));

    frontier.failed();

    assertThat(frontier.othersWaitUntil()).isEqualTo(Instant.MIN);
  }

  @Test
  void aRefusedTokenEndsLooksForTheSlowerInterval() {
    tracked("r", JobState.RUNNING, 1);
    frontier.begin(MANY, NOW);
    frontier.next();
    frontier.answered(page(null), NOW, NOW);
    frontier.next();
    frontier.answered(page("t"), NOW, NOW);
    frontier.next();

    frontier.refused(in(60));

    assertThat(frontier.next()).isNull();
    assertThat(frontier.dueAt(MANY)).isEqualTo(in(60));
  }

  @Test
  void jobsItDoesNotShowWaitForAPassOnTheSlowerInterval() {
    Instant told = NOW.minusSeconds(3);
    tracker.changed(
        new TrackedJob(new JobId("deep"), T0.plusSeconds(9), JobState.SUBMITTED, 0, null, false),
        null,
        settings,
        told);
    assertThat(tracker.due().first()).isEqualTo(told.plusSeconds(5));

    assertThat(look(page("more", "w 1"), page(null))).isEmpty();
    assertThat(tracker.due().first()).isEqualTo(told.plusSeconds(60));
  }

  @Test
  void looksComeOnTheIntervalWhileJobsChangeOrMayCostAsMuchAsPasses() {
    tracked("r", JobState.RUNNING, 1);
    RefreshCost few = new RefreshCost(300, 10, 0, 100, 10);
    look(page(null), page(null, "r 1"));

    assertThat(frontier.dueAt(MANY)).isEqualTo(in(5));
    // Nothing has changed for 500 s, and two of three pages are no saving.
    assertThat(frontier.dueAt(few)).isEqualTo(in(40));
    tracker.changed(tracker.jobs().get(0), null, settings, NOW.minusSeconds(1));
    assertThat(frontier.dueAt(few)).isEqualTo(in(5));
    assertThat(frontier.dueAt(new RefreshCost(200, 10, 0, 100, 10))).isNull();
  }

  private static Instant in(int seconds) {
    return NOW.plusSeconds(seconds);
  }

  private void tracked(String id, JobState state, int second) {
    TrackedJob job = new TrackedJob(new JobId(id), T0.plusSeconds(second), state, 0, null, false);
    tracker.changed(job, null, settings, NOW.minusSeconds(500));
  }

  private List<String> look(JobPage waiting, JobPage running) {
    frontier.begin(MANY, NOW);
    frontier.next();
    assertThat(frontier.answered(waiting, NOW, NOW)).isNull();
    frontier.next();
    return frontier.answered(running, NOW, NOW).stream().map(JobId::value).toList();
  }

  /** A page of jobs, each an id and the second of its creation. */
  private static JobPage page(@Nullable String token, String... jobs) {
    List<JobDetail> details = new ArrayList<>();
    for (String job : jobs) {
      String[] parts = job.split(" ");
      details.add(Jobs.job(parts[0]).created(T0.plusSeconds(Integer.parseInt(parts[1]))).detail());
    }
    return new JobPage(details, token, List.of(), NOW);
  }
}
