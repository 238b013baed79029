package io.mediajobs.job;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One {@code JobsDetail} of an answer: what tracking needs of it, read once, and the whole element.
 *
 * @param id the {@code JobId}
 * @param state the {@code State}
 * @param progress the {@code Progress}, usually 0 to 100; null where it is absent or no number
 * @param creationTime the {@code CreationTime}; null where it is absent or unreadable
 * @param startTime the {@code StartTime}; null until the job has started
 * @param endTime the {@code EndTime}; null until the job has ended
 * @param fingerprint of all that the answer says of the job, in whichever order: equal content has
 *     an equal one, and different content another; 0 where there is no content
 * @param complete whether the job has ended and has all that is to be expected of it: an EndTime,
 *     no part that goes on, and, where it succeeded and its tag brings results, one of them
 * @param content the whole {@code JobsDetail}
 */
public record JobDetail(
    JobId id,
    JobState state,
    @Nullable Integer progress,
    @Nullable Instant creationTime,
    @Nullable Instant startTime,
    @Nullable Instant endTime,
    long fingerprint,
    boolean complete,
    Content content) {

  /** All that an answer says of a job; it may be read only when somebody asks for it. */
  public interface Content {

    /** The whole {@code JobsDetail}; of one that was cut off, what is certain of it. */
    JobElement element();

    /**
     * What a cut answer leaves out, as the field {@code truncated} of a record has it; empty for a
     * whole job.
     */
    default List<String> leftOut() {
      return List.of();
    }

    /** The mark in {@link #leftOut} for all that may stand behind a cut. */
    String REST = "...";

    /**
     * What is certain of a job whose answer was cut off in the middle of it.
     *
     * @param element the {@code JobsDetail} without what was not there as a whole
     * @param leftOut where it was cut, and {@link #REST}
     */
    record Cut(JobElement element, List<String> leftOut) implements Content {

      /** Makes the list unchangeable. */
      public Cut {
        leftOut = List.copyOf(leftOut);
      }
    }
  }

  /** So many characters a State may have, which goes into offsets; the longest known has 9. */
  private static final int MAX_STATE = 200;

  /** A part of a job in one of these goes on. */
  private static final Set<String> ON_THEIR_WAY =
      Set.of(JobState.SUBMITTED.name(), JobState.RUNNING.name(), JobState.PAUSE.name());

  /** The whole {@code JobsDetail}, read now where it has not been. */
  public JobElement element() {
    return content.element();
  }

  /** Whether the job has ended: in an unknown state it has, where there is an EndTime. */
  public boolean ended() {
    return state.ended(endTime);
  }

  /** This job as if it showed no creation time; its content still does. */
  public JobDetail withoutCreationTime() {
    return new JobDetail(
        id, state, progress, null, startTime, endTime, fingerprint, complete, content);
  }

  /** This job with its content elsewhere. */
  public JobDetail with(Content other) {
    return new JobDetail(
        id, state, progress, creationTime, startTime, endTime, fingerprint, complete, other);
  }

  /** This job without any content, as of one of which no more than this can be read. */
  public JobDetail withoutContent() {
    JobElement nothing = JobElement.leaf("JobsDetail", "");
    return new JobDetail(id, state, progress, creationTime, startTime, endTime, 0, false, nothing);
  }

  /**
   * Reads the fields of a job from its element.
   *
   * @throws IllegalArgumentException with one sentence where JobId or State is missing, the JobId
   *     can't be looked up, or the State is too long for an offset: such a job can't be tracked
   */
  public static JobDetail of(Content content) {
    JobElement element = content.element();
    String id = element.childText("JobId");
    if (id.isEmpty()) {
      throw new IllegalArgumentException("A JobsDetail of the answer has no JobId");
    }
    JobId jobId = new JobId(id);
    if (!jobId.canBeLookedUp()) {
      throw new IllegalArgumentException(
          "A JobsDetail of the answer has a JobId that can't be looked up, as it is longer than "
              + JobId.MAX_LENGTH
              + " characters or has others than visible ASCII without , ; / \\ ? # %");
    }
    String state = element.childText("State");
    if (state.isEmpty()) {
      throw new IllegalArgumentException("Job " + id + " has no State in the answer");
    }
    if (state.length() > MAX_STATE) {
      throw new IllegalArgumentException(
          "Job " + id + " has a State of more than " + MAX_STATE + " characters");
    }
    JobState jobState = JobState.of(state);
    Instant endTime = JobTime.parse(element.childText("EndTime"));
    return new JobDetail(
        jobId,
        jobState,
        number(element.childText("Progress")),
        JobTime.parse(element.childText("CreationTime")),
        JobTime.parse(element.childText("StartTime")),
        endTime,
        Fingerprint.of(content),
        isComplete(jobState, endTime, element, !content.leftOut().isEmpty()),
        content);
  }

  private static @Nullable Integer number(String text) {
    try {
      return text.isEmpty() ? null : Integer.valueOf(text);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  /**
   * Whether an ended job has all that is to be expected of it: the service may say that a job has
   * ended before it shows when, and what came of it.
   *
   * @param cut whether what the job lacks may stand where its answer was cut off
   */
  private static boolean isComplete(
      JobState state, @Nullable Instant endTime, JobElement job, boolean cut) {
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
        for (String result : results) {
          shown |= shows(child, result);
        }
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

  /** Whether there is something at a path below an element. */
  private static boolean shows(JobElement element, String path) {
    int slash = path.indexOf('/');
    String name = slash < 0 ? path : path.substring(0, slash);
    for (JobElement child : element.children()) {
      if (child.name().equals(name)
          && (slash < 0 ? hasContent(child) : shows(child, path.substring(slash + 1)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasContent(JobElement element) {
    if (!element.text().isBlank()) {
      return true;
    }
    for (JobElement.Attribute attribute : element.attributes()) {
      if (!attribute.value().isBlank()) {
        return true;
      }
    }
    for (JobElement child : element.children()) {
      if (hasContent(child)) {
        return true;
      }
    }
    return false;
  }
}
