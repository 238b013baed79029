package io.mediajobs.tracking.refresh;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.Jobs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the pages of a listing prove not to be there. */
class CreationListingTest {

  private final CreationListing listing = new CreationListing(List.of(), T0, T0.plusSeconds(99), 9);

  @ParameterizedTest
  @CsvSource({
    "'0 3 7 7', 6",
    "'0 3 7', 2",
    // The newest may show a time that it does not have.
    "'0 3 90', 2",
    "'0 3 7 90 90', 89",
    // So they may go on in descending order as well.
    "'7 7 7', -1",
    "'7 7 9', -1",
    "'9 7 5', -1",
    "'0 7 5 9 9', -1",
    "'0', -1",
    "'', -1"
  })
  void coversWhatIsOlderThanItsTwoNewestJobsWhereItKeepsToTheOrder(String seconds, int last) {
    answer("next", seconds);

    assertThat(covered()).isEqualTo(last);
  }

  @Test
  void goesOnInTheOrderOfThePageBefore() {
    answer("a", "0 1");
    answer("b", "1 4 4");
    assertThat(covered()).isEqualTo(3);

    answer("c", "3 5 5");
    assertThat(covered()).isEqualTo(-1);
  }

  @Test
  void coversAllWithItsLastPage() {
    answer("a", "9 7");
    answer(null, "3 0");

    assertThat(covered()).isEqualTo(99);
  }

  private void answer(@Nullable String next, String seconds) {
    List<JobDetail> jobs = new ArrayList<>();
    for (String second : seconds.isEmpty() ? new String[0] : seconds.split(" ")) {
      jobs.add(
          Jobs.job("j" + jobs.size()).created(T0.plusSeconds(Integer.parseInt(second))).detail());
    }
    listing.answered(new JobPage(jobs, next, List.of(), null), T0);
  }

  /** The last second up to which each is covered; -1 for none. */
  private int covered() {
    int second = -1;
    while (second < 99 && listing.covers(T0.plusSeconds(second + 1))) {
      second++;
    }
    return second;
  }
}
