package io.mediajobs.tracking.discovery;

import static io.mediajobs.job.Jobs.T0;
import static io.mediajobs.job.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.tracking.listing.Sweep;
import io.mediajobs.tracking.state.Backfill;
import io.mediajobs.tracking.state.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final Instant NOW = T0.plus(Duration.ofDays(2));
  private static final Sweep HUNDRED_SECONDS = new Sweep(T0, T0.plusSeconds(100));

  @Test
  void aSweepOfOnePageIsNoBackfill() {
    assertThat(after(null, HUNDRED_SECONDS, true, 0, 1, 2)).isNull();
  }

  @Test
  void aBackfillGetsOnByCreationTime() {
    Backfill first = after(null, HUNDRED_SECONDS, false, 0, 10, 25, 20);
    assertThat(first.percent()).isEqualTo(25);
    assertThat(first.jobs()).isEqualTo(3);

    Backfill second = after(first, HUNDRED_SECONDS, false, 0, 40, 50);
    assertThat(second.percent()).isEqualTo(50);
    assertThat(second.jobs()).isEqualTo(5);
    assertThat(second.doneAt()).isNull();
  }

  @Test
  void aBackfillWithoutAStartBeginsAtItsFirstJob() {
    Sweep open = new Sweep(null, T0.plusSeconds(100));

    assertThat(after(null, open, false, 0, 60, 70).percent()).isEqualTo(25);
  }

  @Test
  void theEstimateCountsFromTheFirstJobOfThisRun() {
    // The sweep goes on from an earlier run: what that run did says nothing of the pace.
    Backfill resumed = after(null, HUNDRED_SECONDS, false, 0, 50, 60);

    assertThat(resumed.percent()).isEqualTo(60);
    assertThat(resumed.left(NOW.plusSeconds(5))).isEqualTo(Duration.ofSeconds(20));
    assertThat(resumed.rate(NOW.plusSeconds(4))).isEqualTo(0.5);
  }

  @Test
  void saysNothingOfTheRestBeforeItGetsOn() {
    Backfill stuck = after(null, HUNDRED_SECONDS, false, 0, 10, 10);

    assertThat(stuck.left(NOW.plusSeconds(5))).isNull();
    assertThat(stuck.rate(NOW)).isZero();
  }

  @Test
  void aBackfillIsAtAHundredOnlyOnceItIsDone() {
    Backfill nearly = after(null, HUNDRED_SECONDS, false, 0, 90, 100);
    assertThat(nearly.percent()).isEqualTo(99.9);
    assertThat(nearly.left(NOW.plusSeconds(9))).isEqualTo(Duration.ZERO);

    Backfill done = after(nearly, HUNDRED_SECONDS, true, 8, 100);
    assertThat(done.percent()).isEqualTo(100);
    assertThat(done.left(NOW.plusSeconds(99))).isEqualTo(Duration.ZERO);
    assertThat(done.rate(NOW.plusSeconds(99))).as("jobs a second while it ran").isEqualTo(3 / 8.0);
    assertThat(done.doneAt()).isEqualTo(NOW.plusSeconds(8));
  }

  @Test
  void theProgressIsKnownUntilTheNextBackfillBegins() {
    Backfill done = after(after(null, HUNDRED_SECONDS, false, 0, 1, 2), HUNDRED_SECONDS, true, 1);
    Sweep later = new Sweep(T0.plusSeconds(100), T0.plusSeconds(110));

    assertThat(after(done, later, true, 2, 105)).isSameAs(done);
    Backfill next = after(done, later, false, 2, 101, 105);
    assertThat(next.percent()).isEqualTo(50);
    assertThat(next.jobs()).isEqualTo(2);
  }

  @Test
  void jobsWithoutACreationTimeAndEmptyPagesDoNoHarm() {
    Sweep boundless = Sweep.resumed(null, null, "t");
    Backfill empty = after(null, boundless, false, 0);

    assertThat(empty.percent()).isZero();
    assertThat(empty.left(NOW.plusSeconds(5))).isNull();
    assertThat(after(empty, boundless, false, 1).percent()).isZero();
  }

  /** What there is after a page with jobs created so many seconds after T0. */
  private static Backfill after(
      Backfill before, Sweep sweep, boolean last, int secondsLater, int... created) {
    List<JobDetail> jobs =
        Arrays.stream(created)
            .mapToObj(second -> job("j" + second).created(T0.plusSeconds(second)).detail())
            .toList();
    JobPage page = new JobPage(jobs, last ? null : "next", List.of(), NOW);
    Instant now = NOW.plusSeconds(secondsLater);
    return Progress.after(before, sweep, page, last, now, new Times(NOW, now, now, now));
  }
}
