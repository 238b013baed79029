package io.mediajobs.client.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Our clock, set right by the service's when the service refuses a signature for its time. */
public final class ServiceClock {

  /** {@code Date} counts whole seconds and takes time to arrive. */
  static final Duration TOLERANCE = Duration.ofSeconds(5);

  private final InstantSource local;
  private volatile Duration offset = Duration.ZERO;

  /**
   * A clock that has not been corrected yet.
   *
   * @param local our clock
   */
  public ServiceClock(InstantSource local) {
    this.local = local;
  }

  /** How much is added to our clock at present. */
  public Duration offset() {
    return offset;
  }

  /** The time by our clock and an offset. */
  public Instant now(Duration withOffset) {
    return local.instant().plus(withOffset);
  }

  /**
   * Learns from the {@code Date} of an answer.
   *
   * @param used the offset that the refused request was signed with: another thread may have
   *     corrected it since, and then asking again is right as well
   * @return false if the offset used was correct already, so that the time is not what is wrong
   */
  public boolean correct(Instant serviceTime, Duration used) {
    Duration measured = Duration.between(local.instant(), serviceTime);
    if (measured.minus(used).abs().compareTo(TOLERANCE) <= 0) {
      return false;
    }
    offset = measured;
    return true;
  }
}
