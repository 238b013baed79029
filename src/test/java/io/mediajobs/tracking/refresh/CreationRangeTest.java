package io.mediajobs.tracking.refresh;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobState;
import io.mediajobs.tracking.PollerRun;
import io.mediajobs.tracking.refresh.RefreshCost.CreationRange;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.TrackedJob;
import io.mediajobs.tracking.tracked.RefreshSchedule;
import io.mediajobs.tracking.tracked.Tracker;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A job a second, of which some are due. */
class CreationRangeTest {

  private static final int JOBS = 400;

  /** A hundred jobs a page, and ten a look-up. */
  private static final RefreshCost FEW = new RefreshCost(JOBS, JOBS, 0, 100, 10);

  private final RefreshSchedule schedule =
      new RefreshSchedule(
          PollerRun.settings(new FirstStart.Earliest(), Duration.ofSeconds(60)),
          new Tracker(IntStream.range(0, JOBS).mapToObj(CreationRangeTest::job).toList(), T0),
          T0);

  @Test
  void theRangeIsAllPagesWhereAllJobsAreDue() {
    assertThat(cheapest(IntStream.range(0, JOBS))).isEqualTo(new CreationRange(at(0), null, 4));
  }

  @Test
  void fewNewOnesAreLookedUpBesides() {
    CreationRange range =
        cheapest(IntStream.concat(IntStream.range(0, 60), IntStream.range(393, 400)));

    assertThat(range).isEqualTo(new CreationRange(at(0), at(98), 2));
  }

  @Test
  void aPageReachesNoFurtherThanItsListingShows() {
    CreationRange range = cheapest(IntStream.of(50, 60, 399));

    // The listing begins a second before 50 and ends a second after 147: a hundred jobs.
    assertThat(range).isEqualTo(new CreationRange(at(50), at(147), 2));
  }

  @Test
  void theRangeBeginsWithTheOldestJobThatIsDue() {
    assertThat(cheapest(IntStream.range(350, 400))).isEqualTo(new CreationRange(at(350), null, 1));
  }

  @Test
  void ofAsManyRequestsLookUpsAreTakenAsTheyTellOfEnds() {
    // Two pages would do as well as one and a look-up.
    assertThat(cheapest(IntStream.concat(IntStream.range(230, 300), IntStream.of(399))))
        .isEqualTo(new CreationRange(at(230), at(327), 2));
  }

  private CreationRange cheapest(IntStream due) {
    return FEW.range(due.mapToObj(CreationRangeTest::at).toList(), schedule);
  }

  private static TrackedJob job(int number) {
    return new TrackedJob(new JobId("j" + number), at(number), JobState.RUNNING, 1, null, true);
  }

  private static Instant at(int second) {
    return T0.plusSeconds(second);
  }
}
