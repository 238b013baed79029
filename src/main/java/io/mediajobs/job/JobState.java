package io.mediajobs.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The state of a job, as the service names it. A name that is not known here is passed through and
 * counts as not ended.
 *
 * @param name the text of {@code State}, for instance {@code Running}
 */
public record JobState(String name) {

  /** The job waits in its queue. */
  public static final JobState SUBMITTED = new JobState("Submitted");

  /** The job is at work. */
  public static final JobState RUNNING = new JobState("Running");

  /** The job is held up. */
  public static final JobState PAUSE = new JobState("Pause");

  /** The job has ended with its results. */
  public static final JobState SUCCESS = new JobState("Success");

  /** The job has ended with an error. */
  public static final JobState FAILED = new JobState("Failed");

  /** The job was cancelled. */
  public static final JobState CANCEL = new JobState("Cancel");

  /** The service no longer knows the job, which had not ended; no state of the service itself. */
  public static final JobState NON_EXIST = new JobState("NonExist");

  /** Every known state, in the order of a job's way. */
  public static final List<JobState> ALL =
      List.of(SUBMITTED, RUNNING, PAUSE, SUCCESS, FAILED, CANCEL, NON_EXIST);

  private static final Map<String, JobState> KNOWN =
      ALL.stream().collect(Collectors.toUnmodifiableMap(JobState::name, Function.identity()));

  /** Rejects a blank name. */
  public JobState {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A job's State must not be blank");
    }
  }

  /** The state of a name: the constant where there is one, which takes no further room. */
  public static JobState of(String name) {
    JobState known = KNOWN.get(name);
    return known == null ? new JobState(name) : known;
  }

  /** Whether the state is one of {@link #ALL}. */
  public boolean known() {
    return KNOWN.containsKey(name);
  }

  /** Whether a job in this state stays in it. */
  public boolean ended() {
    return rank() == 2;
  }

  /**
   * Whether a job in this state has ended: in an unknown state it has, where there is an EndTime.
   */
  boolean ended(@Nullable Instant endTime) {
    return ended() || (!known() && endTime != null);
  }

  /**
   * How far along its way a job in this state is: 0 submitted, 1 started (also paused and unknown
   * states), 2 ended. A job's rank never falls, so an answer with a lower one is stale.
   */
  public int rank() {
    return switch (name) {
      case "Submitted" -> 0;
      case "Success", "Failed", "Cancel", "NonExist" -> 2;
      default -> 1;
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
