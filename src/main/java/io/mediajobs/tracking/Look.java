package io.mediajobs.tracking;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a job means, as a pure function of what was known of it and what was seen.
 *
 * <p>The way of a job is Submitted → Running → end, with pauses. States on this way that were not
 * seen but are certain from the job's own times are inferred: Submitted always, at CreationTime;
 * Running, once, where there is a StartTime.
 */
public sealed interface Look {

  /** Nothing that matters has changed. */
  record Unchanged() implements Look {}

  /** The answer is older than what is known already: a lower rank, or a progress that went back. */
  record Stale() implements Look {}

  /**
   * The job changed, or is new.
   *
   * @param job what to remember from now on
   * @param observation what to emit
   */
  record Changed(TrackedJob job, Observation observation) implements Look {}

  /**
   * Compares what was seen with what is known.
   *
   * @param known null for a job never seen before
   * @param fallbackCreation stands in for a creation time that the answer does not give
   * @param now when the answer was there
   */
  static Look at(
      JobSource source,
      @Nullable TrackedJob known,
      JobDetail seen,
      Instant fallbackCreation,
      Instant now) {
    if (known != null) {
      if (seen.state().rank() < known.state().rank()) {
        return new Stale();
      }
      if (seen.state().equals(known.state())) {
        return progressed(source, known, seen, now);
      }
    }
    List<JobTransition> transitions = transitions(known, seen);
    JobTransition newest = transitions.get(transitions.size() - 1);
    boolean started = known != null && known.started();
    for (JobTransition transition : transitions) {
      started |= isRunning(transition.state());
    }
    Instant creation = known != null ? known.creationTime() : seen.creationTime();
    TrackedJob job =
        new TrackedJob(
            seen.id(),
            creation == null ? fallbackCreation : creation,
            seen.state(),
            newest.sequence(),
            seen.progress(),
            started);
    return new Changed(job, observation(source, job, seen, transitions, now));
  }

  /** A job that the service no longer knows although it had not ended. */
  static Changed vanished(JobSource source, TrackedJob known, Instant now) {
    TrackedJob job =
        new TrackedJob(
            known.id(),
            known.creationTime(),
            JobState.NON_EXIST,
            known.sequence() + 1,
            known.progress(),
            known.started());
    JobTransition gone =
        new JobTransition(
            known.id(), job.sequence(), known.state(), JobState.NON_EXIST, null, false);
    return new Changed(job, observation(source, job, null, List.of(gone), now));
  }

  private static Look progressed(JobSource source, TrackedJob known, JobDetail seen, Instant now) {
    Integer progress = seen.progress();
    if (progress == null || progress.equals(known.progress())) {
      return new Unchanged();
    }
    if (known.progress() != null && progress < known.progress()) {
      return new Stale();
    }
    TrackedJob job =
        new TrackedJob(
            known.id(),
            known.creationTime(),
            known.state(),
            known.sequence(),
            progress,
            known.started());
    return new Changed(job, observation(source, job, seen, List.of(), now));
  }

  private static List<JobTransition> transitions(@Nullable TrackedJob known, JobDetail seen) {
    List<JobTransition> transitions = new ArrayList<>(3);
    JobId id = seen.id();
    JobState state = seen.state();
    int sequence = known == null ? 0 : known.sequence() + 1;
    JobState previous = known == null ? null : known.state();
    boolean started = known != null && known.started();
    if (known == null && !state.equals(JobState.SUBMITTED)) {
      transitions.add(
          new JobTransition(id, sequence++, null, JobState.SUBMITTED, seen.creationTime(), true));
      previous = JobState.SUBMITTED;
    }
    if (!started && seen.startTime() != null && state.rank() > 0 && !isRunning(state)) {
      transitions.add(
          new JobTransition(id, sequence++, previous, JobState.RUNNING, seen.startTime(), true));
      previous = JobState.RUNNING;
    }
    transitions.add(
        new JobTransition(id, sequence, previous, state, occurredAt(seen, started), false));
    return transitions;
  }

  /** A second Running, after a pause, has no time of its own: StartTime is the first one's. */
  private static @Nullable Instant occurredAt(JobDetail seen, boolean started) {
    JobState state = seen.state();
    if (state.equals(JobState.SUBMITTED)) {
      return seen.creationTime();
    }
    if (isRunning(state)) {
      return started ? null : seen.startTime();
    }
    return state.ended() ? seen.endTime() : null;
  }

  private static boolean isRunning(JobState state) {
    return state.equals(JobState.RUNNING);
  }

  private static Observation observation(
      JobSource source,
      TrackedJob job,
      @Nullable JobDetail detail,
      List<JobTransition> transitions,
      Instant now) {
    return new Observation(
        source,
        job.id(),
        job.creationTime(),
        job.state(),
        job.sequence(),
        detail,
        transitions,
        now);
  }
}
