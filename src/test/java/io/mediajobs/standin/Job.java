package io.mediajobs.standin;

import io.mediajobs.job.JobState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job of the stand-in, from its creation to its end. Made by {@link Jobs#job}.
 *
 * @param id the family's letter and 32 hex digits
 * @param tag the kind of job
 * @param queueId the queue it waits in
 * @param queueType the kind of that queue
 * @param creationTime whole seconds
 * @param visibleAt from when on answers show it, at its creation or later
 * @param timeline its states
 * @param details what else is told about it
 */
public record Job(
    String id,
    String tag,
    String queueId,
    String queueType,
    Instant creationTime,
    Instant visibleAt,
    Timeline timeline,
    Details details) {

  /**
   * What the service was given with the job, and why it failed if it did.
   *
   * @param inputObject the object that is worked on
   * @param outputObject the object that is written
   * @param workflowId the workflow that started it; null for none
   * @param inventoryTriggerJobId the batch that started it; null for none
   * @param failureCode told once the job has failed
   * @param failureMessage told once the job has failed
   */
  public record Details(
      String inputObject,
      String outputObject,
      @Nullable String workflowId,
      @Nullable String inventoryTriggerJobId,
      String failureCode,
      String failureMessage) {}

  /** The family of its tag. */
  public Family family() {
    return Family.of(tag);
  }

  /** Its state at this time. */
  public JobState state(Instant now) {
    return timeline.at(now).state();
  }

  /** Whether answers show it at this time. */
  public boolean visible(Instant now) {
    return !visibleAt.isAfter(now) && !timeline.deleted(now);
  }

  /** See {@link Timeline#history}. */
  List<JobState> history(Instant now) {
    return timeline.history(now);
  }
}
