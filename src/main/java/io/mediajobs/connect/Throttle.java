package io.mediajobs.connect;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The pause that a service has asked for. It tells one task, and every task of the worker that asks
 * the same service keeps to it. Safe for use by several threads.
 */
final class Throttle {

  /** The longest pause: a service that is well again is asked again. */
  static final Duration LONGEST = Duration.ofMinutes(10);

  /** By endpoint, for as long as the worker runs: a handful of entries. */
  private static final ConcurrentMap<String, Throttle> OF_WORKER = new ConcurrentHashMap<>();

  private volatile Instant until = Instant.MIN;

  /** The throttle that all tasks in this worker share which ask this endpoint. */
  static Throttle of(String endpoint) {
    return OF_WORKER.computeIfAbsent(endpoint, first -> new Throttle());
  }

  /** When requests may go out again; in the past where they may now. */
  Instant until() {
    return until;
  }

  /**
   * Lets no request go out before this time, nor before any that was named earlier; but no pause
   * lasts longer than {@link #LONGEST}, whoever asks for it.
   *
   * @param now on the timeline that all of the worker's pauses are on
   */
  synchronized void pause(Instant now, Instant time) {
    Instant latest = now.plus(LONGEST);
    Instant end = time.isAfter(latest) ? latest : time;
    if (end.isAfter(until)) {
      until = end;
    }
  }
}
