package io.mediajobs.tracking.listing;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.Jobs;
import io.mediajobs.tracking.state.CreationTimes;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a listing goes on whose token is refused. */
class SweepTest {

  private static final TimeBounds INCLUSIVE = new TimeBounds(true, true);

  @Test
  void pagesOfOneSecondDoNotProveThatNothingIsBeforeIt() {
    assertThat(refusedAfter(100, 100).start()).isEqualTo(T0);
  }

  @Test
  void pagesThatShowTheOrderNeedNotBeAskedForAgain() {
    assertThat(refusedAfter(90, 100).start()).isEqualTo(T0.plusSeconds(100));
  }

  /** What is asked for once the token behind a page of jobs so many seconds old is refused. */
  private static Cursor refusedAfter(long... seconds) {
    List<JobDetail> jobs =
        Arrays.stream(seconds)
            .mapToObj(second -> Jobs.job("j" + second).created(T0.plusSeconds(second)).detail())
            .toList();
    JobPage page = new JobPage(jobs, "next", List.of(), T0);
    Cursor behind = new Sweep(T0, null).answered(page, CreationTimes.END, INCLUSIVE).next();
    return behind.tokenRefused(CreationTimes.END, INCLUSIVE).next();
  }
}
