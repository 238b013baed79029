package io.mediajobs.connect;

import io.mediajobs.standin.MovableClock;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.plan.Ask;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Requests that take no time by a clock, or hardly any, however long they really take: it goes on
 * where none is under way and somebody waits.
 */
final class InNoTime implements Requests {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(60);

  private final Requests real;
  private final MovableClock clock;
  private final Runnable idle;
  private final Duration step;
  private int underWay;

  /**
   * Around other requests; the clock stands still while one is under way.
   *
   * @param idle runs before the clock goes on
   */
  InNoTime(Requests real, MovableClock clock, Runnable idle) {
    this(real, clock, idle, Duration.ZERO);
  }

  /** Where requests wait for their turn, the clock has to go on a step at each look for answers. */
  InNoTime(Requests real, MovableClock clock, Runnable idle, Duration step) {
    this.real = real;
    this.clock = clock;
    this.idle = idle;
    this.step = step;
  }

  @Override
  public void start(SourcePoller poller, Ask ask, Instant now) {
    underWay++;
    real.start(poller, ask, now);
  }

  @Override
  public @Nullable Finished await(Duration atMost) throws InterruptedException {
    if (underWay == 0) {
      idle.run();
      clock.advance(atMost);
      return null;
    }
    Finished next = real.await(atMost.isZero() ? atMost : step.isZero() ? PATIENCE : LOOK);
    clock.advance(step);
    underWay -= next == null ? 0 : 1;
    return next;
  }

  @Override
  public void close() {
    real.close();
  }
}
