package io.mediajobs.tracking.state;

import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.Observation;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a poller has counted since its start. Written by one thread; others read a copy. */
public final class PollCounts {

  /** The kinds of questions. */
  public enum Question {
    /** For jobs in all states, as discovery asks. */
    LISTING,
    /** For jobs in some states. */
    STATES,
    /** For some jobs by their ids. */
    LOOK_UP
  }

  /** Stands for every state that is not known. */
  private static final String OTHER = "";

  private long discovered;
  private long stale;
  private long differing;
  private long malformed;
  private long passedOver;
  private long unpageable;
  private long answered;
  private final Map<JobsApiException.Kind, Long> failed =
      new EnumMap<>(JobsApiException.Kind.class);
  private final Map<String, Long> transitions = new HashMap<>();
  private final Map<Question, Long> asked = new EnumMap<>(Question.class);
  private @Nullable Instant answeredAt;

  /** Counts from zero. */
  public PollCounts() {}

  private PollCounts(PollCounts original) {
    discovered = original.discovered;
    stale = original.stale;
    differing = original.differing;
    malformed = original.malformed;
    passedOver = original.passedOver;
    unpageable = original.unpageable;
    answered = original.answered;
    failed.putAll(original.failed);
    asked.putAll(original.asked);
    transitions.putAll(original.transitions);
    answeredAt = original.answeredAt;
  }

  /** The counts as they are now; what is counted later does not change them. */
  public PollCounts copy() {
    return new PollCounts(this);
  }

  /** Jobs seen for the first time. */
  public long discoveredJobs() {
    return discovered;
  }

  /** Answers about a job that were older than what was known, and so were not emitted. */
  public long staleAnswers() {
    return stale;
  }

  /**
   * Answers that showed a job as those of their kind had before, while those of the other kind show
   * it differently, and so were not emitted.
   */
  public long differingAnswers() {
    return differing;
  }

  /** Jobs that could not be read, and so were quarantined. */
  public long malformedJobs() {
    return malformed;
  }

  /** Times that a listing showed a job created before what is wanted, or known at the start. */
  public long passedOverJobs() {
    return passedOver;
  }

  /** Seconds with more jobs than a page holds that no token led through. */
  public long unpageableSeconds() {
    return unpageable;
  }

  /** Transitions into this state, inferred ones included. */
  public long transitions(JobState state) {
    return transitions.getOrDefault(state.name(), 0L);
  }

  /** Transitions into states that are not known. */
  public long otherTransitions() {
    return transitions.getOrDefault(OTHER, 0L);
  }

  /** Requests that got a usable answer. */
  public long answeredRequests() {
    return answered;
  }

  /** Requests that asked in this way, tries that failed included. */
  public long questions(Question kind) {
    return asked.getOrDefault(kind, 0L);
  }

  /** Requests that failed in this way. */
  public long failedRequests(JobsApiException.Kind kind) {
    return failed.getOrDefault(kind, 0L);
  }

  /** When the newest usable answer was there, by our clock; null before the first. */
  public @Nullable Instant answeredAt() {
    return answeredAt;
  }

  /** Counts a usable answer, and the transitions that it brought to light. */
  public void answered(List<JobEvent> findings, Instant now) {
    answered++;
    answeredAt = now;
    for (JobEvent finding : findings) {
      if (finding instanceof Observation seen) {
        seen.transitions().forEach(this::transition);
      }
    }
  }

  /** Counts a request. */
  public void asked(JobQuery query) {
    Question kind =
        query instanceof JobQuery.LookUp
            ? Question.LOOK_UP
            : query instanceof JobQuery.Listing listing && listing.states().isEmpty()
                ? Question.LISTING
                : Question.STATES;
    asked.merge(kind, 1L, Long::sum);
  }

  /** Counts a request that failed: one that is asked again all the same as what its cause is. */
  public void failed(JobsApiException failure) {
    JobsApiException first = failure.getCause() instanceof JobsApiException cause ? cause : failure;
    failed.merge(first.kind(), 1L, Long::sum);
  }

  /** Counts an unreadable job that is told. */
  public void malformed() {
    malformed++;
  }

  /** Counts an answer for {@link #differingAnswers}. */
  public void differing() {
    differing++;
  }

  /** Counts a job for {@link #passedOverJobs}. */
  public void passedOver() {
    passedOver++;
  }

  /** Counts a second for {@link #unpageableSeconds}. */
  void unpageable() {
    unpageable++;
  }

  /** Counts an answer for {@link #staleAnswers}. */
  public void stale() {
    stale++;
  }

  private void transition(JobTransition transition) {
    JobState state = transition.state();
    transitions.merge(state.known() ? state.name() : OTHER, 1L, Long::sum);
    if (transition.sequence() == 0) {
      discovered++;
    }
  }
}
