package io.mediajobs.tracking.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.tracking.refresh.RefreshCost.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which way to look at jobs again costs least. */
class RefreshCostTest {

  @ParameterizedTest(name = "{0} jobs, {1} run, {2} missed, {3} due, frontier {4}: {5}")
  @CsvSource({
    "0,     0,   0,    0,  true,  NONE",
    "10000, 10,  0,    0,  false, NONE",
    // Ten a look-up, a hundred a page.
    "100,   10,  0,    10, false, LOOK_UPS",
    "100,   10,  0,    11, false, PASS",
    "1000,  10,  0,   100, false, LOOK_UPS",
    "1000,  10,  0,   101, false, PASS",
    // The jobs that a pass does not show are looked up besides.
    "1000,  10,  20,  120, false, LOOK_UPS",
    "1000,  10,  20,  121, false, PASS",
    // Two listings for the frontier, where a pass takes three.
    "200,   10,  0,    50, true,  PASS",
    "201,   10,  0,    50, true,  FRONTIER",
    "201,   10,  0,    0,  true,  FRONTIER",
    "10000, 10,  0, 10000, true,  FRONTIER",
    "10000, 10,  0, 10000, false, PASS",
    "10000, 10,  0,    10, false, LOOK_UPS",
    // Each further page of running jobs is one more.
    "300,   100, 0,    1,  true,  FRONTIER",
    "300,   101, 0,    1,  true,  LOOK_UPS",
    "10000, 500, 0,    1,  true,  FRONTIER",
    "10000, 501, 0,    1,  true,  LOOK_UPS",
  })
  void theCheapestWay(
      int active, int running, int missed, int due, boolean frontierDue, Way expected) {
    RefreshCost cost = new RefreshCost(active, running, missed, 100, 10);

    assertThat(cost.cheapest(due, cost.passPages(), frontierDue)).isEqualTo(expected);
  }

  @Test
  void whereOneIdALookUpIsAllAPassPaysSooner() {
    RefreshCost cost = new RefreshCost(100, 10, 0, 100, 1);

    assertThat(cost.cheapest(1, 1, false)).isEqualTo(Way.LOOK_UPS);
    assertThat(cost.cheapest(2, 1, false)).isEqualTo(Way.PASS);
  }

  @Test
  void aLookNeverTakesMorePagesThanAPass() {
    assertThat(new RefreshCost(300, 0, 0, 100, 10).mostRunningPages()).isEqualTo(1);
    assertThat(new RefreshCost(500, 0, 0, 100, 10).mostRunningPages()).isEqualTo(3);
    assertThat(new RefreshCost(10_000, 0, 0, 100, 10).mostRunningPages()).isEqualTo(5);
  }
}
