package io.mediajobs.connect;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What connectors ask together that name the same budget. */
class RequestBudgetTest {

  private static final Duration SPAN = Duration.ofSeconds(60);

  @Test
  void theSmallestRateIsThatOfAll() {
    RequestBudget budget = RequestBudget.of("smallest");
    budget.join("one", 10);
    budget.join("two", 2);
    assertThat(RequestBudget.of("smallest")).isSameAs(budget);
    assertThat(distance(budget)).isEqualTo(Duration.ofMillis(500));

    budget.leave("two");
    budget.leave("two");
    assertThat(distance(budget)).isEqualTo(Duration.ofMillis(100));

    budget.leave("one");
    assertThat(distance(budget)).isZero();
  }

  @Test
  void manyThatAskAtTheSameInstantAreMadeUpFor() {
    RequestBudget budget = RequestBudget.of("instant");
    budget.join("one", 10);
    for (int i = 0; i < 5; i++) {
      budget.took(T0);
    }

    assertThat(budget.next()).isEqualTo(T0.plusMillis(500));
  }

  @Test
  void nobodySharesABudgetWithoutAName() {
    assertThat(RequestBudget.of(null)).isNotSameAs(RequestBudget.of(null));
  }

  @Test
  void twoConnectorsKeepToTheRateOfOne() throws Exception {
    assertThat(asked(Map.of("requests.budget", "shared"))).isBetween(110, 121);
    assertThat(asked(Map.of())).as("without it").isBetween(220, 242);
  }

  /** How often two tasks ask in a minute that want to ask all the time, at two a second. */
  private static int asked(Map<String, String> more) throws InterruptedException {
    Map<String, String> settings =
        new HashMap<>(Map.of("poll.interval.ms", "10", "requests.per.second", "2"));
    settings.putAll(more);
    List<FigureRun> runs = List.of(new FigureRun(T0, settings), new FigureRun(T0, settings));
    Instant end = T0.plus(SPAN);
    while (runs.stream().anyMatch(run -> run.clock.instant().isBefore(end))) {
      FigureRun behind =
          runs.get(0).clock.instant().isAfter(runs.get(1).clock.instant())
              ? runs.get(1)
              : runs.get(0);
      behind.runFor(Duration.ofMillis(1));
    }
    return runs.stream().mapToInt(run -> run.asked.size()).sum();
  }

  /** Between two requests. */
  private static Duration distance(RequestBudget budget) {
    budget.took(budget.next().isBefore(T0) ? T0 : budget.next());
    Instant first = budget.next();
    budget.took(first);
    return Duration.between(first, budget.next());
  }
}
