package io.mediajobs.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A tracked job and what need not survive a restart. */
final class TrackerEntry {

  TrackedJob job;

  /** When the job changed last, as far as this run knows. */
  Instant changedAt;

  /** When its state began, by our clock; null where that is not known. */
  @Nullable Instant since;

  /** When an answer last told of the job, be it by not finding it. */
  Instant answeredAt = Instant.MIN;

  /** When it is to be looked at; {@link Instant#MAX} while it is asked for. */
  Instant dueAt;

  /** How many look-ups in a row have not found it. */
  int missing;

  TrackerEntry(TrackedJob job, Instant changedAt, Instant dueAt) {
    this.job = job;
    this.changedAt = changedAt;
    this.dueAt = dueAt;
  }
}
