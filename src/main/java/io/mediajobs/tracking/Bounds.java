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
 * @param start what is known of the start
 * @param endInclusive whether the end is known to be inclusive
 */
record Bounds(Start start, boolean endInclusive) {

  static final Bounds UNKNOWN = new Bounds(Start.UNKNOWN, false);

  private static final Duration GRAIN = Duration.ofSeconds(1);

  /** What is known of the start of a listing. */
  enum Start {
    /** No answer has said anything. */
    UNKNOWN,
    /** A sweep just behind a known job had jobs but none at its start: the next is to find out. */
    DOUBTFUL,
    INCLUSIVE,
    EXCLUSIVE
  }

  /** The start to ask for so that jobs created at this time are surely listed. */
  Instant surelyFrom(Instant time) {
    return start == Start.INCLUSIVE ? time : time.minus(GRAIN);
  }

  /** The end to ask for so that jobs created at this time are surely listed. */
  Instant surelyTo(Instant time) {
    return endInclusive ? time : time.plus(GRAIN);
  }

  /**
   * The start of a front sweep behind the newest known job. In doubt it asks for that job again, as
   * a probe.
   */
  Instant behind(Instant last) {
    return start == Start.DOUBTFUL || start == Start.EXCLUSIVE ? last : last.plus(GRAIN);
  }

  /**
   * What is known after a page.
   *
   * @param last creation time of the newest job known before it
   */
  Bounds after(Listing asked, JobPage page, @Nullable Instant last) {
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
    Start next = start;
    if (atStart) {
      next = Start.INCLUSIVE;
    } else if (asked.nextToken() == null && asked.start() != null && last != null) {
      boolean behindLast = asked.start().equals(last.plus(GRAIN));
      if (start == Start.UNKNOWN && behindLast && !page.jobs().isEmpty()) {
        next = Start.DOUBTFUL;
      } else if (start == Start.DOUBTFUL && asked.start().equals(last)) {
        next = Start.EXCLUSIVE;
      }
    }
    return new Bounds(next, endInclusive || atEnd);
  }
}
