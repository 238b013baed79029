package io.mediajobs.connect;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The wall clock, but never backwards: when someone sets it back, time goes on at its usual pace
 * until the wall clock has caught up. Due times would otherwise lie hours ahead.
 */
final class SteadyClock implements InstantSource {

  private final InstantSource wall;
  private final LongSupplier nanos;
  private Instant last;
  private long lastNanos;

  SteadyClock(InstantSource wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
    this.last = wall.instant();
    this.lastNanos = nanos.getAsLong();
  }

  @Override
  public synchronized Instant instant() {
    long nowNanos = nanos.getAsLong();
    Instant steady = last.plusNanos(nowNanos - lastNanos);
    Instant now = wall.instant();
    last = now.isBefore(last) ? steady : now;
    lastNanos = nowNanos;
    return last;
  }
}
