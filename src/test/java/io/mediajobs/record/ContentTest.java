package io.mediajobs.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.build.Chance;
import io.mediajobs.client.page.Pages;
import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobElement.Attribute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The fingerprint of a job is that of what its record says: equal for the same, another for
 * anything else, whatever the job. {@code -Dtest.seed=S} tries the jobs of an earlier run.
 */
class ContentTest {

  private static final long SEED = Chance.seed();
  private static final int TREES = Chance.tries(20_000);

  @Test
  void jobsWithOtherRecordsHaveOtherFingerprints() {
    Map<Long, Map<String, String>> records = new HashMap<>();
    int different = 0;
    for (int i = 0; i < TREES; i++) {
      JobElement job = RandomTree.job(SEED * 31 + i);
      JobElement changed = changed(job, new Random(i));
      for (JobElement each : List.of(job, changed)) {
        Map<String, String> record = record(each);
        Map<String, String> before = records.put(JobDetail.of(each).fingerprint(), record);
        if (before != null) {
          assertThat(record).as("tree %d of seed %d", i, SEED).isEqualTo(before);
        }
      }
      different += texts(job).equals(texts(changed)) ? 0 : 1;
    }
    assertThat(different).isGreaterThan(TREES / 2);
  }

  @Test
  void jobsWithTheSameTextsHaveOneFingerprint() {
    int shuffled = 0;
    for (int i = 0; i < TREES; i++) {
      JobElement job = RandomTree.job(SEED * 31 + i);
      JobElement other = shuffled(job, new Random(i));
      assertThat(texts(other)).isEqualTo(texts(job));
      assertThat(JobDetail.of(other).fingerprint())
          .as("tree %d of seed %d", i, SEED)
          .isEqualTo(JobDetail.of(job).fingerprint());
      shuffled += other.equals(job) ? 0 : 1;
    }
    assertThat(shuffled).isGreaterThan(TREES / 2);
  }

  @Test
  void howAJobIsWrittenMakesNoDifference() {
    List<JobElement> jobs = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      jobs.add(RandomTree.job(SEED * 31 + i));
    }
    List<Long> fingerprints = fingerprints(Pages.jobs(XmlWriter.page(jobs, SEED)));
    assertThat(fingerprints).hasSize(500);
    assertThat(fingerprints(Pages.jobs(XmlWriter.page(jobs, SEED + 1)))).isEqualTo(fingerprints);
    assertThat(fingerprints(jobs.stream().map(JobDetail::of).toList())).isEqualTo(fingerprints);
  }

  private static List<Long> fingerprints(List<JobDetail> jobs) {
    return jobs.stream().map(JobDetail::fingerprint).toList();
  }

  private static Map<String, String> record(JobElement job) {
    return Leaves.of(JobStructs.job(Seen.job(job), JobStructs.source(Seen.SOURCE)));
  }

  /** Every text by its path, each namesake numbered. */
  private static Map<String, String> texts(JobElement job) {
    Map<String, String> texts = new TreeMap<>();
    collect(job, "", texts);
    return texts;
  }

  private static void collect(JobElement element, String path, Map<String, String> texts) {
    Map<String, Integer> numbers = new HashMap<>();
    for (Attribute each : element.attributes()) {
      int number = numbers.merge(each.name(), 1, Integer::sum);
      texts.put(path + "/@" + each.name() + number, each.value());
    }
    numbers.clear();
    if (element.children().isEmpty() || !element.text().isBlank()) {
      texts.put(path, element.text());
    }
    for (JobElement child : element.children()) {
      int number = numbers.merge(child.name(), 1, Integer::sum);
      collect(child, path + "/" + child.name() + number, texts);
    }
  }

  /** With the children of each element in another order, namesakes in theirs. */
  private static JobElement shuffled(JobElement element, Random random) {
    List<String> order = new ArrayList<>();
    Map<String, List<JobElement>> byName = new HashMap<>();
    for (JobElement child : element.children()) {
      order.add(child.name());
      byName.computeIfAbsent(child.name(), any -> new ArrayList<>()).add(shuffled(child, random));
    }
    Collections.shuffle(order, random);
    List<JobElement> children = order.stream().map(name -> byName.get(name).remove(0)).toList();
    return new JobElement(element.name(), element.text(), element.attributes(), children);
  }

  /** With one element changed, JobId and State aside. */
  private static JobElement changed(JobElement element, Random random) {
    int elements = element.children().size();
    boolean job = element.name().equals("JobsDetail");
    int at =
        (job ? 2 : 0) + (elements <= (job ? 2 : 0) ? 0 : random.nextInt(elements - (job ? 2 : 0)));
    List<JobElement> children = new ArrayList<>(element.children());
    String text = element.text();
    if (at >= elements || random.nextInt(6) == 0) {
      switch (random.nextInt(3)) {
        case 0 -> children.add(JobElement.leaf("Odd", "x"));
        case 1 -> text += "x";
        default -> children.add(JobElement.leaf("Tag", ""));
      }
    } else if (random.nextInt(6) == 0) {
      children.remove(at);
    } else if (random.nextInt(6) == 0) {
      Collections.swap(children, at, elements - 1);
    } else {
      children.set(at, changed(children.get(at), random));
    }
    return new JobElement(element.name(), text, element.attributes(), children);
  }
}
