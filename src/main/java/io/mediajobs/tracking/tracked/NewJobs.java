package io.mediajobs.tracking.tracked;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.Observation;
import io.mediajobs.tracking.state.CreationTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs on a page of a listing of all jobs are new, should they not be known.
 *
 * @param from those created at this second or later
 * @param to those created at this second or earlier; null for no bound
 * @param fallbackCreation stands in for creation times that the page does not give
 * @param createdBy when an unreadable job that shows no time was created at the latest, as far as
 *     is known without the page
 * @param latest a creation time after this one says nothing
 */
public record NewJobs(
    Instant from,
    @Nullable Instant to,
    Instant fallbackCreation,
    Instant createdBy,
    Instant latest) {

  /** Whether a job created then, null for an unknown time, is older than what is wanted. */
  boolean isTooLateFor(@Nullable Instant creation) {
    return creation != null && CreationTimes.second(creation).isBefore(from);
  }

  /** Whether a job created then, null for an unknown time, is new if it is not known. */
  boolean has(@Nullable Instant creation) {
    if (creation == null || isTooLateFor(creation)) {
      return creation == null;
    }
    return creation.isAfter(latest) || to == null || !CreationTimes.second(creation).isAfter(to);
  }

  /**
   * The creation times of the jobs of a page. One that shows none is taken for as new as the newer
   * of those beside it: as long as that is listed, it may be.
   */
  List<Instant> times(List<JobDetail> jobs) {
    List<Instant> times = new ArrayList<>();
    Instant before = Instant.MIN;
    for (JobDetail job : jobs) {
      before = job.creationTime() == null ? before : job.creationTime();
      times.add(before);
    }
    Instant behind = Instant.MIN;
    for (int i = jobs.size() - 1; i >= 0; i--) {
      Instant shown = jobs.get(i).creationTime();
      behind = shown == null ? behind : shown;
      Instant beside = CreationTimes.later(times.get(i), behind);
      times.set(i, shown != null ? shown : beside.equals(Instant.MIN) ? fallbackCreation : beside);
    }
    return times;
  }

  /**
   * How many jobs there are up to the last that shows a time; none where times do not prove that
   * they ascend.
   */
  static int bounded(List<JobDetail> jobs) {
    int bounded = 0;
    boolean isProven = false;
    Instant before = null;
    for (int i = 0; i < jobs.size(); i++) {
      Instant shown = jobs.get(i).creationTime();
      if (shown != null && before != null && shown.isBefore(before)) {
        return 0;
      }
      isProven |= shown != null && before != null && shown.isAfter(before);
      bounded = shown == null ? bounded : i + 1;
      before = shown == null ? before : shown;
    }
    return isProven ? bounded : 0;
  }

  /** When a job of a page that can't be read, and shows no time, was created at the latest. */
  Instant createdBy(JobPage page) {
    // Clocks may be behind the one that stamps jobs: it may be as new as any that is shown.
    return page.jobs().stream()
        .map(JobDetail::creationTime)
        .filter(Objects::nonNull)
        .reduce(CreationTimes.later(createdBy, fallbackCreation), CreationTimes::later);
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
