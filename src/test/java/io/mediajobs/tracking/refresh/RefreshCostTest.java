package io.mediajobs.tracking.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which way to look at jobs again costs least. */
class RefreshCostTest {

  @ParameterizedTest(name = "{0} jobs, {1} missed, {2} due: {3}")
  @CsvSource({
    // Ten a look-up, a hundred a page.
    "100,    0,    10, false",
    "100,    0,    11, true",
    "1000,   0,   100, false",
    "1000,   0,   101, true",
    // The jobs that a sweep does not show are looked up besides.
    "1000,  20,   120, false",
    "1000,  20,   121, true",
    "200,    0,    50, true",
    "10000,  0, 10000, true",
    "10000,  0,    10, false",
  })
  void aSweepPaysWhereItTakesFewerRequestsThanLookUps(
      int active, int missed, int due, boolean pays) {
    RefreshCost cost = new RefreshCost(active, 10, missed, 100, 10);

    assertThat(cost.sweepPays(due, cost.sweepPages())).isEqualTo(pays);
  }

  @ParameterizedTest(name = "{0} jobs, {1} run: {2}")
  @CsvSource({
    "0,       0, false",
    // Two listings for the frontier, where a sweep takes three.
    "200,    10, false",
    "201,    10, true",
    "10000,  10, true",
    // Each further page of running jobs is one more.
    "300,   100, true",
    "300,   101, false",
    "10000, 500, true",
    "10000, 501, false",
  })
  void aRoundOfTheFrontierPaysWhereItTakesFewerRequestsThanASweep(
      int active, int running, boolean pays) {
    assertThat(new RefreshCost(active, running, 0, 100, 10).frontierPays()).isEqualTo(pays);
  }

  @Test
  void whereOneIdALookUpIsAllASweepPaysSooner() {
    RefreshCost cost = new RefreshCost(100, 10, 0, 100, 1);

    assertThat(cost.sweepPays(1, 1)).isFalse();
    assertThat(cost.sweepPays(2, 1)).isTrue();
  }

  @Test
  void aRoundNeverTakesMorePagesThanASweep() {
    assertThat(new RefreshCost(300, 0, 0, 100, 10).mostRunningPages()).isEqualTo(1);
    assertThat(new RefreshCost(500, 0, 0, 100, 10).mostRunningPages()).isEqualTo(3);
    assertThat(new RefreshCost(10_000, 0, 0, 100, 10).mostRunningPages()).isEqualTo(5);
  }
}
