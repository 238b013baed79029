package io.mediajobs.connect.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a task is doing as a whole: unchangeable, so that any thread may read it.
 *
 * @param sources how many sources it polls
 * @param refused how many of them are set aside, as the service refuses them
 * @param inFlight requests under way
 * @param throttledUntil until when all its sources wait because the service asked a task of this
 *     worker to; in the past where they do not
 * @param throttled how often it asked this one, since the start
 * @param needed requests a second that {@code latency.target.ms} would take; 0 for none, or not
 *     known
 */
public record TaskFigures(
    int sources, int refused, int inFlight, Instant throttledUntil, long throttled, double needed) {

  /** How many seconds all sources still wait. */
  double throttlePause(Instant now) {
    return throttledUntil.isAfter(now)
        ? Duration.between(now, throttledUntil).toMillis() / 1000.0
        : 0;
  }

  /** All metrics of a task, in the order in which people see them. */
  static List<Metric<TaskFigures>> metrics() {
    return List.of(
        new Metric<>(
            "source-count", "sources", "Sources that the task polls.", (f, now) -> f.sources()),
        new Metric<>(
            "refused-sources",
            "sources",
            "Sources that are set aside because the service refuses to list them, or has failed to"
                + " for retry.timeout.ms; they are tried again every ten minutes.",
            (f, now) -> f.refused()),
        new Metric<>(
            "requests-in-flight", "requests", "Requests under way.", (f, now) -> f.inFlight()),
        new Metric<>(
            "throttled-total",
            "times",
            "How often an answer of the service has made all sources of the task wait, since the"
                + " task's start.",
            (f, now) -> f.throttled()),
        new Metric<>(
            "throttle-pause-seconds",
            "s",
            "How long all sources of the task still wait, for such an answer to it or to another"
                + " task of the worker; 0 where they do not.",
            TaskFigures::throttlePause),
        new Metric<>(
            "requests-needed-per-second",
            "requests/s",
            "How many requests a second it would take at most for latency.target.ms to hold, by"
                + " what the last five minutes have shown: compare it with the task's part of"
                + " requests.per.second; 0 without latency.target.ms, and at first.",
            (f, now) -> f.needed()));
  }
}
