package io.mediajobs.tracking.discovery;

import static io.mediajobs.job.Jobs.T0;
import static io.mediajobs.job.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.tracking.listing.Cursor;
import io.mediajobs.tracking.listing.TimeBounds;
import io.mediajobs.tracking.state.CreationTimes;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a past is cut into slices, and how each of them gets on. */
class SlicesTest {

  private static final TimeBounds INCLUSIVE = new TimeBounds(true, true);

  /** A job a second for a thousand seconds, and pages of ten. */
  private final Slices whole = Slices.of(second(0), second(1), second(1000), INCLUSIVE, 1);

  @Test
  void slicesJoinOnToEachOther() {
    Slices cut = whole.cut(4, INCLUSIVE, 10);

    assertThat(cut.list())
        .extracting(slice -> slice.from() + " " + slice.stop())
        .containsExactly(
            second(1) + " " + second(250),
            second(251) + " " + second(500),
            second(501) + " " + second(750),
            second(751) + " " + second(1000));
    assertThat(cut.settled()).isEqualTo(second(0));
    assertThat(cut.newest()).isEqualTo(second(1));
    assertThat(cut.stop()).isEqualTo(second(1000));
  }

  @Test
  void eachSliceAsksForItsOwnSecondsWithoutAToken() {
    Cursor second = whole.cut(2, INCLUSIVE, 10).list().get(1).cursor();
    assertThat(second.start()).isEqualTo(second(501));
    assertThat(second.end()).isEqualTo(second(1000));
    assertThat(second.token()).isNull();

    Cursor wider = whole.cut(2, TimeBounds.UNKNOWN, 10).list().get(1).cursor();
    assertThat(wider.start()).as("where the bounds may be exclusive").isEqualTo(second(500));
    assertThat(wider.end()).isEqualTo(second(1001));
  }

  @Test
  void aSliceThatHasFewPagesLeftIsNotCut() {
    assertThat(whole.cut(4, INCLUSIVE, 100).open()).as("ten pages").isEqualTo(2);
    assertThat(whole.cut(4, INCLUSIVE, 126).open()).as("not eight pages").isEqualTo(1);
  }

  @Test
  void aSingleSecondIsNotCut() {
    assertThat(
            Slices.of(second(0), second(1), second(1), INCLUSIVE, 1e6).cut(2, INCLUSIVE, 1).open())
        .isEqualTo(1);
    assertThat(
            Slices.of(second(0), second(1), second(2), INCLUSIVE, 1e6).cut(9, INCLUSIVE, 1).open())
        .isEqualTo(2);
  }

  @Test
  void aPageThatBreaksOffLeavesItsNewestSecondOpen() {
    Slices cut = whole.cut(2, INCLUSIVE, 10);
    Slice slice = cut.list().get(1);

    Slice behind = answered(slice, page("next", 501, 520, 520));

    assertThat(behind.settled()).isEqualTo(second(519));
    assertThat(behind.newest()).isEqualTo(second(520));
    assertThat(behind.cursor().token()).isNull();
    assertThat(behind.cursor().start()).isEqualTo(second(520));
    assertThat(behind.jobsLeft()).isEqualTo(3 / 20.0 * 481);
    assertThat(cut.with(slice, behind).settled()).as("of the past").isEqualTo(second(0));
  }

  @Test
  void aSliceIsDoneOnceAPageShowsWhatIsBehindIt() {
    Slice slice = whole.cut(2, INCLUSIVE, 10).list().get(0);

    assertThat(answered(slice, page("next", 499, 500)).done()).isFalse();
    Slice done = answered(slice, page("next", 499, 500, 501, 777));
    assertThat(done.done()).isTrue();
    assertThat(done.newest()).as("of its own").isEqualTo(second(500));
    assertThat(answered(slice, page(null)).done()).isTrue();
  }

  @Test
  void whatIsDoneIsJoinedToTheNextOnly() {
    Slices cut = whole.cut(4, INCLUSIVE, 10);
    Slice third = cut.list().get(2);
    Slices next = cut.with(third, answered(third, page(null, 700)));

    assertThat(next.list())
        .extracting(slice -> slice.from() + " " + slice.settled() + " " + slice.newest())
        .containsExactly(
            second(1) + " " + second(0) + " " + second(1),
            second(251) + " " + second(250) + " null",
            second(501) + " " + second(750) + " " + second(700));
    Slice last = next.list().get(2);
    Slices two = next.with(last, answered(last, page(null)));
    assertThat(two.open()).isEqualTo(2);
    assertThat(two.list()).as("the last has none to be joined to").hasSize(3);

    Slices oldest = two.with(two.list().get(0), done(two.list().get(0)));
    assertThat(oldest.settled()).isEqualTo(second(250));
    Slices all = oldest.with(oldest.list().get(0), done(oldest.list().get(0)));
    assertThat(all.done()).isTrue();
    assertThat(all.settled()).isEqualTo(second(1000));
    assertThat(all.newest()).isEqualTo(second(700));
  }

  @Test
  void aSliceThatIsCutKeepsItsCursorAndEndsEarlier() {
    Slices cut = whole.cut(2, INCLUSIVE, 10);
    Slice slice = cut.list().get(1);
    Slice underWay = answered(slice.asked(true), page("next", 505, 510)).asked(true);
    Slices again = cut.with(slice, underWay).cut(3, INCLUSIVE, 1);

    Slice first = again.list().get(0);
    assertThat(again.list()).hasSize(3);
    assertThat(first.cursor()).isEqualTo(whole.list().get(0).cursor());
    assertThat(first.stop()).isEqualTo(second(250));
    assertThat(again.list().get(2).asked()).isTrue();
  }

  @Test
  void goOnFromWhatAnOffsetHasOfThem() {
    Slices cut = whole.cut(3, INCLUSIVE, 10);
    Slice slice = cut.list().get(1);
    Slices some = cut.with(slice, answered(slice, page("n", 300, 310)));

    assertThat(Slices.of(some.state()).state()).isEqualTo(some.state());
    assertThat(Slices.of(some.state()).list())
        .extracting(each -> each.cursor().start())
        .as("a second earlier, as nothing is known of the bounds")
        .containsExactlyElementsOf(some.list().stream().map(each -> each.settled()).toList());
    assertThat(Slices.of(List.of())).isNull();
  }

  private static Slice answered(Slice slice, JobPage page) {
    return slice.answered(
        page, slice.cursor().answered(page, CreationTimes.END, INCLUSIVE), INCLUSIVE, T0);
  }

  private static Slice done(Slice slice) {
    return answered(slice, page(null));
  }

  private static Instant second(int second) {
    return T0.plusSeconds(second);
  }

  private static JobPage page(String token, int... created) {
    List<JobDetail> jobs =
        Arrays.stream(created).mapToObj(s -> job("j" + s).created(second(s)).detail()).toList();
    return new JobPage(jobs, token, List.of(), T0);
  }
}
