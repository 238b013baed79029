package io.mediajobs.tracking;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether the service takes the times of a listing as inclusive. Its documents contradict each
 * other, so answers have to tell: a job created at the very time asked for proves it. Until then
 * the bounds that nothing may slip through are asked for a second wider.
 *
 * @param startInclusive whether the start is known to be inclusive
 * @param endInclusive whether the end is known to be inclusive
 */
record Bounds(boolean startInclusive, boolean endInclusive) {

  static final Bounds UNKNOWN = new Bounds(false, false);

  private static final Duration GRAIN = Duration.ofSeconds(1);

  /** The start to ask for so that jobs created at this time are surely listed. */
  Instant surelyFrom(Instant time) {
    return startInclusive ? time : time.minus(GRAIN);
  }

  /** The end to ask for so that jobs created at this time are surely listed. */
  Instant surelyTo(Instant time) {
    return endInclusive ? time : time.plus(GRAIN);
  }

  /** Up to where a listing with this end, null for none, surely goes. */
  Instant surelyListed(@Nullable Instant end) {
    if (end == null) {
      return Coverage.END;
    }
    return endInclusive ? end : end.minus(GRAIN);
  }

  /** What is known after a page. */
  Bounds after(Listing asked, JobPage page) {
    boolean atStart = false;
    boolean atEnd = false;
    for (JobDetail job : page.jobs()) {
      Instant creation = job.creationTime();
      if (creation != null) {
        Instant second = creation.truncatedTo(ChronoUnit.SECONDS);
        atStart |= second.equals(asked.start());
        atEnd |= second.equals(asked.end());
      }
    }
    return new Bounds(startInclusive || atStart, endInclusive || atEnd);
  }
}
