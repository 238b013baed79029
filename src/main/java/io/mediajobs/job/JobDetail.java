package io.mediajobs.job;

import java.time.Instant;
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
 * @param element the whole {@code JobsDetail}
 */
public record JobDetail(
    JobId id,
    JobState state,
    @Nullable Integer progress,
    @Nullable Instant creationTime,
    @Nullable Instant startTime,
    @Nullable Instant endTime,
    JobElement element) {

  /** So many characters a JobId or State may have; those of the service have about 33. */
  private static final int MAX_NAME = 1000;

  /**
   * Reads the fields from the element.
   *
   * @throws IllegalArgumentException with one sentence where JobId or State is missing, or is too
   *     long for a key and an offset: such a job can't be tracked
   */
  public static JobDetail of(JobElement element) {
    String id = element.childText("JobId");
    if (id.isEmpty()) {
      throw new IllegalArgumentException("A JobsDetail of the answer has no JobId");
    }
    String state = element.childText("State");
    if (state.isEmpty()) {
      throw new IllegalArgumentException("Job " + id + " has no State in the answer");
    }
    if (id.length() > MAX_NAME || state.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "A JobsDetail of the answer has a JobId or State of more than "
              + MAX_NAME
              + " characters");
    }
    return new JobDetail(
        new JobId(id),
        JobState.of(state),
        number(element.childText("Progress")),
        JobTime.parse(element.childText("CreationTime")),
        JobTime.parse(element.childText("StartTime")),
        JobTime.parse(element.childText("EndTime")),
        element);
  }

  private static @Nullable Integer number(String text) {
    try {
      return text.isEmpty() ? null : Integer.valueOf(text);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }
}
