package io.mediajobs.tracking.listing;

import static io.mediajobs.job.Jobs.T0;
import static io.mediajobs.tracking.state.CreationTimes.END;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.Jobs;
import io.mediajobs.tracking.listing.Cursor.Advance;
import io.mediajobs.tracking.state.Notices.Trouble;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a listing goes on whose token is refused, or whose pages do not join. */
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

  /** The newest time of an earlier run may come from another listing. */
  @Test
  void theFirstPageOfAnEarlierRunsTokenMayBeOlderThanAllItKnew() {
    Cursor resumed = Sweep.resumed(T0, null, "t");

    assertThat(resumed.answered(page(90, 100), END, INCLUSIVE).trouble()).isNull();
  }

  /**
   * j6 has moved up: another server has shown page two, which had not seen that an old job is gone.
   */
  @Test
  void aPageThatRepeatsTheLastJobMakesTheNextOneDoubtful() {
    Cursor first = new Sweep(T0, null).answered(page(1, 2, 3), END, INCLUSIVE).next();
    Cursor second = first.answered(page(3, 4, 5), END, INCLUSIVE).next();

    Advance third = second.answered(page(7, 8), END, INCLUSIVE);

    assertThat(third.trouble()).isEqualTo(Trouble.GAP);
    assertThat(third.next().start()).isEqualTo(T0.plusSeconds(4));
  }

  @Test
  void aPageFromBeforeTheOneBeforeItIsInAnotherOrder() {
    Cursor second = new Sweep(T0, null).answered(page(4, 5, 6), END, INCLUSIVE).next();

    assertThat(second.answered(page(1, 2), END, INCLUSIVE).trouble()).isEqualTo(Trouble.ORDER);
  }

  /** It stands where it was created, at the end of the page, and shows a time of an hour later. */
  @Test
  void aJobFarFromAllOthersOfItsPageProvesNothing() {
    Advance first = new Sweep(T0, null).answered(page(1, 2, 3600), END, INCLUSIVE);

    Advance second = first.next().answered(page(3, 4), END, INCLUSIVE);

    assertThat(first.listedTo()).isEqualTo(T0.plusSeconds(1));
    assertThat(second.next().start()).isEqualTo(T0.plusSeconds(1));
  }

  @Test
  void whereEachPageBeginsWithTheLastJobNothingIsDoubtful() {
    Cursor cursor = new Sweep(T0, null);
    for (int i = 0; i < 10; i += 2) {
      Advance advance = cursor.answered(page(i, i + 1, i + 2), END, INCLUSIVE);
      assertThat(advance.trouble()).isNull();
      cursor = advance.next();
    }
    assertThat(cursor).isInstanceOf(Sweep.class);
  }

  /** What is asked for once the token behind a page of jobs so many seconds old is refused. */
  private static Cursor refusedAfter(long... seconds) {
    Cursor begun = new Sweep(T0, null);
    Cursor behind = begun.answered(page(seconds), END, INCLUSIVE).next();
    return behind.tokenRefused(END, INCLUSIVE).next();
  }

  private static JobPage page(long... seconds) {
    List<JobDetail> jobs =
        Arrays.stream(seconds)
            .mapToObj(second -> Jobs.job("j" + second).created(T0.plusSeconds(second)).detail())
            .toList();
    return new JobPage(jobs, "behind" + seconds[0], List.of(), T0);
  }
}
