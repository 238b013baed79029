package io.mediajobs.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.tracking.RefreshCurve.Point;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Learned looks cost less than those at a fixed interval, and are no later. */
@Tag("slow")
class RefreshCurveTest {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void learnedLooksAtManyJobsTakeAtMostSixTenthsOfTheRequests(long seed) {
    RefreshCurve curve = new RefreshCurve(400, seed);
    Point fixed = curve.fixed(INTERVAL);

    Point learned = curve.learned(INTERVAL.minusMillis(250));

    System.out.printf("Learned: %.3f of the requests%n", learned.refreshes() / fixed.refreshes());
    assertThat(learned.p95()).isLessThanOrEqualTo(fixed.p95());
    assertThat(learned.p99()).isLessThanOrEqualTo(INTERVAL.plusSeconds(1));
    assertThat(learned.refreshes()).isLessThanOrEqualTo(0.6 * fixed.refreshes());
  }

  @ParameterizedTest(name = "{0} jobs")
  @ValueSource(ints = {20, 60, 100})
  void learnedLooksTakeHardlyMoreWhereOnePageShowsAllJobs(int jobs) {
    RefreshCurve curve = new RefreshCurve(jobs, 1);
    Point fixed = curve.fixed(INTERVAL);

    Point learned = curve.learned(INTERVAL);

    assertThat(learned.p95()).isLessThanOrEqualTo(INTERVAL.plusSeconds(1));
    assertThat(learned.refreshes()).isLessThanOrEqualTo(1.1 * fixed.refreshes());
  }
}
