package io.mediajobs.tracking;

import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.Order;
import io.mediajobs.job.JobSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The service's clock, which rules creation times, as far as its {@code Date} headers tell: never
 * ahead of it, and after some answers behind by little more than their way here.
 *
 * @param ahead how far it is ahead of ours at least; null before the first answer
 */
record ServiceTime(@Nullable Duration ahead) {

  static final ServiceTime UNKNOWN = new ServiceTime(null);

  /** Before any job there is: a listing that ends here shows none, only the service's Date. */
  private static final Instant LONG_AGO = Instant.parse("2001-01-01T00:00:00Z");

  /**
   * A Date has whole seconds, so an answer may show less than the one before, but not much less.
   */
  private static final Duration SLACK = Duration.ofSeconds(2);

  /** A listing that asks for nothing but the service's time. */
  static Listing query(JobSource source, PollSettings settings) {
    return new Listing(
        source, settings.filter(), Order.ASC, 1, null, List.of(), LONG_AGO, LONG_AGO);
  }

  /** Whether a listing asks for nothing but the service's time. */
  static boolean isAskedBy(Listing listing) {
    return LONG_AGO.equals(listing.end());
  }

  /** What is known after an answer with this Date, null where it had none. */
  ServiceTime after(@Nullable Instant date, Instant now) {
    Duration seen = date == null ? Duration.ZERO : Duration.between(now, date);
    boolean better = ahead == null || seen.compareTo(ahead) > 0;
    boolean setBack = ahead != null && seen.compareTo(ahead.minus(SLACK)) < 0;
    return better || setBack ? new ServiceTime(seen) : this;
  }

  boolean known() {
    return ahead != null;
  }

  /** How far it is ahead of ours at least; zero where nothing is known. */
  Duration aheadOrZero() {
    return ahead == null ? Duration.ZERO : ahead;
  }

  /** The service's now; ours where nothing is known. */
  Instant at(Instant now) {
    return ahead == null ? now : now.plus(ahead);
  }

  /** A time of the service by our clock. */
  Instant ours(Instant serviceTime) {
    return ahead == null ? serviceTime : serviceTime.minus(ahead);
  }
}
