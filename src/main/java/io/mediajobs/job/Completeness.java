package io.mediajobs.job;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an ended job has all that is to be expected of it: the service may say that a job has
 * ended before it shows when, and what came of it.
 */
final class Completeness {

  /** A part of a job in one of these goes on. */
  private static final Set<String> ON_THEIR_WAY =
      Set.of(JobState.SUBMITTED.name(), JobState.RUNNING.name(), JobState.PAUSE.name());

  private Completeness() {}

  /**
   * Whether a job has ended, at a known time, none of its parts goes on, and there is a result
   * where one belongs.
   *
   * @param job the {@code JobsDetail}
   * @param cut whether what the job lacks may stand where its answer was cut off
   */
  static boolean of(JobState state, @Nullable Instant endTime, JobElement job, boolean cut) {
    if (!state.ended(endTime) || (endTime == null && !cut)) {
      return false;
    }
    Set<String> results =
        cut || !state.equals(JobState.SUCCESS) ? Set.of() : JobTags.results(job.childText("Tag"));
    boolean shown = results.isEmpty();
    for (JobElement child : job.children()) {
      if (child.name().equals("Operation")) {
        if (goesOn(child)) {
          return false;
        }
        shown |= results.stream().anyMatch(result -> shows(child, result.split("/"), 0));
      }
    }
    return shown;
  }

  private static boolean goesOn(JobElement element) {
    for (JobElement child : element.children()) {
      boolean state = child.name().equals("State");
      if ((state && ON_THEIR_WAY.contains(child.text().strip())) || goesOn(child)) {
        return true;
      }
    }
    return false;
  }

  private static boolean shows(JobElement element, String[] path, int depth) {
    if (depth == path.length) {
      return hasContent(element);
    }
    List<JobElement> children = element.children();
    return children.stream()
        .anyMatch(child -> child.name().equals(path[depth]) && shows(child, path, depth + 1));
  }

  private static boolean hasContent(JobElement element) {
    return !element.text().isBlank()
        || element.attributes().stream().anyMatch(attribute -> !attribute.value().isBlank())
        || element.children().stream().anyMatch(Completeness::hasContent);
  }
}
