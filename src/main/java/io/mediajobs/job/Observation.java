package io.mediajobs.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look at one job brought to light.
 *
 * @param source the source whose answer showed the job
 * @param jobId the job
 * @param creationTime the job's creation time as it is known; null where no answer gave it
 * @param state the job's state now
 * @param sequence the sequence of the job's newest transition
 * @param detail the job as it was seen; null where the service no longer knows it ({@code
 *     NonExist})
 * @param transitions the changes of state since the last look, oldest first; empty where only other
 *     content changed
 * @param observedAt when the answer was there
 * @param snapshot whether the job itself is to be told, on the topic of jobs; false for one whose
 *     content can't be read at the moment
 */
public record Observation(
    JobSource source,
    JobId jobId,
    @Nullable Instant creationTime,
    JobState state,
    int sequence,
    @Nullable JobDetail detail,
    List<JobTransition> transitions,
    Instant observedAt,
    boolean snapshot)
    implements JobEvent {

  /** Makes the list unchangeable. */
  public Observation {
    transitions = List.copyOf(transitions);
  }

  /** An observation of which the job itself is to be told, too. */
  public Observation(
      JobSource source,
      JobId jobId,
      @Nullable Instant creationTime,
      JobState state,
      int sequence,
      @Nullable JobDetail detail,
      List<JobTransition> transitions,
      Instant observedAt) {
    this(source, jobId, creationTime, state, sequence, detail, transitions, observedAt, true);
  }

  /** This observation without the job itself: of its transitions alone. */
  public Observation quiet() {
    return new Observation(
        source, jobId, creationTime, state, sequence, null, transitions, observedAt, false);
  }
}
