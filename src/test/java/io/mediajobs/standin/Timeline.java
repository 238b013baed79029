package io.mediajobs.standin;

import io.mediajobs.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one job, fixed beforehand: the clock alone decides how much of it has happened.
 *
 * @param moments the states with the times they begin at, in order, {@code Submitted} first
 * @param deletedAt from when on the service denies the job; null for never
 * @param resultsAfter how long after the end answers show what came of the job, and when it ended
 * @param partEndsAfter how long after the job its part ends, where its tag has one
 */
public record Timeline(
    List<Moment> moments,
    @Nullable Instant deletedAt,
    Duration resultsAfter,
    Duration partEndsAfter) {

  /**
   * The begin of a state.
   *
   * @param at when the job enters the state
   * @param state the state
   */
  public record Moment(Instant at, JobState state) {}

  /** Checks what no job can do: start otherwise than Submitted, go back in time, leave its end. */
  public Timeline {
    moments = List.copyOf(moments);
    if (moments.isEmpty() || !moments.get(0).state().equals(JobState.SUBMITTED)) {
      throw new IllegalArgumentException("A job starts as Submitted, not with " + moments);
    }
    for (int i = 1; i < moments.size(); i++) {
      if (!moments.get(i).at().isAfter(moments.get(i - 1).at())) {
        throw new IllegalArgumentException(
            "Each state must begin after the one before: " + moments);
      }
      if (moments.get(i - 1).state().ended()) {
        throw new IllegalArgumentException("Nothing follows the end of a job: " + moments);
      }
    }
  }

  /** What the job is in at this time; its first moment where the time is before that. */
  Moment at(Instant now) {
    Moment current = moments.get(0);
    for (Moment moment : moments) {
      if (!moment.at().isAfter(now)) {
        current = moment;
      }
    }
    return current;
  }

  /** Whether the service has forgotten the job by this time. */
  boolean deleted(Instant now) {
    return deletedAt != null && !deletedAt.isAfter(now);
  }

  /** When the job first ran; null where it has not by now. */
  @Nullable Instant startTime(Instant now) {
    for (Moment moment : moments) {
      if (moment.state().equals(JobState.RUNNING) && !moment.at().isAfter(now)) {
        return moment.at();
      }
    }
    return null;
  }

  /** When the job ended; null where it has not by now, or where answers do not say so yet. */
  @Nullable Instant endTime(Instant now) {
    return hasResults(now) ? at(now).at() : null;
  }

  /** Whether the job has ended, and answers show by now what came of it. */
  boolean hasResults(Instant now) {
    return endedBefore(now, resultsAfter);
  }

  /** Whether the job has ended, and its part with it by now. */
  boolean partHasEnded(Instant now) {
    return endedBefore(now, partEndsAfter);
  }

  private boolean endedBefore(Instant now, Duration since) {
    Moment current = at(now);
    return current.state().ended() && !current.at().plus(since).isAfter(now);
  }

  /**
   * Every state gone through by now, oldest first. A job that was deleted before its end closes
   * with {@code NonExist}.
   */
  List<JobState> history(Instant now) {
    List<JobState> states = new ArrayList<>();
    for (Moment moment : moments) {
      if (!moment.at().isAfter(now) && (deletedAt == null || moment.at().isBefore(deletedAt))) {
        states.add(moment.state());
      }
    }
    if (deleted(now) && !states.isEmpty() && !states.get(states.size() - 1).ended()) {
      states.add(JobState.NON_EXIST);
    }
    return states;
  }

  /**
   * Per cent of the work done: the share of its whole running time that lies behind it, so a pause
   * holds it. 0 before the start; at most 99 while it runs, and 0 where it never ends.
   */
  int progress(Instant now) {
    if (at(now).state().equals(JobState.SUCCESS)) {
      return 100;
    }
    Instant last = moments.get(moments.size() - 1).at();
    long whole = runningMillis(last);
    return whole == 0 ? 0 : (int) Math.min(99, runningMillis(now) * 100 / whole);
  }

  private long runningMillis(Instant until) {
    long millis = 0;
    for (int i = 0; i + 1 < moments.size(); i++) {
      Instant from = moments.get(i).at();
      Instant next = moments.get(i + 1).at();
      Instant to = next.isBefore(until) ? next : until;
      if (moments.get(i).state().equals(JobState.RUNNING) && to.isAfter(from)) {
        millis += Duration.between(from, to).toMillis();
      }
    }
    return millis;
  }
}
