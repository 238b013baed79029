package io.mediajobs.connect.metrics;

import io.mediajobs.connect.metrics.Metric.Gauge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;

/**
 * Metrics by the worker's own registry, which workers have from Kafka 4.1 on (KIP-877). The only
 * class that names it, and so the only one that older workers can't load.
 *
 * <p>Gauges only: a sensor's name is global to the worker, so two tasks would share one.
 */
final class PluginMetricsSink implements MetricsPublisher.Sink {

  private final PluginMetrics metrics;
  private final List<MetricName> shown = new ArrayList<>();

  private PluginMetricsSink(PluginMetrics metrics) {
    this.metrics = metrics;
  }

  /**
   * The registry of a task.
   *
   * @throws NoSuchMethodError or NoClassDefFoundError on older workers
   */
  static MetricsPublisher.Sink of(SourceTaskContext context) {
    return new PluginMetricsSink(context.pluginMetrics());
  }

  /** Not while a run of the same task that the worker has given up has not ended. */
  @Override
  public boolean show(List<Metric.Group> groups) {
    try {
      groups.forEach(this::show);
      return true;
    } catch (IllegalArgumentException taken) {
      close();
      return false;
    }
  }

  @Override
  public void close() {
    shown.forEach(metrics::removeMetric);
    shown.clear();
  }

  private void show(Metric.Group group) {
    for (Gauge gauge : group.gauges()) {
      MetricName name =
          metrics.metricName(
              gauge.name(), gauge.description(), new LinkedHashMap<>(group.labels()));
      metrics.addMetric(
          name,
          (org.apache.kafka.common.metrics.Gauge<Number>) (config, now) -> gauge.value().get());
      shown.add(name);
    }
  }
}
