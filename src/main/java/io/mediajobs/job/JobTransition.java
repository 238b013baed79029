package io.mediajobs.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of state of one job.
 *
 * @param jobId the job
 * @param sequence counts the job's transitions from 0, without gaps
 * @param previousState the state before; null only for sequence 0
 * @param state the state since
 * @param occurredAt when it happened by the job's own times; null where the service does not say
 * @param inferred true where the state was never seen but is certain from the job's own times
 */
public record JobTransition(
    JobId jobId,
    int sequence,
    @Nullable JobState previousState,
    JobState state,
    @Nullable Instant occurredAt,
    boolean inferred) {

  /** The id of the event, {@code <jobId>/<sequence>/<state>}, which is always the same. */
  public String eventId() {
    return jobId + "/" + sequence + "/" + state;
  }
}
