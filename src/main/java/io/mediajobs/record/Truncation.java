package io.mediajobs.record;

import io.mediajobs.job.JobElement;
import io.mediajobs.job.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Leaves parts of a job out, the largest first, so that the rest fits into a record. A part is an
 * element below JobsDetail or below its Operation, where the results stand, with all that is below
 * it and with all its siblings of the same name. Which parts go depends on the job alone.
 *
 * <p>Why: decision 6 in src/docs/develop/decisions.
 */
final class Truncation {

  /** What is listed where everything went. */
  static final String EVERYTHING = "*";

  /** More parts than these are not listed one by one, or the list would grow too long itself. */
  static final int MAX_PATHS = 50;

  private static final int MAX_PATH_LENGTH = 100;
  private static final String OPERATION = "Operation";

  /** The path of the text and the attributes of an element itself. */
  private static final String ITSELF = ".";

  private final JobElement job;
  private final List<Map.Entry<String, Long>> largestFirst;

  Truncation(JobElement job) {
    this.job = job;
    Map<String, Long> weights = new LinkedHashMap<>();
    weigh(job, "", weights);
    this.largestFirst =
        weights.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
  }

  /** How many steps there are: each leaves out the largest part that is left, the last all. */
  int steps() {
    return Math.min(largestFirst.size(), MAX_PATHS + 1);
  }

  /** After how many steps what is left weighs no more than this, or all of them. */
  int stepsTo(long most) {
    long weight = largestFirst.stream().mapToLong(Map.Entry::getValue).sum();
    int steps = 0;
    while (weight > most && steps < steps()) {
      weight -= largestFirst.get(steps++).getValue();
    }
    return steps;
  }

  /** What is left of the job after so many steps. */
  JobElement rest(int steps) {
    return rest(job, "", Set.copyOf(leftOut(steps > MAX_PATHS ? largestFirst.size() : steps)));
  }

  /** The paths of what was left out by then, in the order of the alphabet. */
  List<String> paths(int steps) {
    return steps > MAX_PATHS
        ? List.of(EVERYTHING)
        : leftOut(steps).stream().map(Truncation::shortened).sorted().toList();
  }

  private List<String> leftOut(int parts) {
    return largestFirst.stream().limit(parts).map(Map.Entry::getKey).toList();
  }

  private static String shortened(String path) {
    return path.length() <= MAX_PATH_LENGTH ? path : Printable.cut(path, MAX_PATH_LENGTH) + "…";
  }

  private static JobElement rest(JobElement element, String around, Set<String> leftOut) {
    List<JobElement> children = new ArrayList<>();
    for (JobElement child : element.children()) {
      if (around.isEmpty() && child.name().equals(OPERATION)) {
        children.add(rest(child, OPERATION + "/", leftOut));
      } else if (!leftOut.contains(around + child.name())) {
        children.add(child);
      }
    }
    return leftOut.contains(around + ITSELF)
        ? new JobElement(element.name(), "", List.of(), children)
        : new JobElement(element.name(), element.text(), element.attributes(), children);
  }

  private static void weigh(JobElement element, String around, Map<String, Long> weights) {
    if (!element.text().isBlank() || !element.attributes().isEmpty()) {
      weights.merge(around + ITSELF, itself(element, around.length()), Long::sum);
    }
    for (JobElement child : element.children()) {
      if (around.isEmpty() && child.name().equals(OPERATION)) {
        weigh(child, OPERATION + "/", weights);
      } else {
        weights.merge(around + child.name(), weight(child, around.length()), Long::sum);
      }
    }
  }

  /** About what an element adds to a record, where most of it stands by its whole path. */
  private static long weight(JobElement element, int around) {
    int path = around + element.name().length() + 1;
    long weight = itself(element, path);
    for (JobElement child : element.children()) {
      weight += weight(child, path);
    }
    return weight;
  }

  private static long itself(JobElement element, int path) {
    long weight = path + RecordSize.text(element.text());
    for (JobElement.Attribute attribute : element.attributes()) {
      weight += path + attribute.name().length() + RecordSize.text(attribute.value());
    }
    return weight;
  }
}
