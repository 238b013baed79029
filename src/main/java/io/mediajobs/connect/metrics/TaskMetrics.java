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

  /** Reads the figures of these pollers and of their task for the first time. */
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
  public List<Metric.Group> groups() {
    List<Metric.Group> groups = new ArrayList<>();
    groups.add(Metric.Group.of(Map.of(), TaskFigures.metrics(), () -> figures.task(), clock));
    for (int i = 0; i < pollers.size(); i++) {
      int index = i;
      Map<String, String> labels = SourceMetrics.labels(pollers.get(i).source());
      groups.add(
          Metric.Group.of(labels, SourceMetrics.all(), () -> figures.sources().get(index), clock));
    }
    return groups;
  }

  private Figures read() {
    return new Figures(task.get(), pollers.stream().map(SourcePoller::figures).toList());
  }
}
