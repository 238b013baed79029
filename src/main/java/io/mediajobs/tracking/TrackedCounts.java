package io.mediajobs.tracking;

import io.mediajobs.job.JobState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The tracked jobs of a source, counted.
 *
 * @param submitted in the state Submitted
 * @param running in the state Running
 * @param paused in the state Pause
 * @param other in a state that is not known
 * @param ended ended, but likely to be listed again
 * @param oldestActive creation time of the oldest that has not ended, by the service's clock; null
 *     where all have
 */
public record TrackedCounts(
    int submitted, int running, int paused, int other, int ended, @Nullable Instant oldestActive) {

  static TrackedCounts of(Iterable<TrackedJob> jobs) {
    int submitted = 0;
    int running = 0;
    int paused = 0;
    int other = 0;
    int ended = 0;
    Instant oldest = null;
    for (TrackedJob job : jobs) {
      JobState state = job.state();
      if (state.ended()) {
        ended++;
        continue;
      }
      if (state.equals(JobState.SUBMITTED)) {
        submitted++;
      } else if (state.equals(JobState.RUNNING)) {
        running++;
      } else if (state.equals(JobState.PAUSE)) {
        paused++;
      } else {
        other++;
      }
      Instant creation = job.creationTime();
      oldest = oldest == null || creation.isBefore(oldest) ? creation : oldest;
    }
    return new TrackedCounts(submitted, running, paused, other, ended, oldest);
  }
}
