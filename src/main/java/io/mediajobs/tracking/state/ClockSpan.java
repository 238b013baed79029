package io.mediajobs.tracking.state;

import java.time.Duration;
import java.time.Instant;

/**
 * What the clocks show that stamp no job: ours and the service's {@code Date}. They hold settling
 * back, the earliest of them as long as there is room for what is held.
 *
 * @param least how far the earliest is ahead of our timeline
 * @param most how far the latest is
 */
public record ClockSpan(Duration least, Duration most) {

  /** What they show when an answer is there, its {@code Date} taken in. */
  public static ClockSpan of(ServiceTime service, Times at) {
    Duration wall = Duration.between(at.now(), at.wall());
    if (!service.known()) {
      return new ClockSpan(wall, wall);
    }
    Duration least = service.least();
    Duration most = service.ahead();
    return new ClockSpan(
        wall.compareTo(least) < 0 ? wall : least, wall.compareTo(most) > 0 ? wall : most);
  }

  /**
   * The time of day at a time of our timeline.
   *
   * @param pressed whether there is no room for what the earliest clock holds back
   */
  public Instant at(Instant time, boolean pressed) {
    return time.plus(pressed ? most : least);
  }
}
