package io.mediajobs.tracking.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The rate of a connector's requests, as one of those that share it keeps it: one after another,
 * never a burst, so that the rate holds in every second.
 *
 * <p>Tasks know nothing of each other, but they share the time: each second has as many slots as
 * the rate allows requests, each has {@link Slots} of its own, and a slot takes one request. So in
 * no second is there more than one request beyond the rate, as far as the workers' clocks agree.
 * Above 20 a second slots are too short for that: single seconds may have up to twice as many.
 */
public final class RateLimiter {

  /** In a shorter slot a thread does not wake in time; then each task keeps its own distance. */
  private static final Duration SHORTEST_SLOT = Duration.ofMillis(50);

  private final Duration slot;
  private final Slots slots;
  private final Duration distance;
  private final boolean slotted;
  private Instant next = Instant.MIN;

  /** All of a rate, of requests a second: greater than 0, may be a fraction. */
  public RateLimiter(double requestsPerSecond) {
    this(requestsPerSecond, Slots.ALL);
  }

  /**
   * A part of a rate.
   *
   * @param requestsPerSecond of all that share it, greater than 0; may be a fraction
   * @param slots those of this one
   */
  public RateLimiter(double requestsPerSecond, Slots slots) {
    this.slot = Duration.ofNanos((long) (1_000_000_000 / requestsPerSecond));
    this.slots = slots;
    this.distance = slot.multipliedBy(slots.cycle()).dividedBy(slots.own().size());
    this.slotted = slots.part() < 1 && slot.compareTo(SHORTEST_SLOT) >= 0;
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
    long into = into(from);
    int at = (int) (Math.floorDiv(nanos(from), slot.toNanos()) % slots.cycle());
    // In the second half it might reach the service in the slot of the next.
    boolean late = into >= slot.toNanos() / 2;
    int wait = slots.until(late ? at + 1 : at) + (late ? 1 : 0);
    return wait == 0 ? from : from.plusNanos(wait * slot.toNanos() - into);
  }

  /** Notes that a request goes out now. */
  public void took(Instant now) {
    next = now.plus(slotted ? slot.minusNanos(into(now)) : distance);
  }

  /** The time since the slot at this time began, in nanoseconds. */
  private long into(Instant time) {
    return Math.floorMod(nanos(time), slot.toNanos());
  }

  private static long nanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }
}
