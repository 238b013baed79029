package io.mediajobs.tracking.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The rate of a connector's requests, as one of its tasks keeps it: one after another, never a
 * burst, so that the rate holds in every second.
 *
 * <p>Tasks know nothing of each other, but they share the time: each second has as many slots as
 * the rate allows requests, the tasks own them in turn, and a slot takes one request. So in no
 * second is there more than one request beyond the rate, as far as the workers' clocks agree.
 */
public final class RateLimiter {

  /** In a shorter slot a thread does not wake in time; then each task keeps its own distance. */
  private static final Duration SHORTEST_SLOT = Duration.ofMillis(50);

  private final Duration slot;
  private final Duration round;
  private final long phaseNanos;
  private final boolean slotted;
  private Instant next = Instant.MIN;

  /**
   * A task's part of a rate.
   *
   * @param requestsPerSecond of all tasks together, greater than 0; may be a fraction
   * @param tasks how many there are
   * @param number which of them this is, from 0
   */
  public RateLimiter(double requestsPerSecond, int tasks, int number) {
    this.slot = Duration.ofNanos((long) (1_000_000_000 / requestsPerSecond));
    this.round = slot.multipliedBy(tasks);
    this.phaseNanos = slot.multipliedBy(number).toNanos();
    this.slotted = tasks > 1 && slot.compareTo(SHORTEST_SLOT) >= 0;
  }

  /**
   * When the next request may go out.
   *
   * @return now or earlier where it may at once
   */
  public Instant next(Instant now) {
    Instant from = now.isBefore(next) ? next : now;
    if (!slotted) {
      return from;
    }
    long into = sincePhase(from);
    // In the second half it might reach the service in the slot of the next.
    return into < slot.toNanos() / 2 ? from : from.plusNanos(round.toNanos() - into);
  }

  /** Notes that a request goes out now. */
  public void took(Instant now) {
    // In a slot that is half over, the next one is that much nearer.
    next = now.plus(slotted ? round.minusNanos(sincePhase(now)) : round);
  }

  /** The time since the task's last slot began, in nanoseconds. */
  private long sincePhase(Instant time) {
    long nanos = TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    return Math.floorMod(nanos - phaseNanos, round.toNanos());
  }
}
