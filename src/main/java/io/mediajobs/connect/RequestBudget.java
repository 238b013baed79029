package io.mediajobs.connect;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What tasks of one worker may ask together whose connectors name the same budget: as much as the
 * smallest of their rates lets one of them ask. Each task keeps to its own rate besides. Where
 * several ask at the same instant, the next waits for as long as all of them take. Safe for use by
 * several threads.
 */
final class RequestBudget {

  /** By name, for as long as the worker runs: a handful of entries. */
  private static final ConcurrentMap<String, RequestBudget> OF_WORKER = new ConcurrentHashMap<>();

  private final IdentityHashMap<Object, Double> rates = new IdentityHashMap<>();
  private Duration distance = Duration.ZERO;
  private Instant next = Instant.MIN;

  /** The budget of this name that all tasks in this worker share; null for nobody's. */
  static RequestBudget of(@Nullable String name) {
    return name == null
        ? new RequestBudget()
        : OF_WORKER.computeIfAbsent(name, first -> new RequestBudget());
  }

  /** Somebody takes part, whose connector asks so often a second at most. */
  synchronized void join(Object member, double requestsPerSecond) {
    rates.put(member, requestsPerSecond);
    reckon();
  }

  /** Somebody no longer takes part, if ever. */
  synchronized void leave(Object member) {
    rates.remove(member);
    reckon();
  }

  /** When the next request may go out; in the past where it may at once. */
  synchronized Instant next() {
    return next;
  }

  /** Notes that a request goes out now. */
  synchronized void took(Instant now) {
    next = (next.isBefore(now) ? now : next).plus(distance);
  }

  private void reckon() {
    distance =
        rates.isEmpty()
            ? Duration.ZERO
            : Duration.ofNanos((long) (1_000_000_000 / Collections.min(rates.values())));
  }
}
