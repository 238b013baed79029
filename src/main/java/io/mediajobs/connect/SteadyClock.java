package io.mediajobs.connect;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A timeline that starts with the worker's clock and never looks at it again: nobody who sets that
 * clock makes a pause longer, or a job settled. All tasks of a process share one, as they share the
 * pauses that the service asks for.
 */
final class SteadyClock implements InstantSource {

  private final LongSupplier nanos;
  private final Instant start;
  private final long startNanos;

  SteadyClock(Instant start, LongSupplier nanos) {
    this.nanos = nanos;
    this.start = start;
    this.startNanos = nanos.getAsLong();
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanos.getAsLong() - startNanos);
  }
}
