package io.mediajobs.tracking;

import static io.mediajobs.job.Jobs.T0;
import static io.mediajobs.job.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a past is cut into slices, and how each of them gets on. */
class SlicesTest {

  private static final Bounds INCLUSIVE = new Bounds(Bounds.Start.INCLUSIVE, true);
  private static final Instant RETRY_AT = T0.plusSeconds(5000);

  /** A job a second for a thousand seconds, and pages of ten. */
  private final Slices whole =
      Slices.of(new Sweep(null, second(1100), "t", true), second(0), second(1), second(1000), 1);

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
  void theFirstGoesOnWithTheSweepsTokenAndTheOthersBeginAtTheirOwnSecond() {
    List<Slice> cut = whole.cut(2, INCLUSIVE, 10).list();

    assertThat(cut.get(0).sweep()).isEqualTo(new Sweep(null, second(1100), "t", true));
    assertThat(cut.get(1).sweep()).isEqualTo(new Sweep(second(501), second(1000), null, true));
    assertThat(whole.cut(2, Bounds.UNKNOWN, 10).list().get(1).sweep())
        .as("where the bounds may be exclusive")
        .isEqualTo(new Sweep(second(500), second(1001), null, true));
  }

  @Test
  void whatHasFewPagesLeftIsNotCut() {
    assertThat(whole.cut(4, INCLUSIVE, 100).open()).as("ten pages").isEqualTo(2);
    assertThat(whole.cut(4, INCLUSIVE, 126).open()).as("not eight pages").isEqualTo(1);
  }

  @Test
  void aSingleSecondIsNotCut() {
    Sweep sweep = new Sweep(null, second(9), "t", true);

    assertThat(Slices.of(sweep, second(0), second(1), second(1), 1e6).cut(2, INCLUSIVE, 1).open())
        .isEqualTo(1);
    assertThat(Slices.of(sweep, second(0), second(1), second(2), 1e6).cut(9, INCLUSIVE, 1).open())
        .isEqualTo(2);
  }

  @Test
  void aPageThatBreaksOffLeavesItsNewestSecondOpen() {
    Slices cut = whole.cut(2, INCLUSIVE, 10);
    Slice slice = cut.list().get(1);

    Slice behind = slice.answered(page("next", 501, 520, 520), INCLUSIVE, RETRY_AT);

    assertThat(behind.settled()).isEqualTo(second(519));
    assertThat(behind.newest()).isEqualTo(second(520));
    assertThat(behind.sweep().token()).isEqualTo("next");
    assertThat(behind.jobsLeft()).isEqualTo(3 / 20.0 * 481);
    assertThat(cut.with(slice, behind).settled()).as("of the past").isEqualTo(second(0));
  }

  @Test
  void aSliceIsDoneOnceAPageShowsWhatIsBehindIt() {
    Slice slice = whole.cut(2, INCLUSIVE, 10).list().get(0);

    assertThat(slice.answered(page("next", 499, 500), INCLUSIVE, RETRY_AT).done()).isFalse();
    Slice done = slice.answered(page("next", 499, 500, 501, 777), INCLUSIVE, RETRY_AT);
    assertThat(done.done()).isTrue();
    assertThat(done.newest()).as("of its own").isEqualTo(second(500));
    assertThat(slice.answered(page(null), INCLUSIVE, RETRY_AT).done()).isTrue();
  }

  @Test
  void whatIsDoneIsJoinedToTheNextOnly() {
    Slices cut = whole.cut(4, INCLUSIVE, 10);
    Slice third = cut.list().get(2);
    Slices next = cut.with(third, third.answered(page(null, 700), INCLUSIVE, RETRY_AT));

    assertThat(next.list())
        .extracting(slice -> slice.from() + " " + slice.settled() + " " + slice.newest())
        .containsExactly(
            second(1) + " " + second(0) + " " + second(1),
            second(251) + " " + second(250) + " null",
            second(501) + " " + second(750) + " " + second(700));
    Slice last = next.list().get(2);
    Slices two = next.with(last, last.answered(page(null), INCLUSIVE, RETRY_AT));
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
    Slice underWay = slice.asked(true).answered(page("next", 510), INCLUSIVE, RETRY_AT).asked(true);
    Slices again = cut.with(slice, underWay).cut(3, INCLUSIVE, 1);

    Slice first = again.list().get(0);
    assertThat(again.list()).hasSize(3);
    assertThat(first.sweep().token()).isEqualTo("t");
    assertThat(first.sweep().end()).isEqualTo(second(1100));
    assertThat(first.stop()).isEqualTo(second(250));
    assertThat(again.list().get(2).asked()).isTrue();
  }

  @Test
  void aRefusedTokenAndAListingInCirclesBeginAgainBehindWhatIsKnown() {
    Slice slice = whole.cut(2, INCLUSIVE, 10).list().get(1);
    Slice known = slice.answered(page("next", 510, 520), INCLUSIVE, RETRY_AT);

    Slice refused = known.tokenRejected(Bounds.UNKNOWN);
    assertThat(refused.sweep()).isEqualTo(new Sweep(second(519), second(1001), null, true));
    assertThat(refused.refused()).isEqualTo(1);
    assertThat(refused.ready(T0)).isTrue();
    assertThat(refused.answered(page("b", 530), INCLUSIVE, RETRY_AT).refused()).isZero();

    Slice circles = known.answered(page("next", 530), INCLUSIVE, RETRY_AT);
    assertThat(circles.done()).isFalse();
    assertThat(circles.sweep()).isEqualTo(new Sweep(second(530), second(1000), null, true));
    assertThat(circles.ready(RETRY_AT.minusMillis(1))).as("lest it goes round").isFalse();
    assertThat(circles.ready(RETRY_AT)).isTrue();
  }

  @Test
  void goOnFromWhatAnOffsetHasOfThem() {
    Slices cut = whole.cut(3, INCLUSIVE, 10);
    Slice slice = cut.list().get(1);
    Slices some = cut.with(slice, slice.answered(page("n", 300, 310), INCLUSIVE, RETRY_AT));

    assertThat(Slices.of(some.state()).state()).isEqualTo(some.state());
    assertThat(Slices.of(some.state()).list())
        .extracting(Slice::sweep)
        .containsExactlyElementsOf(
            some.list().stream()
                .map(Slice::sweep)
                .map(s -> new Sweep(s.start(), s.end(), s.token(), true))
                .toList());
    assertThat(Slices.of(List.of())).isNull();
  }

  private static Slice done(Slice slice) {
    return slice.answered(page(null), INCLUSIVE, RETRY_AT);
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
