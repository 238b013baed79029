package io.mediajobs.connect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets which sources: as many each, the busy ones too, and few move. */
class DealingTest {

  @ParameterizedTest
  @CsvSource({"2100, 20, 2", "2100, 21, 4", "100, 99, 7", "12, 1, 5", "11, 0, 10", "50, 50, 3"})
  void eachTaskHasAsManyUpToOne(int count, int busyOnes, int tasks) {
    List<JobSource> sources = sources(count);
    Set<JobSource> busy = new HashSet<>(sources.subList(0, busyOnes));

    List<List<JobSource>> hands = Dealing.of(sources, busy, tasks);

    assertThat(hands).hasSize(tasks);
    assertThat(hands.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(sources);
    for (List<JobSource> hand : hands) {
      assertThat(hand).hasSizeBetween(count / tasks, (count + tasks - 1) / tasks);
      assertThat(hand).isSortedAccordingTo((a, b) -> sources.indexOf(a) - sources.indexOf(b));
      long got = hand.stream().filter(busy::contains).count();
      assertThat(got).isBetween((long) busyOnes / tasks, (long) (busyOnes + tasks - 1) / tasks);
    }
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
    Map<JobSource, Integer> was = tasks(Dealing.of(before, Set.of(), tasks));
    Map<JobSource, Integer> is = tasks(Dealing.of(after, Set.of(), tasks));
    return (int) before.stream().filter(s -> !was.get(s).equals(is.get(s))).count();
  }

  private static Map<JobSource, Integer> tasks(List<List<JobSource>> hands) {
    Map<JobSource, Integer> tasks = new HashMap<>();
    hands.forEach(hand -> hand.forEach(source -> tasks.put(source, hands.indexOf(hand))));
    return tasks;
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
