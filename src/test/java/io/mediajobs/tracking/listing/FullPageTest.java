package io.mediajobs.tracking.listing;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.Order;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.Jobs;
import io.mediajobs.job.UnreadableJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From where on discovery's page may begin, so that it holds new jobs as well. */
class FullPageTest {

  private static final TimeBounds INCLUSIVE = new TimeBounds(true, true);
  private static final Instant LATEST = T0.plusSeconds(1000);

  private final FullPage page = new FullPage(20);

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(page.from(0, INCLUSIVE)).isNull();
  }

  @Test
  void itBeginsWithTheFirstJobShownWhereAllFit() {
    shown(T0, jobs(0, 10));

    assertThat(page.from(6, INCLUSIVE)).isEqualTo(T0);
    // The second before may be shown as well, and it may have had jobs.
    assertThat(page.from(6, TimeBounds.UNKNOWN)).isEqualTo(T0.plusSeconds(1));
  }

  @Test
  void roomIsLeftForNewJobs() {
    shown(T0, jobs(0, 20));

    assertThat(page.from(0, INCLUSIVE)).isEqualTo(T0.plusSeconds(4));
    assertThat(page.from(6, INCLUSIVE)).isEqualTo(T0.plusSeconds(10));
    assertThat(page.from(15, INCLUSIVE)).isEqualTo(T0.plusSeconds(19));
    assertThat(page.from(16, INCLUSIVE)).isNull();
  }

  @Test
  void itGoesOnFromPageToPage() {
    shown(T0, jobs(0, 15));
    shown(T0.plusSeconds(13), jobs(13, 25));

    assertThat(page.from(0, INCLUSIVE)).isEqualTo(T0.plusSeconds(9));
  }

  @Test
  void itDoesNotBeginInsideOfASecond() {
    List<JobDetail> jobs = new ArrayList<>(jobs(0, 2));
    IntStream.range(0, 10).forEach(i -> jobs.add(job("same" + i, T0.plusSeconds(5))));
    jobs.addAll(jobs(6, 10));
    shown(T0, jobs);

    assertThat(page.from(2, INCLUSIVE)).isEqualTo(T0.plusSeconds(5));
    assertThat(page.from(3, INCLUSIVE)).isEqualTo(T0.plusSeconds(6));
  }

  @Test
  void itNeverBeginsBeforeAJobThatCouldNotBeRecognised() {
    for (JobPage odd : List.of(damaged(), with(null), with(LATEST.plusSeconds(1)), unordered())) {
      shown(T0, jobs(0, 10));
      page.shown(listing(T0, null), odd, LATEST.minusSeconds(100));
      assertThat(page.from(0, INCLUSIVE)).isNull();

      shown(T0, jobs(0, 10));
      assertThat(page.from(0, INCLUSIVE)).as("all before it").isNull();
      shown(T0, jobs(895, 905));
      assertThat(page.from(0, INCLUSIVE)).isEqualTo(LATEST.minusSeconds(99));
      page.forget(Instant.MIN);
    }
  }

  private void shown(Instant start, List<JobDetail> jobs) {
    page.shown(listing(start, null), page(jobs), LATEST);
  }

  private static JobPage damaged() {
    UnreadableJob job =
        new UnreadableJob(null, null, "x", false, 1, "x", "is damaged", "/jobs", null);
    return new JobPage(jobs(0, 10), null, List.of(), LATEST, List.of(job), false);
  }

  private static JobPage with(@Nullable Instant created) {
    List<JobDetail> jobs = new ArrayList<>(jobs(0, 10));
    jobs.add(Jobs.job("odd").created(created).detail());
    return page(jobs);
  }

  private static JobPage unordered() {
    List<JobDetail> jobs = new ArrayList<>(jobs(0, 10));
    Collections.reverse(jobs);
    return page(jobs);
  }

  private static JobPage page(List<JobDetail> jobs) {
    return new JobPage(jobs, null, List.of(), LATEST);
  }

  private static Listing listing(Instant start, @Nullable String token) {
    JobSource source = new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", null, null);
    return new Listing(source, Jobs.NO_FILTER, Order.ASC, 20, token, List.of(), start, null);
  }

  /** One a second, the last one not included. */
  private static List<JobDetail> jobs(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> job("j" + i, T0.plusSeconds(i))).toList();
  }

  private static JobDetail job(String id, Instant created) {
    return Jobs.job(id).created(created).detail();
  }
}
