package io.mediajobs.tracking;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The service's clock, which rules creation times, as far as its {@code Date} headers tell: never
 * ahead of it, and after some answers behind by little more than their way here.
 *
 * @param ahead how far it is ahead of ours at least; null before the first answer
 */
record ServiceTime(@Nullable Duration ahead) {

  static final ServiceTime UNKNOWN = new ServiceTime(null);

  /**
   * A Date has whole seconds, so an answer may show less than the one before, but not much less.
   */
  private static final Duration SLACK = Duration.ofSeconds(2);

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

  /** The service's now; ours where nothing is known. */
  Instant at(Instant now) {
    return ahead == null ? now : now.plus(ahead);
  }

  /** A time of the service by our clock. */
  Instant ours(Instant serviceTime) {
    return ahead == null ? serviceTime : serviceTime.minus(ahead);
  }
}
