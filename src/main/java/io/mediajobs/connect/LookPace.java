package io.mediajobs.connect;

import io.mediajobs.tracking.pace.RateLimiter;
import io.mediajobs.tracking.pace.Slots;
import io.mediajobs.tracking.state.CreationTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The pace of looks at an account. Those at buckets have a part of the rate that tasks leave;
 * others, and the first, as a worker may know its tasks from before, add a tenth to it.
 */
final class LookPace implements AccountLook.Rest {

  private static final double PART = 0.1;

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
    this.first = new RateLimiter(requestsPerSecond * (followsBuckets ? PART : 1));
    this.later =
        followsBuckets
            ? new RateLimiter(requestsPerSecond, Slots.LOOKS)
            : new RateLimiter(requestsPerSecond * PART);
    this.now = first;
    this.clock = clock;
    this.stopped = stopped;
  }

  /** Waits before the first request of a look. */
  void begin(boolean firstLook) throws InterruptedException {
    now = firstLook ? first : later;
    before(1);
  }

  @Override
  public void before(int requests) throws InterruptedException {
    for (int i = 0; i < requests; i++) {
      Instant time = clock.instant();
      Instant next = CreationTimes.later(time, now.next(time));
      if (stopped.await(Duration.between(time, next).toMillis(), TimeUnit.MILLISECONDS)) {
        throw new InterruptedException();
      }
      now.took(next);
    }
  }
}
