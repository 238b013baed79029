package io.mediajobs.tracking.tracked;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.Observation;
import io.mediajobs.tracking.state.TrackedJob;
import io.mediajobs.tracking.state.TrackedJob.Phase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer means that shows a job: a pure function of what was known of it and what was seen.
 *
 * <p>The way of a job is Submitted → Running → end, with pauses. States on this way that were not
 * seen but are certain from the job's own times are inferred: Submitted always, at CreationTime;
 * Running, once, where there is a StartTime.
 */
sealed interface JobDiff {

  /** What to remember of the job from now on. */
  TrackedJob job();

  /** There is nothing to emit. */
  record Unchanged(TrackedJob job) implements JobDiff {}

  /** The answer is older than what is known already: a lower rank, or a progress that went back. */
  record Stale(TrackedJob job) implements JobDiff {}

  /**
   * The job changed, or is new.
   *
   * @param observation what to emit; without transitions where only the content is another
   */
  record Changed(TrackedJob job, Observation observation) implements JobDiff {

    /**
     * This change without the job itself, whose content last told stays that; one that has ended is
     * looked at again.
     *
     * @param known the job before the change; null for a new one
     */
    Changed quietly(@Nullable TrackedJob known) {
      Integer nothing = TrackedJob.NOTHING;
      TrackedJob quiet = job.withContent(known == null ? nothing : known.content());
      boolean isOver = job.phase() == Phase.ENDED;
      return new Changed(isOver ? quiet.in(Phase.WATCHED) : quiet, observation.quiet());
    }
  }

  /**
   * Compares what was seen with what is known.
   *
   * @param known what is known; null for a job never seen before
   * @param fallbackCreation stands in for a creation time that the answer does not give
   * @param now when the answer was there
   */
  static JobDiff at(
      JobSource source,
      @Nullable TrackedJob known,
      JobDetail seen,
      Instant fallbackCreation,
      Instant now) {
    if (known != null && rank(seen) < known.rank()) {
      return new Stale(known);
    }
    if (known != null && seen.state().equals(known.state())) {
      return sameState(source, known, seen, now);
    }
    List<JobTransition> transitions = transitions(known, seen);
    JobTransition newest = transitions.get(transitions.size() - 1);
    boolean started = known != null && known.started();
    for (JobTransition transition : transitions) {
      started |= isRunning(transition.state());
    }
    Instant own = seen.creationTime();
    Instant creation = own == null ? fallbackCreation : own;
    TrackedJob job =
        new TrackedJob(
            seen.id(),
            known == null ? creation : known.creationTime(),
            seen.state(),
            newest.sequence(),
            seen.progress(),
            started,
            TrackedJob.content(seen),
            known == null ? own == null : known.timeless(),
            null,
            Phase.of(seen));
    return new Changed(job, observation(source, job, seen, transitions, now));
  }

  /** The change of a job that the service no longer knows although it had not ended. */
  static Changed vanished(JobSource source, TrackedJob known, Instant now) {
    TrackedJob job =
        new TrackedJob(
            known.id(),
            known.creationTime(),
            JobState.NON_EXIST,
            known.sequence() + 1,
            known.progress(),
            known.started(),
            TrackedJob.NOTHING,
            known.timeless(),
            known.state(),
            Phase.WATCHED);
    JobTransition gone =
        new JobTransition(
            known.id(), job.sequence(), known.state(), JobState.NON_EXIST, null, false);
    return new Changed(job, observation(source, job, null, List.of(gone), now));
  }

  private static JobDiff sameState(
      JobSource source, TrackedJob known, JobDetail seen, Instant now) {
    Integer progress = seen.progress();
    boolean onItsWay = known.rank() < 2;
    if (onItsWay && progress != null && known.progress() != null && progress < known.progress()) {
      return new Stale(known);
    }
    Integer content = TrackedJob.content(seen);
    if (content.equals(known.content())) {
      return new Unchanged(known);
    }
    TrackedJob job =
        new TrackedJob(
            known.id(),
            known.creationTime(),
            known.state(),
            known.sequence(),
            progress == null ? known.progress() : progress,
            known.started(),
            content,
            known.timeless(),
            null,
            Phase.of(seen));
    return isEmitted(known, job)
        ? new Unchanged(job)
        : new Changed(job, observation(source, job, seen, List.of(), now));
  }

  /**
   * Whether a content counts as emitted although another is noted. Where none is, that of a job on
   * its way does unless its progress is another, as the next change brings all of it; that of an
   * ended one does not, as nothing else would bring what came after its end.
   */
  private static boolean isEmitted(TrackedJob known, TrackedJob seen) {
    boolean progressed = seen.progress() != null && !seen.progress().equals(known.progress());
    return known.content() == null && seen.phase() == Phase.ACTIVE && !progressed;
  }

  /** How far along its way a job is seen: one that has ended in an unknown state is there, too. */
  private static int rank(JobDetail seen) {
    return seen.ended() ? 2 : seen.state().rank();
  }

  private static List<JobTransition> transitions(@Nullable TrackedJob known, JobDetail seen) {
    JobId id = seen.id();
    JobState state = seen.state();
    int sequence = known == null ? 0 : known.sequence() + 1;
    JobState previous = known == null ? null : known.state();
    boolean started = known != null && known.started();
    JobTransition submitted = null;
    if (known == null && !state.equals(JobState.SUBMITTED)) {
      submitted =
          new JobTransition(id, sequence++, null, JobState.SUBMITTED, seen.creationTime(), true);
      previous = JobState.SUBMITTED;
    }
    JobTransition running = null;
    if (!started && seen.startTime() != null && state.rank() > 0 && !isRunning(state)) {
      running =
          new JobTransition(id, sequence++, previous, JobState.RUNNING, seen.startTime(), true);
      previous = JobState.RUNNING;
    }
    JobTransition shown =
        new JobTransition(id, sequence, previous, state, occurredAt(known, seen, started), false);
    if (submitted == null) {
      return running == null ? List.of(shown) : List.of(running, shown);
    }
    return running == null ? List.of(submitted, shown) : List.of(submitted, running, shown);
  }

  /**
   * Only what comes first has a time of its own: StartTime is that of the first Running, and a job
   * that waits or runs again does so since some later time, which the service does not say.
   */
  private static @Nullable Instant occurredAt(
      @Nullable TrackedJob known, JobDetail seen, boolean started) {
    JobState state = seen.state();
    if (state.equals(JobState.SUBMITTED)) {
      return known == null ? seen.creationTime() : null;
    }
    if (isRunning(state)) {
      return started ? null : seen.startTime();
    }
    return seen.ended() ? seen.endTime() : null;
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
