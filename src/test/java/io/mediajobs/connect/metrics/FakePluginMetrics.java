package io.mediajobs.connect.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;

/** A worker's registry: refuses names that are taken, and to remove what is not there. */
public final class FakePluginMetrics implements PluginMetrics {

  final Map<MetricName, MetricValueProvider<?>> metrics = new LinkedHashMap<>();

  Object value(String name, Map<String, String> tags) {
    return ((Gauge<?>) metrics.get(new MetricName(name, "plugins", "", tags))).value(null, 0);
  }

  @Override
  public MetricName metricName(
      String name, String description, LinkedHashMap<String, String> tags) {
    if (tags.containsKey("connector") || tags.containsKey("task")) {
      throw new IllegalArgumentException("Reserved");
    }
    return new MetricName(name, "plugins", description, tags);
  }

  @Override
  public void addMetric(MetricName name, MetricValueProvider<?> value) {
    if (metrics.putIfAbsent(name, value) != null) {
      throw new IllegalArgumentException("Taken: " + name);
    }
  }

  @Override
  public void removeMetric(MetricName name) {
    if (metrics.remove(name) == null) {
      throw new IllegalArgumentException("Not there: " + name);
    }
  }

  @Override
  public Sensor addSensor(String name) {
    throw new AssertionError("Sensors are global to a worker");
  }

  @Override
  public void removeSensor(String name) {
    throw new AssertionError("Sensors are global to a worker");
  }
}
