package io.mediajobs.tracking;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.UnreadableJob;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A listing in progress, from a start to an end, page by page in the order of creation.
 *
 * @param start the start asked for; null for no bound
 * @param end the end asked for; null for a sweep of an earlier run that did not have one
 * @param token where it goes on; null on its first page
 * @param settles whether it joins on to what is settled and leaves nothing behind it where a late
 *     job could still turn up, so that it settles what it lists
 * @param trail where it has been
 */
record Sweep(
    @Nullable Instant start,
    @Nullable Instant end,
    @Nullable String token,
    boolean settles,
    TokenTrail trail) {

  /** One second: the grain of creation times and of the service's {@code Date}. */
  static final Duration GRAIN = Duration.ofSeconds(1);

  /** A sweep that begins, or goes on after a restart. */
  Sweep(@Nullable Instant start, @Nullable Instant end, @Nullable String token, boolean settles) {
    this(start, end, token, settles, TokenTrail.START);
  }

  /** The page to ask for next. */
  Listing listing(JobSource source, PollSettings settings) {
    return settings.listing(source, token, List.of(), start, end);
  }

  /**
   * Up to where everything has been listed once this page is taken in; null where that is unknown.
   *
   * @param newest the newest creation time on the page; null where it has none
   */
  @Nullable Instant listedBy(JobPage page, @Nullable Instant newest, Bounds bounds) {
    Instant whole = end == null || bounds.endInclusive() ? end : end.minus(GRAIN);
    if (page.nextToken() == null || newest == null) {
      return page.nextToken() == null ? whole : null;
    }
    // More jobs of the newest second may be on the next page.
    Instant before = newest.minus(GRAIN);
    return whole != null && whole.isBefore(before) ? whole : before;
  }

  /**
   * The newest creation time that discovery has come to with this page; null for none. That of an
   * unreadable job is not certain, so it counts only where nothing is left behind it.
   *
   * @param newest the newest creation time of the jobs on the page; null where it has none
   */
  @Nullable Instant reachedBy(JobPage page, @Nullable Instant newest) {
    Instant reached = newest;
    if (page.nextToken() == null && end != null) {
      for (UnreadableJob job : page.unreadable()) {
        Instant created = job.createdBetween(start, end);
        if (created != null && (reached == null || created.isAfter(reached))) {
          reached = created.truncatedTo(ChronoUnit.SECONDS);
        }
      }
    }
    return reached;
  }

  /**
   * The same sweep behind this page; null where the page was the last.
   *
   * @param newest the newest creation time on the page; null where it has none
   * @param horizon up to where every job was visible when the page was made
   */
  @Nullable Sweep behind(JobPage page, @Nullable Instant newest, Instant horizon) {
    String next = page.nextToken();
    // In circles it would page for ever; what lies behind is left to a later sweep.
    if (next == null || next.equals(token) || trail.leadsBackBy(next)) {
      return null;
    }
    // In the second that the page broke off in, a late job could turn up before the break.
    boolean leavesNothing = newest == null || !newest.isAfter(horizon);
    for (UnreadableJob job : page.unreadable()) {
      Instant shown = job.createdBetween(start, end);
      Instant atTheLatest = shown == null ? end : shown;
      leavesNothing &= atTheLatest != null && !atTheLatest.isAfter(horizon);
    }
    return new Sweep(start, end, next, settles && leavesNothing, trail.then(next));
  }

  /**
   * The newest creation time on a page, in whole seconds; null where it has none. One after the end
   * asked for is not believed: listing would go on behind it, and pass over everything before.
   */
  @Nullable Instant newest(JobPage page) {
    Instant newest = null;
    for (JobDetail job : page.jobs()) {
      Instant creation = job.creationTime();
      if (creation != null) {
        Instant second = creation.truncatedTo(ChronoUnit.SECONDS);
        boolean listed = end == null || !second.isAfter(end);
        newest = listed && (newest == null || second.isAfter(newest)) ? second : newest;
      }
    }
    return newest;
  }

  /** The newest second that is over. */
  static Instant lastWholeSecond(Instant serviceNow) {
    return serviceNow.truncatedTo(ChronoUnit.SECONDS).minus(GRAIN);
  }

  /** Every job created up to here is visible by now. */
  static Instant horizon(PollSettings settings, Instant serviceNow) {
    return lastWholeSecond(serviceNow).minus(settings.overlap());
  }
}
