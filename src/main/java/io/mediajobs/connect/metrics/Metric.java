package io.mediajobs.connect.metrics;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * A number to show of something that is being done.
 *
 * @param <T> what the number is read from
 * @param name as JMX shows it; part of the API
 * @param unit of the number, for people
 * @param meaning a sentence
 * @param value the number at a time; called by any thread
 */
public record Metric<T>(
    String name, String unit, String meaning, BiFunction<T, Instant, Number> value) {

  /**
   * A number that can be asked for at any time, by any thread.
   *
   * @param value never waits for the thread that polls
   */
  record Gauge(String name, String description, Supplier<Number> value) {}

  /**
   * Gauges that belong together: one MBean.
   *
   * @param labels what tells the group from others of the task, in their order; empty for the task
   * @param gauges in the order in which people see them
   */
  public record Group(Map<String, String> labels, List<Gauge> gauges) {

    /** The gauges of these metrics, which show what is newest when they are asked. */
    static <T> Group of(
        Map<String, String> labels,
        List<Metric<T>> metrics,
        Supplier<T> newest,
        InstantSource clock) {
      return new Group(labels, metrics.stream().map(metric -> metric.of(newest, clock)).toList());
    }
  }

  /** The same of several together, of two the one that is to be seen. */
  Metric<List<T>> ofSeveral(BinaryOperator<Number> both) {
    return new Metric<>(
        name,
        unit,
        meaning,
        (several, now) ->
            several.stream().map(one -> value.apply(one, now)).reduce(both).orElse(0));
  }

  private Gauge of(Supplier<T> newest, InstantSource clock) {
    return new Gauge(name, meaning, () -> value.apply(newest.get(), clock.instant()));
  }
}
