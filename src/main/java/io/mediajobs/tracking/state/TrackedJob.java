package io.mediajobs.tracking.state;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobState;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a job whose next state still matters, or that a listing may show again.
 *
 * @param id the job
 * @param creationTime its creation time, whole seconds
 * @param state the newest state that was emitted
 * @param sequence the sequence of the newest transition
 * @param progress the newest progress that was emitted; null where there was none
 * @param started whether a transition to Running has been emitted: it is inferred at most once
 * @param content a part of the fingerprint of the content last emitted, {@link
 *     #content(JobDetail)}; {@link #NOTHING} where none has been; null where that was not noted, by
 *     version 0.1.0
 * @param timeless whether the job shows no creation time, so that the one here is its neighbour's
 * @param before the state before {@code NonExist}, which what comes after it is compared with; null
 *     in other states, and where that was not noted
 * @param phase what is still to be expected of it
 */
public record TrackedJob(
    JobId id,
    Instant creationTime,
    JobState state,
    int sequence,
    @Nullable Integer progress,
    boolean started,
    @Nullable Integer content,
    boolean timeless,
    @Nullable JobState before,
    Phase phase) {

  /** The order of creation; of ids among jobs of the same second. */
  public static final Comparator<TrackedJob> BY_CREATION =
      (one, other) -> {
        int order = one.creationTime.compareTo(other.creationTime);
        return order != 0 ? order : one.id.compareTo(other.id);
      };

  /** The content of a job of which nothing but transitions has been emitted. */
  public static final int NOTHING = 0;

  /** What is still to be expected of a job. */
  public enum Phase {
    /** The job has not ended: its next state matters. */
    ACTIVE,
    /** The job has ended, or is gone, and may yet change: it is looked at a few times more. */
    WATCHED,
    /** The job has ended, and nothing more is waited for. */
    ENDED;

    /** What is to be expected of a job in this state, where no more is known. */
    public static Phase of(JobState state) {
      return state.ended() ? ENDED : ACTIVE;
    }

    /** What is to be expected of a job that is seen like this. */
    public static Phase of(JobDetail seen) {
      if (!seen.ended()) {
        return ACTIVE;
      }
      return seen.complete() ? ENDED : WATCHED;
    }
  }

  /** Cuts the creation time to the API's grain. */
  public TrackedJob {
    creationTime = CreationTimes.second(creationTime);
  }

  /** A job of which no more is known than version 0.1.0 noted. */
  public TrackedJob(
      JobId id,
      Instant creationTime,
      JobState state,
      int sequence,
      @Nullable Integer progress,
      boolean started) {
    this(id, creationTime, state, sequence, progress, started, null, false, null, Phase.of(state));
  }

  /** The part of a job's fingerprint that is remembered: four bytes. */
  public static int content(JobDetail seen) {
    return (int) (seen.fingerprint() >>> 32);
  }

  /** This job with another content last emitted. */
  public TrackedJob withContent(@Nullable Integer other) {
    return new TrackedJob(
        id, creationTime, state, sequence, progress, started, other, timeless, before, phase);
  }

  /** This job as if it had shown no progress. */
  public TrackedJob withoutProgress() {
    return new TrackedJob(
        id, creationTime, state, sequence, null, started, content, timeless, before, phase);
  }

  /**
   * This job with its own creation time, once an answer shows one.
   *
   * @param listed whether the answer is a listing: one that has hidden the time may do so again,
   *     and go on showing the job for ever
   */
  public TrackedJob showing(@Nullable Instant creation, boolean listed) {
    boolean hidden = timeless || (listed && creation == null);
    Instant own = timeless && creation != null ? creation : creationTime;
    return hidden == timeless && own.equals(creationTime)
        ? this
        : new TrackedJob(
            id, own, state, sequence, progress, started, content, hidden, before, phase);
  }

  /** This job in another phase. */
  public TrackedJob in(Phase other) {
    return new TrackedJob(
        id, creationTime, state, sequence, progress, started, content, timeless, before, other);
  }

  /** Whether the service did not know the job when it was last asked for it. */
  public boolean isGone() {
    return state.equals(JobState.NON_EXIST);
  }

  /**
   * How far along its way the job is, as {@link JobState#rank}: one that is gone is where it was
   * before.
   */
  public int rank() {
    if (isGone()) {
      return before == null ? 0 : before.rank();
    }
    return phase == Phase.ACTIVE ? state.rank() : 2;
  }
}
