package io.mediajobs.connect.metrics;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Gauges that belong together: one MBean.
 *
 * @param labels what tells the group from others of the task, in their order; empty for the task
 * @param gauges in the order in which people see them
 */
public record MetricGroup(Map<String, String> labels, List<Gauge> gauges) {

  /**
   * A number that can be asked for at any time, by any thread.
   *
   * @param value never waits for the thread that polls
   */
  record Gauge(String name, String description, Supplier<Number> value) {}
}
