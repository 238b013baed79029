package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.tracking.ServiceModel.Job;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where tokens are positions, each job that ages out while a listing is read makes the next page
 * begin one job too late: it takes no other with it.
 */
class AgingJobsTest {

  private static final int JOBS = 2_000;
  private static final int AGING = 100;
  private static final Instant NOW = T0.plus(Duration.ofHours(2));

  private static final String NOTICE =
      PollerRun.SOURCE
          + " has dropped its oldest jobs while they were listed: what may have been passed over is"
          + " listed again by creation times; nothing to do";

  private final ServiceModel service = new ServiceModel(Duration.ZERO);
  private PollerRun run = run(new FirstStart.Earliest(), NOW);

  @Test
  void theOldestOfAll() {
    add(0, NOW);

    run.runFor(Duration.ofMinutes(3));

    eachThatStaysIsTold(0);
    assertThat(run.notices).containsExactly(NOTICE);
  }

  @Test
  void theOldestBehindAFirstStartThatAreMinutesOld() {
    Instant soon = T0.plusSeconds(JOBS + 60);
    add(0, soon);
    run = run(new FirstStart.At(T0), soon);

    run.runFor(Duration.ofMinutes(3));

    eachThatStaysIsTold(0);
    assertThat(run.notices).containsExactly(NOTICE);
  }

  @Test
  void theOldestWhileNoWorkerRuns() {
    add(0, NOW.plusSeconds(10));
    run.runFor(Duration.ofSeconds(9));
    run.now = NOW.plusSeconds(70);
    run.restart();

    run.runFor(Duration.ofMinutes(3));

    eachThatStaysIsTold(0);
  }

  @Test
  void theOldestWhileARestartedListingBegins() {
    add(0, NOW.plusSeconds(8));
    run.runFor(Duration.ofSeconds(9));
    run.restart();

    run.runFor(Duration.ofMinutes(3));

    eachThatStaysIsTold(0);
  }

  /** What it goes on with is listed by tokens again, from the second that it had come to. */
  @Test
  void thoseThatARestartedListingGoesOnWith() {
    add(1_090, NOW.plusSeconds(20));
    run.runFor(Duration.ofSeconds(9));
    run.restart();

    run.runFor(Duration.ofMinutes(3));

    eachThatStaysIsTold(1_090);
    assertThat(run.notices).containsExactly(NOTICE);
  }

  /** The front passes over j500, and so would what settles it after a restart, page by page. */
  @Test
  void theOldestBeforeAndBehindARestart() {
    for (int i = 0; i < JOBS; i++) {
      double gone = i == 0 ? 4 : i < 100 ? 9 : i == 100 ? 12 : 1e6;
      service.add(job(i).deletedAt(NOW.plusMillis((long) (1000 * gone))));
    }
    run.runFor(Duration.ofSeconds(9));
    assertThat(run.emitted("j500")).isEmpty();
    run.restart();

    run.runFor(Duration.ofMinutes(3));

    eachThatStaysIsTold(0);
  }

  /** The text of one shows its id, that of another one that no look-up takes, that of one none. */
  @ParameterizedTest
  @ValueSource(strings = {"j0 is damaged", "j,0 is damaged", " is damaged"})
  void anOldestThatCanNotBeRead(String text) {
    addAndDropTheOldest();
    service.damage("j0", text);

    run.runFor(Duration.ofMinutes(3));

    eachThatStaysIsTold(0);
  }

  @Test
  void anOldestThatShowsNoTime() {
    addAndDropTheOldest();
    service.more =
        (shown, job, asked, now) -> {
          if (job.id().equals("j0")) {
            shown.created(null);
          }
        };

    run.runFor(Duration.ofMinutes(3));

    eachThatStaysIsTold(0);
  }

  /** It is gone before the last page, and the server that is asked about it has not seen that. */
  @Test
  void theOldestThatAnotherServerStillShows() {
    service.lookUpsBehind = Duration.ofMillis(900);
    for (int i = 0; i < JOBS; i++) {
      Job job = job(i);
      service.add(i == 0 ? job.deletedAt(NOW.plusMillis(1_850)) : job);
    }
    run.wayBack = Duration.ofMillis(100);

    run.runFor(Duration.ofMinutes(3));

    eachThatStaysIsTold(1);
    assertThat(run.notices).containsExactly(NOTICE);
  }

  /** A later page shows jobs of the one before again, so that no token is believed any more. */
  @Test
  void theOldestBeforeAPageThatDoesNotJoin() {
    addAndDropTheOldest();
    service.pages =
        (asked, all, date) -> {
          boolean shifts = Integer.toString(JOBS - 200).equals(asked.nextToken());
          List<JobDetail> shown = new ArrayList<>(all);
          if (shifts) {
            shown.addAll(0, all.subList(0, 3));
          }
          return OddListingsTest.page(asked, shown, date);
        };

    run.runFor(Duration.ofMinutes(3));

    eachThatStaysIsTold(0);
  }

  private void addAndDropTheOldest() {
    for (int i = 0; i < JOBS; i++) {
      Job job = job(i);
      service.add(i == 0 ? job.deletedAt(NOW.plusSeconds(10)) : job);
    }
  }

  private PollerRun run(FirstStart start, Instant now) {
    service.pages = OddListingsTest::page;
    PollerRun begun =
        new PollerRun(
            service, PollerRun.settings(start, Duration.ofSeconds(60)), SourceState.NEW, now);
    begun.wayBack = Duration.ofMillis(900);
    return begun;
  }

  /** A job a second: from a time on two age out a second from this one on, and all before it. */
  private void add(int oldest, Instant from) {
    for (int i = 0; i < JOBS; i++) {
      long later = 500L * Math.max(0, i - oldest);
      service.add(i < oldest + AGING ? job(i).deletedAt(from.plusMillis(later)) : job(i));
    }
  }

  private void eachThatStaysIsTold(int oldest) {
    for (int i = 0; i < JOBS; i++) {
      if (i < oldest || i >= oldest + AGING) {
        assertThat(run.emitted("j" + i)).as("j" + i).hasSize(3);
      }
    }
  }

  private static Job job(int i) {
    Duration tenth = Duration.ofMillis(100);
    return Job.of("j" + i, T0.plusSeconds(i), tenth, tenth, "Success");
  }
}
