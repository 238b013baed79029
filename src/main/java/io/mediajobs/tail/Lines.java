package io.mediajobs.tail;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.Observation;
import io.mediajobs.job.Printable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Lines for people: columns with a blank between them, nothing in them that acts on a terminal. */
final class Lines implements Printer.Format {

  /** Stands for what there is none of. */
  private static final String NONE = "-";

  @Override
  public String transition(JobTransition transition, Observation seen) {
    Instant at = transition.occurredAt() == null ? seen.observedAt() : transition.occurredAt();
    JobState before = transition.previousState();
    String change = (before == null ? NONE : before) + " -> " + transition.state();
    return line(at, seen, change, failure(transition.state(), seen.detail()));
  }

  @Override
  public String job(Observation seen) {
    JobDetail detail = seen.detail();
    String progress = detail == null || detail.progress() == null ? NONE : detail.progress() + "%";
    String state = seen.state() + " " + progress;
    return line(seen.observedAt(), seen, state, failure(seen.state(), detail));
  }

  private static String line(Instant at, Observation seen, String state, String failure) {
    String text =
        at.truncatedTo(ChronoUnit.SECONDS)
            + " "
            + seen.source().tag()
            + " "
            + seen.jobId()
            + " "
            + state
            + failure;
    return Printable.of(text);
  }

  /** Why a job has failed, as far as the service says. */
  private static String failure(JobState state, @Nullable JobDetail detail) {
    if (detail == null || !state.equals(JobState.FAILED)) {
      return "";
    }
    JobElement element = detail.element();
    String code = element.childText("Code");
    String message = element.childText("Message");
    return (code.isEmpty() ? "" : " " + code) + (message.isEmpty() ? "" : ": " + message);
  }
}
