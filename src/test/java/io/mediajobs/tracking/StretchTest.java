package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobState;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A job a second, of which some are due. */
class StretchTest {

  private static final int JOBS = 400;

  private final DueJobs jobs = new DueJobs();

  StretchTest() {
    for (int i = 0; i < JOBS; i++) {
      TrackedJob job = new TrackedJob(new JobId("j" + i), at(i), JobState.RUNNING, 1, null, true);
      jobs.add(new TrackerEntry(job, T0, Instant.MAX));
    }
  }

  @Test
  void whereAllAreDueItIsAllPages() {
    assertThat(cheapest(IntStream.range(0, JOBS))).isEqualTo(new Stretch(at(0), Instant.MAX, 4));
  }

  @Test
  void fewNewOnesAreLookedUpBesides() {
    Stretch stretch = cheapest(IntStream.concat(IntStream.range(0, 60), IntStream.range(393, 400)));

    assertThat(stretch).isEqualTo(new Stretch(at(0), at(98), 2));
  }

  @Test
  void aPageReachesNoFurtherThanItsListingShows() {
    Stretch stretch = cheapest(IntStream.of(50, 60, 399));

    // The listing begins a second before 50 and ends a second after 147: a hundred jobs.
    assertThat(stretch).isEqualTo(new Stretch(at(50), at(147), 2));
  }

  @Test
  void itBeginsWithTheOldestThatIsDue() {
    assertThat(cheapest(IntStream.range(350, 400))).isEqualTo(new Stretch(at(350), Instant.MAX, 1));
  }

  @Test
  void ofAsManyRequestsLookUpsAreTakenAsTheyTellOfEnds() {
    // Two pages would do as well as one and a look-up.
    assertThat(cheapest(IntStream.concat(IntStream.range(230, 300), IntStream.of(399))))
        .isEqualTo(new Stretch(at(230), at(327), 2));
  }

  private Stretch cheapest(IntStream due) {
    return Stretch.cheapest(due.mapToObj(StretchTest::at).toList(), jobs, 100, 10);
  }

  private static Instant at(int second) {
    return T0.plusSeconds(second);
  }
}
