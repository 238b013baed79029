package io.mediajobs.record;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Observations for tests. */
final class Seen {

  static final Instant AT = Instant.parse("2022-06-27T07:25:00.123Z");
  static final JobSource SOURCE =
      new JobSource("examplebucket-1250000000", "ap-chongqing", "/jobs", "Transcode", null, null);

  private Seen() {}

  /** The job {@code j1}, Running, with these elements beside its JobId and State. */
  static Observation job(String elements) {
    return first(
        JobDetail.of(
            Answers.parse(
                "<JobsDetail><JobId>j1</JobId><State>Running</State>"
                    + elements
                    + "</JobsDetail>")),
        SOURCE);
  }

  /** A job of this element, seen for the first time. */
  static Observation job(JobElement element) {
    return first(JobDetail.of(element), SOURCE);
  }

  /** A job seen for the first time, with the way to its state inferred from its times. */
  static Observation first(JobDetail job, JobSource source) {
    List<JobTransition> transitions = new ArrayList<>();
    add(transitions, job, JobState.SUBMITTED, job.creationTime());
    if (!job.state().equals(JobState.SUBMITTED) && job.startTime() != null) {
      add(transitions, job, JobState.RUNNING, job.startTime());
    }
    if (job.state().ended()) {
      add(transitions, job, job.state(), job.endTime());
    }
    return observation(job, source, transitions);
  }

  static Observation observation(JobDetail job, JobSource source, List<JobTransition> transitions) {
    return new Observation(
        source,
        job.id(),
        job.creationTime(),
        job.state(),
        Math.max(0, transitions.size() - 1),
        job,
        transitions,
        AT);
  }

  private static void add(
      List<JobTransition> transitions, JobDetail job, JobState state, Instant occurredAt) {
    JobState previous =
        transitions.isEmpty() ? null : transitions.get(transitions.size() - 1).state();
    transitions.add(
        new JobTransition(
            job.id(), transitions.size(), previous, state, occurredAt, !state.equals(job.state())));
  }
}
