package io.mediajobs.connect.metrics;

import io.mediajobs.connect.config.TaskShare;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metrics of a running task, shown where its worker can. They never fail the task. */
public final class MetricsPublisher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MetricsPublisher.class);

  private final MetricSink sink;
  private final List<MetricGroup> groups;
  private boolean shown;
  private boolean complained;

  public MetricsPublisher(MetricSink sink, List<MetricGroup> groups) {
    this.sink = sink;
    this.groups = groups;
    refresh();
  }

  /**
   * The sink of a task: the registry of its worker, or MBeans of our own on workers before 4.1.
   *
   * @param properties the task's
   */
  public static MetricSink sink(SourceTaskContext context, Map<String, String> properties) {
    try {
      return PluginMetricsSink.of(context);
    } catch (NoSuchMethodError
        | NoClassDefFoundError
        | AbstractMethodError
        | UnsupportedOperationException olderWorker) {
      return new MBeanSink(
          ManagementFactory.getPlatformMBeanServer(),
          properties.getOrDefault("name", "media-jobs"),
          properties.getOrDefault(TaskShare.NUMBER, "0"));
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
