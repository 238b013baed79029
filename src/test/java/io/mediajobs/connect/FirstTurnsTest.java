package io.mediajobs.connect;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** In which order a task asks its sources first. */
class FirstTurnsTest {

  @Test
  void fewComeInTheirOrder() {
    assertThat(RunningTask.inTurn(List.of("a", "b", "c"), 10, T0)).containsExactly("a", "b", "c");
  }

  /** Restarted every minute, a task asks a tenth of its sources or so in each of its lives. */
  @Test
  void everySourceComesHoweverOftenATaskOfManyIsRestarted() {
    List<Integer> sources = IntStream.range(0, 1000).boxed().toList();
    Set<Integer> asked = new HashSet<>();
    for (Instant start = T0; start.isBefore(T0.plusSeconds(1300)); start = start.plusSeconds(60)) {
      List<Integer> order = RunningTask.inTurn(sources, 1, start);
      assertThat(order).containsExactlyInAnyOrderElementsOf(sources);
      asked.addAll(order.subList(0, 60));
    }

    assertThat(asked).hasSizeGreaterThanOrEqualTo(1000);
  }
}
