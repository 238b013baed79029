package io.mediajobs.tracking.listing;

import static io.mediajobs.job.Jobs.T0;
import static io.mediajobs.tracking.state.CreationTimes.END;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.Jobs;
import io.mediajobs.tracking.listing.Cursor.Advance;
import io.mediajobs.tracking.state.Notices.Trouble;
import io.mediajobs.tracking.state.PollSettings;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A listing whose tokens go in circles comes to an end; one that is only long does not. */
class TokenTrailTest {

  private static final TimeBounds EXACT = new TimeBounds(true, true);

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 2", "0, 3", "5, 1", "7, 10", "100, 1", "3, 1000"})
  void aSweepThatGoesInCirclesEnds(int ahead, int circle) {
    int pages = pages(i -> i < ahead ? "a" + i : "c" + (i - ahead) % circle, 1_000_000);
    assertThat(pages).isBetween(ahead + circle, 3 * (ahead + circle) + 2);
  }

  @Test
  void aLongSweepGoesOnToItsEnd() {
    assertThat(pages(i -> "t" + i, 100_000)).isEqualTo(100_000);
  }

  @Test
  void aCreationTimeBehindTheEndIsNotBelieved() {
    Sweep sweep = new Sweep(T0, T0.plusSeconds(60));
    JobPage page =
        new JobPage(
            List.of(
                Jobs.job("j1").created(T0.plusSeconds(2)).detail(),
                Jobs.job("j2").created(T0.plus(Duration.ofDays(365_000))).detail(),
                Jobs.job("j3").created(T0.plusSeconds(1)).detail()),
            null,
            List.of(),
            null);
    assertThat(sweep.answered(page, END, TimeBounds.UNKNOWN).newest()).isEqualTo(T0.plusSeconds(2));
  }

  @Test
  void emptyPagesWithoutEndAreTheEndOnceNothingMoreIsFound() {
    Cursor first = new Sweep(null, T0);
    JobDetail job = Jobs.job("j1").created(T0.minusSeconds(60)).detail();
    first = first.answered(new JobPage(List.of(job), "t", List.of(), null), END, EXACT).next();
    Advance anew = afterEmptyPages(first);
    assertThat(anew.trouble()).isEqualTo(Trouble.ENDLESS);
    assertThat(anew.next().token()).isNull();
    assertThat(anew.next().start()).isEqualTo(T0.minusSeconds(60));
    assertThat(anew.listedTo()).isNull();

    Cursor second =
        anew.next().answered(new JobPage(List.of(job), "u", List.of(), null), END, EXACT).next();
    Advance end = afterEmptyPages(second);
    assertThat(end.trouble()).isEqualTo(Trouble.ENDLESS);
    assertThat(end.next()).isNull();
    assertThat(end.listedTo()).isEqualTo(T0);
  }

  @Test
  void aJobBehindSomeEmptyPagesIsFound() {
    Cursor sweep = new Sweep(null, T0);
    for (int i = 0; i < 50; i++) {
      boolean shows = i % PollSettings.MOST_EMPTY_PAGES == 0;
      JobDetail job = Jobs.job("j" + i).created(T0.minusSeconds(100 - i)).detail();
      JobPage page = new JobPage(shows ? List.of(job) : List.of(), "t" + i, List.of(), null);
      Advance advance = sweep.answered(page, END, EXACT);
      assertThat(advance.trouble()).isNull();
      sweep = advance.next();
    }
  }

  @Test
  void aWindowOfEmptyPagesWithoutEndIsReadWithoutHalvingIt() {
    Cursor window = Windows.of(T0.minusSeconds(3600), T0, true, EXACT);
    int asked = 0;
    for (; window != null && asked < 50; asked++) {
      String token = window.token() == null ? "e0" : window.token() + "1";
      window = window.answered(new JobPage(List.of(), token, List.of(), null), END, EXACT).next();
    }
    assertThat(asked).isEqualTo(PollSettings.MOST_EMPTY_PAGES + 1);
  }

  @Test
  void aJobBehindAnEmptyPageOfAWindowMakesItNarrower() {
    Cursor window = Windows.of(T0.minusSeconds(3600), T0, true, EXACT);
    Cursor behind =
        window.answered(new JobPage(List.of(), "e", List.of(), null), END, EXACT).next();
    JobDetail job = Jobs.job("j").created(T0.minusSeconds(1)).detail();
    Advance found = behind.answered(new JobPage(List.of(job), null, List.of(), null), END, EXACT);
    assertThat(found.listedTo()).isNull();
    assertThat(found.next().token()).isNull();
    assertThat(found.next().end()).isEqualTo(T0.minusSeconds(1800));
  }

  /** What comes of pages without a job, to where something is wrong. */
  private static Advance afterEmptyPages(Cursor from) {
    Cursor cursor = from;
    for (int i = 1; i < PollSettings.MOST_EMPTY_PAGES; i++) {
      Advance advance =
          cursor.answered(new JobPage(List.of(), "e" + i, List.of(), null), END, EXACT);
      assertThat(advance.trouble()).isNull();
      cursor = advance.next();
    }
    return cursor.answered(new JobPage(List.of(), "e", List.of(), null), END, EXACT);
  }

  private static int pages(IntFunction<String> tokens, int most) {
    Cursor sweep = new Sweep(null, T0);
    for (int i = 0; i < most; i++) {
      JobDetail job = Jobs.job("j" + i).created(T0.minusSeconds(1)).detail();
      JobPage page = new JobPage(List.of(job), tokens.apply(i), List.of(), null);
      sweep = sweep.answered(page, END, TimeBounds.UNKNOWN).next();
      if (!(sweep instanceof Sweep)) {
        return i;
      }
    }
    return most;
  }
}
