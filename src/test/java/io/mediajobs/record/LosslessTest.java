package io.mediajobs.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.mediajobs.build.Chance;
import io.mediajobs.client.page.Pages;
import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Typed fields and {@code other} together reproduce every text of every answer. {@code -Dtrees=N}
 * tries another number of random ones, {@code -Dtest.seed=S} those of an earlier run.
 */
class LosslessTest {

  private static final List<String> ANSWERS = Answers.NAMES;
  private static final int PAGE = 100;

  @ParameterizedTest
  @FieldSource("ANSWERS")
  void reproducesTheAnswersOfThePages(String answer) {
    for (JobDetail job : Answers.jobs(answer)) {
      assertThat(Leaves.of(struct(job))).isEqualTo(Leaves.of(job.element()));
    }
  }

  @Test
  void reproducesAnyTree() {
    long seed = Chance.seed();
    long trees = Long.getLong("trees", Chance.tries(10_000));
    for (long first = 0; first < trees; first += PAGE) {
      long from = seed * 31 + first;
      List<JobElement> jobs =
          LongStream.range(from, from + Math.min(PAGE, trees - first))
              .mapToObj(RandomTree::job)
              .toList();
      String page = XmlWriter.page(jobs, from);
      List<JobDetail> read = Pages.jobs(page);
      assertThat(read).hasSameSizeAs(jobs);
      for (int i = 0; i < jobs.size(); i++) {
        String what = "Tree " + (first + i) + " of seed " + seed;
        compare(jobs.get(i), struct(read.get(i)), what);
        // A page of many such trees is hardly ever plain, but some of the trees are.
        String alone = XmlWriter.page(jobs.subList(i, i + 1), from + i);
        compare(jobs.get(i), struct(Pages.jobs(alone).get(0)), what + ", alone");
      }
    }
  }

  private static void compare(JobElement answer, Struct record, String what) {
    record.validate();
    Map<String, String> expected = Leaves.of(answer);
    Map<String, String> actual = Leaves.of(record);
    if (!expected.equals(actual)) {
      // Only what differs: a tree as a whole is hard to read.
      Map<String, String> lost = new TreeMap<>(expected);
      lost.entrySet().removeAll(actual.entrySet());
      Map<String, String> madeUp = new TreeMap<>(actual);
      madeUp.entrySet().removeAll(expected.entrySet());
      fail("%s: the answer alone has %s, the record alone has %s", what, lost, madeUp);
    }
  }

  private static Struct struct(JobDetail job) {
    return JobStructs.job(Seen.first(job, Seen.SOURCE), JobStructs.source(Seen.SOURCE));
  }
}
