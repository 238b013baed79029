package io.mediajobs.tracking.tracked;

import io.mediajobs.tracking.state.CreationTimes;
import java.time.Duration;
import java.time.Instant;

/**
 * The page of jobs in all states that discovery asks for next, or is asking for. It shows known
 * jobs for nothing, so that no other question need be asked for these.
 *
 * @param from it can show the jobs created at this second or later
 * @param at when it is asked for, if the rate allows
 * @param until from then on nothing is left to it: it may have failed, or others come first; {@link
 *     Instant#MAX} where nothing does, so that it is no later than another question would be
 * @param interval how often a job is looked at that may soon change
 */
public record NextPage(Instant from, Instant at, Instant until, Duration interval) {

  /** No page is asked for. */
  public static final NextPage NONE =
      new NextPage(Instant.MAX, Instant.MAX, Instant.MAX, Duration.ZERO);

  /** Whether a job is left to the page, which is neither too late for it nor overdue. */
  boolean has(TrackerEntry entry, Instant now) {
    return shows(entry) && now.isBefore(until);
  }

  /**
   * Whether the page can show a job, and soon enough: about when it is due, or an interval after
   * the last answer that told of it.
   */
  boolean shows(TrackerEntry entry) {
    if (entry.job.creationTime().isBefore(from) || entry.dueAt.equals(Instant.MAX)) {
      return false;
    }
    Instant due = CreationTimes.later(entry.dueAt, entry.answeredAt.plus(interval));
    return !at.isAfter(due.plus(interval.dividedBy(10)));
  }
}
