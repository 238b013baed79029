package io.mediajobs.tracking.listing;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.Jobs;
import io.mediajobs.tracking.listing.Cursor.Advance;
import io.mediajobs.tracking.state.CreationTimes;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A second with more jobs than one page holds, where tokens are positions. */
class WindowsTest {

  private static final TimeBounds INCLUSIVE = new TimeBounds(true, true);

  private final Cursor first = Windows.of(T0, T0, true, INCLUSIVE);

  @Test
  void aSecondIsListedOnceItsFirstPageShowsTheSameJobsAgain() {
    Cursor last = answered(first, page("3", 0, 3)).next();
    assertThat(last.token()).isEqualTo("3");

    Advance read = answered(last, page(null, 3, 5));
    assertThat(read.listedTo()).isNull();
    assertThat(read.next().token()).isNull();

    Advance same = answered(read.next(), page("3", 0, 3));
    assertThat(same.listedTo()).isEqualTo(T0);
    assertThat(same.next()).isNull();
  }

  @Test
  void aSecondWhoseJobsAgeOutWhileItsPagesAreReadIsReadAgain() {
    Cursor last = answered(first, page("3", 0, 3)).next();
    // The oldest job is gone, and so the page begins with j4.
    Advance read = answered(last, page(null, 4, 5));
    assertThat(read.listedTo()).isNull();

    Advance moved = answered(read.next(), page("3", 1, 4));
    assertThat(moved.listedTo()).isNull();
    assertThat(moved.skipped()).isNull();
    Cursor anew = moved.next();
    assertThat(anew.token()).isNull();

    Cursor lastAgain = answered(anew, page("3", 1, 4)).next();
    Advance readAgain = answered(lastAgain, page(null, 4, 5));
    assertThat(answered(readAgain.next(), page("3", 1, 4)).listedTo()).isEqualTo(T0);
  }

  private static Advance answered(Cursor cursor, JobPage page) {
    return cursor.answered(page, CreationTimes.END, INCLUSIVE);
  }

  /** Jobs of that second by their numbers, the last one not included. */
  private static JobPage page(@Nullable String token, int from, int to) {
    List<JobDetail> jobs =
        IntStream.range(from, to).mapToObj(i -> Jobs.job("j" + i).created(T0).detail()).toList();
    return new JobPage(jobs, token, List.of(), T0);
  }
}
