package io.mediajobs.connect;

import io.mediajobs.standin.MovableClock;
import io.mediajobs.tracking.Ask;
import io.mediajobs.tracking.SourcePoller;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Real requests that take no time at all: the clock goes on only where none is under way. */
final class RequestsInNoTime implements Requests {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Requests real;
  private final MovableClock clock;
  private final Runnable idle;
  private int underWay;

  /**
   * Requests of a task.
   *
   * @param idle runs whenever none is under way, before time goes on
   */
  RequestsInNoTime(Requests real, MovableClock clock, Runnable idle) {
    this.real = real;
    this.clock = clock;
    this.idle = idle;
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
    Finished next = real.await(atMost.isZero() ? atMost : PATIENCE);
    underWay -= next == null ? 0 : 1;
    return next;
  }

  @Override
  public void close() {
    real.close();
  }
}
