package io.mediajobs.tracking.tracked;

import io.mediajobs.job.JobEvent;
import io.mediajobs.job.Observation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs on a page of a listing of all jobs are new, should they not be known.
 *
 * @param from those created at this second or later; null for no bound
 * @param to those created at this second or earlier; null for no bound
 * @param fallbackCreation stands in for creation times that the page does not give
 * @param createdBy when an unreadable job that shows no time was created at the latest
 * @param latest a creation time after this one says nothing
 */
public record NewJobs(
    @Nullable Instant from,
    @Nullable Instant to,
    Instant fallbackCreation,
    Instant createdBy,
    Instant latest) {

  /** Whether a job created then, null for an unknown time, is older than what is wanted. */
  boolean isTooLateFor(@Nullable Instant creation) {
    return creation != null
        && from != null
        && creation.truncatedTo(ChronoUnit.SECONDS).isBefore(from);
  }

  /** Whether a job created then, null for an unknown time, is new if it is not known. */
  boolean has(@Nullable Instant creation) {
    if (creation == null || isTooLateFor(creation)) {
      return creation == null;
    }
    return creation.isAfter(latest)
        || to == null
        || !creation.truncatedTo(ChronoUnit.SECONDS).isAfter(to);
  }

  /** The observations that are the first of their jobs. */
  public static Stream<Observation> of(List<JobEvent> findings) {
    return findings.stream()
        .filter(Observation.class::isInstance)
        .map(Observation.class::cast)
        .filter(seen -> !seen.transitions().isEmpty())
        .filter(seen -> seen.transitions().get(0).sequence() == 0);
  }
}
