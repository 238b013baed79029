package io.mediajobs.connect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets which sources: as many each, none with much more to do, and few move. */
class DealingTest {

  /** Weighs a source whose jobs come every ten seconds. */
  private static final double BUSY = 64;

  @ParameterizedTest
  @CsvSource({"2100, 20, 2", "2100, 21, 4", "100, 99, 7", "12, 1, 5", "11, 0, 10", "50, 50, 3"})
  void eachTaskHasAsManyUpToOne(int count, int busyOnes, int tasks) {
    List<JobSource> sources = sources(count);

    List<List<JobSource>> hands =
        Dealing.of(sources, busy(sources.subList(0, busyOnes), BUSY), tasks);

    assertThat(hands).hasSize(tasks);
    assertThat(hands.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(sources);
    for (List<JobSource> hand : hands) {
      assertThat(hand).hasSizeBetween(count / tasks, (count + tasks - 1) / tasks);
      assertThat(hand).isSortedAccordingTo((a, b) -> sources.indexOf(a) - sources.indexOf(b));
    }
  }

  /** All of them in one task, dealt by their numbers alone. */
  @ParameterizedTest
  @CsvSource({"2100, 60, 2", "2100, 200, 4", "5000, 40, 10", "100, 8, 2"})
  void noTaskHasMuchMoreToDoThanAnother(int count, int busyOnes, int tasks) {
    List<JobSource> sources = sources(count);
    List<JobSource> hand = Dealing.of(sources, Map.of(), tasks).get(1);
    Map<JobSource, Double> busy = busy(hand.subList(0, busyOnes), BUSY);

    List<Double> weights =
        Dealing.of(sources, busy, tasks).stream()
            .map(one -> one.stream().mapToDouble(source -> busy.getOrDefault(source, 1.0)).sum())
            .toList();

    assertThat(Collections.max(weights)).isLessThanOrEqualTo(2 * Collections.min(weights));
  }

  /** Or a connector that starts again would stop its tasks while they begin. */
  @Test
  void whatIsKnownOfWeightsMovesNoneWhereTheyAreSpreadAnyhow() {
    List<JobSource> sources = sources(2100);
    List<JobSource> mixed = new ArrayList<>(sources);
    Collections.shuffle(mixed, new Random(17));

    assertThat(Dealing.of(sources, busy(mixed.subList(0, 20), BUSY), 2))
        .isEqualTo(Dealing.of(sources, Map.of(), 2));
  }

  /** Where one is as heavy as all that would make up for it, its task has it alone. */
  @Test
  void aSourceThatNothingMakesUpForStays() {
    List<JobSource> sources = sources(20);

    assertThat(Dealing.of(sources, Map.of(sources.get(3), 90.0), 2))
        .isEqualTo(Dealing.of(sources, Map.of(), 2));
  }

  @Test
  void fewMoveWhereABucketIsAddedOrGone() {
    List<JobSource> before = sources(2100);
    List<JobSource> after = new ArrayList<>(before);
    for (int tag = 0; tag < 42; tag++) {
      after.add(source("new-1", tag));
    }
    after.sort((a, b) -> a.toString().compareTo(b.toString()));

    assertThat(moved(before, after, 4)).isLessThan(2100 / 20);
  }

  @Test
  void theOrderOfTheSourcesMovesNone() {
    List<JobSource> before = sources(300);
    List<JobSource> after = new ArrayList<>(before);
    Collections.shuffle(after, new Random(1));

    assertThat(moved(before, after, 4)).isZero();
  }

  /** How many of those before are in another task. */
  private static int moved(List<JobSource> before, List<JobSource> after, int tasks) {
    Map<JobSource, Integer> was = tasks(Dealing.of(before, Map.of(), tasks));
    Map<JobSource, Integer> is = tasks(Dealing.of(after, Map.of(), tasks));
    return (int) before.stream().filter(s -> !was.get(s).equals(is.get(s))).count();
  }

  private static Map<JobSource, Integer> tasks(List<List<JobSource>> hands) {
    Map<JobSource, Integer> tasks = new HashMap<>();
    hands.forEach(hand -> hand.forEach(source -> tasks.put(source, hands.indexOf(hand))));
    return tasks;
  }

  private static Map<JobSource, Double> busy(List<JobSource> sources, double weight) {
    Map<JobSource, Double> busy = new HashMap<>();
    sources.forEach(source -> busy.put(source, weight));
    return busy;
  }

  private static List<JobSource> sources(int count) {
    List<JobSource> sources = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sources.add(source("bucket" + i / 42 + "-1", i % 42));
    }
    return sources;
  }

  private static JobSource source(String bucket, int tag) {
    return new JobSource(bucket, "ap-chongqing", "/jobs", "Tag" + tag, null, null);
  }
}
