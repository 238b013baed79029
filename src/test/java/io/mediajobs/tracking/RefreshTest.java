package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobState;
import io.mediajobs.job.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How looks at the frontier, passes and look-ups go side by side. */
class RefreshTest {

  private static final int JOBS = 1000;
  private static final Instant LATER = T0.plusSeconds(10);

  private final PollSettings settings =
      PollerRun.settings(new FirstStart.Earliest(), Duration.ofSeconds(60));
  private final Tracker tracker = new Tracker(List.of(), T0);
  private final Refresh refresh = new Refresh(PollerRun.SOURCE, settings, tracker);

  RefreshTest() {
    for (int i = 0; i < JOBS; i++) {
      JobState state = i < 10 ? JobState.RUNNING : JobState.SUBMITTED;
      TrackedJob job = new TrackedJob(id(i), T0.plusSeconds(i), state, 0, null, false);
      tracker.changed(job, null, settings, T0.plusSeconds(7));
    }
  }

  @Test
  void onlyThoseThatHaveLeftAreLookedUp() {
    waiting(page("more", 11, 111));
    running(page(null, 0, 9));

    assertThat(refresh.next(LATER)).isEqualTo(lookUp(9, 10));
    assertThat(refresh.next(LATER)).isNull();
  }

  @Test
  void whatIsDueWaitsForTheLookUnlessItFails() {
    Instant due = T0.plusSeconds(12);
    JobQuery waiting = refresh.next(due);
    assertThat(states(waiting)).isEqualTo(1);
    assertThat(refresh.next(due)).isNull();
    assertThat(refresh.nextDue()).isEqualTo(due.plusMillis(2_500));

    refresh.failed(waiting, false, due);

    assertThat(refresh.next(due)).isEqualTo(waiting);
    assertThat(states(refresh.next(due))).isEqualTo(3);
  }

  @Test
  void whatIsDueDoesNotWaitForALookThatTakesLong() {
    waiting(T0.plusSeconds(12));

    assertThat(refresh.next(T0.plusMillis(14_499))).isNull();
    assertThat(states(refresh.next(T0.plusMillis(14_500)))).isEqualTo(3);
  }

  @Test
  void looksGoOnWhileAPassIsUnderWay() {
    Instant due = T0.plusSeconds(12);
    refresh.failed(refresh.next(due), false, due);
    Listing waiting = (Listing) refresh.next(due);
    Listing pass = (Listing) refresh.next(due);

    refresh.answered(pass, page("more", 0, 100), due, due);
    refresh.answered(waiting, page("more", 11, 111), due, due);

    assertThat(((Listing) refresh.next(due)).states()).containsExactly(JobState.RUNNING);
    assertThat(((Listing) refresh.next(due)).nextToken()).isEqualTo("more");
  }

  @Test
  void aJobThatHasLeftIsNotLookedUpTwiceAtOnce() {
    waiting(page("more", 10, 110));
    running(page(null, 0, 9));
    LookUp first = (LookUp) refresh.next(LATER);
    assertThat(first).isEqualTo(lookUp(9));
    Instant next = LATER.plusSeconds(5);
    look(next, page("more", 10, 110), page(null, 0, 8));

    assertThat(refresh.next(next)).isEqualTo(lookUp(8));
    refresh.answered(first);
    look(next.plusSeconds(5), page("more", 10, 110), page(null, 0, 8));
    assertThat(refresh.next(next.plusSeconds(5))).isEqualTo(lookUp(9));
  }

  @Test
  void whereMoreHaveLeftThanAPassWouldCostThereIsAPass() {
    waiting(page(null, 0, 0));
    running(page(null, 0, 10));

    assertThat(states(refresh.next(LATER))).isEqualTo(3);
  }

  @Test
  void discoveryOwnsTheListingsOfAllStates() {
    assertThat(Refresh.owns((Listing) refresh.next(LATER))).isTrue();
    assertThat(Refresh.owns(new Sweep(null, null, null, true).listing(PollerRun.SOURCE, settings)))
        .isFalse();
  }

  private void waiting(JobPage page) {
    refresh.answered((Listing) waiting(LATER), page, LATER, LATER);
  }

  private JobQuery waiting(Instant now) {
    JobQuery query = refresh.next(now);
    assertThat(((Listing) query).states()).containsExactly(JobState.SUBMITTED);
    return query;
  }

  private void running(JobPage page) {
    running(LATER, page);
  }

  private void running(Instant now, JobPage page) {
    Listing query = (Listing) refresh.next(now);
    assertThat(query.states()).containsExactly(JobState.RUNNING);
    refresh.answered(query, page, now, now);
  }

  private void look(Instant now, JobPage waiting, JobPage running) {
    refresh.answered((Listing) waiting(now), waiting, now, now);
    running(now, running);
  }

  private static int states(@Nullable JobQuery query) {
    return ((Listing) query).states().size();
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
