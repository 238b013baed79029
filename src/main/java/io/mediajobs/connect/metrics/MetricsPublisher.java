package io.mediajobs.connect.metrics;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metrics of a running task, shown where its worker can. They never fail the task. */
public final class MetricsPublisher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MetricsPublisher.class);

  private final MetricSink sink;
  private final List<Metric.Group> groups;
  private boolean shown;
  private boolean complained;

  MetricsPublisher(MetricSink sink, List<Metric.Group> groups) {
    this.sink = sink;
    this.groups = groups;
    refresh();
  }

  /**
   * Shows the metrics of a task in the registry of its worker, or as MBeans of our own on workers
   * before 4.1.
   *
   * @param connector the connector's name
   * @param task the task's number
   */
  public static MetricsPublisher of(
      SourceTaskContext context, String connector, int task, List<Metric.Group> groups) {
    return new MetricsPublisher(sink(context, connector, task), groups);
  }

  private static MetricSink sink(SourceTaskContext context, String connector, int task) {
    try {
      return PluginMetricsSink.of(context);
    } catch (NoSuchMethodError
        | NoClassDefFoundError
        | AbstractMethodError
        | UnsupportedOperationException olderWorker) {
      return new MBeanSink(ManagementFactory.getPlatformMBeanServer(), connector, task);
    }
  }

  /** Shows what could not be shown so far. */
  public void refresh() {
    if (shown) {
      return;
    }
    try {
      shown = sink.show(groups);
      if (!shown && !complained) {
        LOG.warn("The task has no metrics until an earlier run of it has ended in this worker");
        complained = true;
      }
    } catch (RuntimeException failed) {
      LOG.warn("The task has no metrics", failed);
      shown = true;
    }
  }

  @Override
  public void close() {
    shown = true;
    try {
      sink.close();
    } catch (RuntimeException failed) {
      LOG.warn("The task's metrics could not be taken away", failed);
    }
  }
}
