package io.mediajobs.connect.metrics;

import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.state.SourceFigures;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The newest figures of a task. The thread that polls puts them here as one unchangeable value
 * after each poll; any other reads that, and waits for nobody.
 */
public final class TaskMetrics {

  private record Figures(TaskFigures task, List<SourceFigures> sources) {}

  private final Supplier<TaskFigures> task;
  private final List<SourcePoller> pollers;
  private final List<DiscoveryLog> logs;
  private final InstantSource clock;
  private volatile Figures figures;

  /**
   * The figures of these pollers and of their task.
   *
   * @param task the task's figures as they are now
   */
  public TaskMetrics(Supplier<TaskFigures> task, List<SourcePoller> pollers, InstantSource clock) {
    this.task = task;
    this.pollers = List.copyOf(pollers);
    this.logs = pollers.stream().map(poller -> new DiscoveryLog()).toList();
    this.clock = clock;
    this.figures = read();
  }

  /** Takes over the figures as they are now, and logs what is news for an operator. */
  public void update() {
    Figures now = read();
    figures = now;
    for (int i = 0; i < logs.size(); i++) {
      logs.get(i).report(now.sources().get(i), clock.instant());
    }
  }

  /** What to publish: the gauges of the task, then those of each source. */
  public List<MetricGroup> groups() {
    List<MetricGroup> groups = new ArrayList<>();
    groups.add(group(Map.of(), TaskFigures.metrics(), () -> figures.task()));
    for (int i = 0; i < pollers.size(); i++) {
      int index = i;
      groups.add(
          group(
              SourceMetrics.labels(pollers.get(i).source()),
              SourceMetrics.all(),
              () -> figures.sources().get(index)));
    }
    return groups;
  }

  private <T> MetricGroup group(
      Map<String, String> labels, List<Metric<T>> metrics, Supplier<T> newest) {
    List<MetricGroup.Gauge> gauges = new ArrayList<>();
    for (Metric<T> metric : metrics) {
      gauges.add(
          new MetricGroup.Gauge(
              metric.name(),
              metric.meaning(),
              () -> metric.value().apply(newest.get(), clock.instant())));
    }
    return new MetricGroup(labels, gauges);
  }

  private Figures read() {
    return new Figures(task.get(), pollers.stream().map(SourcePoller::figures).toList());
  }
}
