package io.mediajobs.tracking.tracked;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.Jobs;
import io.mediajobs.job.Observation;
import io.mediajobs.tracking.PollerRun;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of jobs that show no creation time by those beside them on a page. */
class TimelessJobsTest {

  private static final Instant NOW = T0.plusSeconds(100);
  private static final NewJobs WANTED =
      new NewJobs(T0.plusSeconds(30), null, T0.plusSeconds(50), NOW, NOW);

  @ParameterizedTest(name = "{0}, {1}, {2} s, of the second: {3}")
  @CsvSource({"10, , 20, 20", "20, , 10, 20", ", , 20, 20", "10, , , 10", ", , , 50"})
  void oneIsTakenForAsNewAsTheNewerOfThoseBesideIt(
      @Nullable Integer before, @Nullable Integer own, @Nullable Integer behind, int taken) {
    assertThat(WANTED.times(jobs(before, own, behind)).get(1)).isEqualTo(T0.plusSeconds(taken));
  }

  /** Of a page in order, and not before what is settled: else it was told, and is forgotten. */
  @ParameterizedTest(name = "{0}, none, {1} s: {2} new")
  @CsvSource({"10, 20, 0", "10, 40, 2", "20, 10, 1", "20, 20, 1", ", 20, 2", "10, , 2", ", , 3"})
  void oneBetweenSettledOnesIsNotNew(@Nullable Integer before, @Nullable Integer behind, int news) {
    assertThat(listed(jobs(before, null, behind))).hasSize(news);
  }

  /** A listing that keeps to no times says nothing of one beside others. */
  @Test
  void oneInAListingOfAnyTimesMayBeNew() {
    assertThat(listed(jobs(-20, null, 20))).hasSize(1);
  }

  private static List<Observation> listed(List<JobDetail> jobs) {
    PollSettings settings = PollerRun.settings(new FirstStart.Earliest(), Duration.ZERO);
    Tracker tracker = new Tracker(List.of(), T0);
    List<JobEvent> events =
        PollerRun.reconciler(tracker, new RefreshSchedule(settings, tracker, NOW))
            .listed(
                settings.listing(PollerRun.SOURCE, null, List.of(), T0, null),
                new JobPage(jobs, null, List.of(), NOW),
                WANTED,
                new Times(NOW, NOW, NOW, NOW));
    return NewJobs.of(events).toList();
  }

  private static List<JobDetail> jobs(@Nullable Integer... seconds) {
    return IntStream.range(0, seconds.length).mapToObj(i -> job("j" + i, seconds[i])).toList();
  }

  private static JobDetail job(String id, @Nullable Integer second) {
    return Jobs.job(id).created(second == null ? null : T0.plusSeconds(second)).detail();
  }
}
