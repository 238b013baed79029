package io.mediajobs.connect;

import io.mediajobs.job.AccountApi;
import io.mediajobs.tracking.pace.RateLimiter;
import io.mediajobs.tracking.pace.Slots;
import io.mediajobs.tracking.state.CreationTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The pace of looks at an account, request by request. Those at buckets have a part of the rate
 * that tasks leave, and as much again for the first, for which tasks wait; others add to it.
 */
final class LookPace implements AccountApi.Rest {

  private static final double PART = 0.1;

  /** Every other one is left by tasks, which a worker may know from before. */
  private static final Slots FIRST = new Slots(Slots.LOOKS.cycle() / 2, Slots.LOOKS.own());

  private final RateLimiter first;
  private final RateLimiter later;
  private final InstantSource clock;
  private final CountDownLatch stopped;
  private RateLimiter now;

  /**
   * The pace beside tasks of this rate.
   *
   * @param stopped ends every wait
   */
  LookPace(
      double requestsPerSecond,
      boolean followsBuckets,
      InstantSource clock,
      CountDownLatch stopped) {
    this.first = new RateLimiter(requestsPerSecond, followsBuckets ? FIRST : Slots.ALL);
    this.later =
        followsBuckets
            ? new RateLimiter(requestsPerSecond, Slots.LOOKS)
            : new RateLimiter(requestsPerSecond * PART);
    this.now = first;
    this.clock = clock;
    this.stopped = stopped;
  }

  /** Begins a look. */
  void begin(boolean firstLook) {
    now = firstLook ? first : later;
  }

  @Override
  public void beforePage() throws InterruptedException {
    Instant time = clock.instant();
    Instant next = CreationTimes.later(time, now.next(time));
    if (stopped.await(Duration.between(time, next).toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException();
    }
    now.took(next);
  }
}
