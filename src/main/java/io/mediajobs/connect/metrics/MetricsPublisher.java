package io.mediajobs.connect.metrics;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metrics of a running task, shown where its worker can. They never fail the task. */
public final class MetricsPublisher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MetricsPublisher.class);

  /** Where the metrics of a task are shown. */
  interface Sink extends AutoCloseable {

    /** Shows metrics until closed, all or none; false where others still stand in their place. */
    boolean show(List<Metric.Group> groups);

    /** Takes away what is shown, and nothing that others have put in its place. */
    @Override
    void close();
  }

  private final Sink sink;
  private final List<Metric.Group> groups;
  private boolean shown;
  private boolean complained;

  MetricsPublisher(Sink sink, List<Metric.Group> groups) {
    this.sink = sink;
    this.groups = groups;
    refresh();
  }

  /** Shows a task's metrics in its worker's registry, or as MBeans of our own before 4.1. */
  public static MetricsPublisher of(
      SourceTaskContext context, String connector, int task, List<Metric.Group> groups) {
    return new MetricsPublisher(sink(context, connector, task), groups);
  }

  private static Sink sink(SourceTaskContext context, String connector, int task) {
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
