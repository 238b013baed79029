package io.mediajobs.standin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. Safe for use by several threads. */
public final class MovableClock implements InstantSource {

  private final AtomicReference<Instant> now;

  /** A clock that stands at this time. */
  public MovableClock(Instant now) {
    this.now = new AtomicReference<>(now);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Puts the clock to this time, forward or back. */
  public void set(Instant time) {
    now.set(time);
  }

  /**
   * Moves the clock on, or back where the duration is negative.
   *
   * @return the time it shows now
   */
  public Instant advance(Duration by) {
    return now.updateAndGet(time -> time.plus(by));
  }
}
