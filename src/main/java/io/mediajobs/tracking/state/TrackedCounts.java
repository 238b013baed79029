package io.mediajobs.tracking.state;

import io.mediajobs.job.JobState;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tracked jobs of a source, counted.
 *
 * @param active those that have not ended, by the names of their states
 * @param ended how many have ended, but may change or be listed again
 * @param listedOnly how many of those that have not ended look-ups do not show, so that only
 *     listings follow them
 */
public record TrackedCounts(Map<String, Group> active, int ended, int listedOnly) {

  /**
   * Jobs in one state.
   *
   * @param jobs how many
   * @param oldest creation time of the oldest, by the service's clock
   */
  public record Group(int jobs, Instant oldest) {}

  /** Makes the map unchangeable; it has the states in the order of their names. */
  public TrackedCounts {
    active = Collections.unmodifiableMap(new TreeMap<>(active));
  }

  /** How many are in the state Submitted. */
  public int submitted() {
    return in(JobState.SUBMITTED);
  }

  /** How many are in the state Running. */
  public int running() {
    return in(JobState.RUNNING);
  }

  /** How many are in the state Pause. */
  public int paused() {
    return in(JobState.PAUSE);
  }

  /** How many are in a state that is not known. */
  public int other() {
    return unended() - submitted() - running() - paused();
  }

  /** How many have not ended, in whichever state. */
  public int unended() {
    return active.values().stream().mapToInt(Group::jobs).sum();
  }

  /** Creation time of the oldest that has not ended, by the service's clock; null for none. */
  @Nullable Instant oldestActive() {
    return active.values().stream().map(Group::oldest).min(Instant::compareTo).orElse(null);
  }

  private int in(JobState state) {
    Group group = active.get(state.name());
    return group == null ? 0 : group.jobs();
  }
}
