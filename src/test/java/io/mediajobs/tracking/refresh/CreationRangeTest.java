package io.mediajobs.tracking.refresh;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobState;
import io.mediajobs.tracking.state.TrackedJob;
import io.mediajobs.tracking.tracked.DueJobs;
import io.mediajobs.tracking.tracked.TrackerEntry;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A job a second, of which some are due. */
class CreationRangeTest {

  private static final int JOBS = 400;

  private final DueJobs jobs = new DueJobs();

  CreationRangeTest() {
    for (int i = 0; i < JOBS; i++) {
      TrackedJob job = new TrackedJob(new JobId("j" + i), at(i), JobState.RUNNING, 1, null, true);
      jobs.add(new TrackerEntry(job, T0, Instant.MAX));
    }
  }

  @Test
  void whereAllAreDueItIsAllPages() {
    assertThat(cheapest(IntStream.range(0, JOBS)))
        .isEqualTo(new CreationRange(at(0), Instant.MAX, 4));
  }

  @Test
  void fewNewOnesAreLookedUpBesides() {
    CreationRange stretch =
        cheapest(IntStream.concat(IntStream.range(0, 60), IntStream.range(393, 400)));

    assertThat(stretch).isEqualTo(new CreationRange(at(0), at(98), 2));
  }

  @Test
  void aPageReachesNoFurtherThanItsListingShows() {
    CreationRange stretch = cheapest(IntStream.of(50, 60, 399));

    // The listing begins a second before 50 and ends a second after 147: a hundred jobs.
    assertThat(stretch).isEqualTo(new CreationRange(at(50), at(147), 2));
  }

  @Test
  void itBeginsWithTheOldestThatIsDue() {
    assertThat(cheapest(IntStream.range(350, 400)))
        .isEqualTo(new CreationRange(at(350), Instant.MAX, 1));
  }

  @Test
  void ofAsManyRequestsLookUpsAreTakenAsTheyTellOfEnds() {
    // Two pages would do as well as one and a look-up.
    assertThat(cheapest(IntStream.concat(IntStream.range(230, 300), IntStream.of(399))))
        .isEqualTo(new CreationRange(at(230), at(327), 2));
  }

  private CreationRange cheapest(IntStream due) {
    return CreationRange.cheapest(due.mapToObj(CreationRangeTest::at).toList(), jobs, 100, 10);
  }

  private static Instant at(int second) {
    return T0.plusSeconds(second);
  }
}
