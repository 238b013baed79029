package io.mediajobs.tracking.listing;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.tracking.state.CreationTimes;
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
public record TimeBounds(boolean startInclusive, boolean endInclusive) {

  public static final TimeBounds UNKNOWN = new TimeBounds(false, false);

  /** The start to ask for so that jobs created at this time are surely listed. */
  public Instant surelyFrom(Instant time) {
    return startInclusive ? time : time.minus(CreationTimes.GRAIN);
  }

  /** The end to ask for so that jobs created at this time are surely listed. */
  public Instant surelyTo(Instant time) {
    return endInclusive ? time : time.plus(CreationTimes.GRAIN);
  }

  /** Up to where a listing with this end, null for none, surely goes. */
  Instant surelyListed(@Nullable Instant end) {
    if (end == null) {
      return CreationTimes.END;
    }
    return endInclusive ? end : end.minus(CreationTimes.GRAIN);
  }

  /** What is known after a page. */
  public TimeBounds after(Listing asked, JobPage page) {
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
    return new TimeBounds(startInclusive || atStart, endInclusive || atEnd);
  }

  /** The start to ask for so that a second is surely shown; null where nothing can be before it. */
  public @Nullable Instant startFor(Instant second) {
    return second.isAfter(CreationTimes.BEGINNING) ? surelyFrom(second) : null;
  }
}
