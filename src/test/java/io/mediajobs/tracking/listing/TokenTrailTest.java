package io.mediajobs.tracking.listing;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobPage;
import io.mediajobs.job.Jobs;
import io.mediajobs.tracking.state.CreationTimes;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A listing whose tokens go in circles comes to an end; one that is only long does not. */
class TokenTrailTest {

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
    assertThat(sweep.answered(page, CreationTimes.END, TimeBounds.UNKNOWN).newest())
        .isEqualTo(T0.plusSeconds(2));
  }

  private static int pages(IntFunction<String> tokens, int most) {
    Cursor sweep = new Sweep(null, T0);
    for (int i = 0; i < most; i++) {
      JobPage page = new JobPage(List.of(), tokens.apply(i), List.of(), null);
      sweep = sweep.answered(page, CreationTimes.END, TimeBounds.UNKNOWN).next();
      if (!(sweep instanceof Sweep)) {
        return i;
      }
    }
    return most;
  }
}
