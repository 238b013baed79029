package io.mediajobs.tracking;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.Order;
import io.mediajobs.job.JobSource;
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
 * @param reached jobs created later are still to be listed; null where nothing is before it
 * @param settling whether it looks for late jobs rather than for new ones
 */
record Sweep(
    @Nullable Instant start,
    @Nullable Instant end,
    @Nullable String token,
    @Nullable Instant reached,
    boolean settling) {

  /** One second: the grain of creation times and of the service's {@code Date}. */
  static final Duration GRAIN = Duration.ofSeconds(1);

  /** The page to ask for next. */
  Listing listing(JobSource source, PollSettings settings) {
    return new Listing(
        source, settings.filter(), Order.ASC, settings.pageSize(), token, List.of(), start, end);
  }

  /**
   * Up to where everything has been listed once this page is taken in; null where that is unknown.
   *
   * @param newest the newest creation time on the page; null where it has none
   */
  @Nullable Instant reachedBy(JobPage page, @Nullable Instant newest, Bounds bounds) {
    Instant surelyListed = end == null || bounds.endInclusive() ? end : end.minus(GRAIN);
    if (page.nextToken() == null) {
      return surelyListed == null ? reached : surelyListed;
    }
    if (newest == null) {
      return reached;
    }
    // More jobs of the newest second may be on the next page.
    Instant before = newest.minus(GRAIN);
    return surelyListed != null && surelyListed.isBefore(before) ? surelyListed : before;
  }

  /** The same sweep behind this page; null where the page was the last. */
  @Nullable Sweep behind(JobPage page, @Nullable Instant nowReached) {
    String next = page.nextToken();
    // The same token twice would page for ever; what lies behind it is left to a later sweep.
    return next == null || next.equals(token)
        ? null
        : new Sweep(start, end, next, nowReached, settling);
  }

  /** The newest creation time on a page, in whole seconds; null where it has none. */
  static @Nullable Instant newest(JobPage page) {
    Instant newest = null;
    for (JobDetail job : page.jobs()) {
      Instant creation = job.creationTime();
      if (creation != null && (newest == null || creation.isAfter(newest))) {
        newest = creation;
      }
    }
    return newest == null ? null : newest.truncatedTo(ChronoUnit.SECONDS);
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
