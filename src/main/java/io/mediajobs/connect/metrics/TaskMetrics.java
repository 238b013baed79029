package io.mediajobs.connect.metrics;

import io.mediajobs.job.JobSource;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.state.SourceFigures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.UnaryOperator;

/**
 * The newest figures of a task. The thread that polls puts them here as one unchangeable value
 * after each poll; any other reads that, and waits for nobody.
 */
public final class TaskMetrics {

  private record Figures(TaskFigures task, List<SourceFigures> sources) {}

  /** What stands for every value in the labels of several sources. */
  private static final String ALL = "all";

  /** So many sources are few. */
  private static final int FEW = 10;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final DoubleFunction<TaskFigures> task;
  private final NeededRate needed;
  private final List<SourcePoller> pollers;
  private final List<DiscoveryLog> logs;
  private final boolean perSource;
  private final InstantSource clock;
  private volatile Figures figures;

  /** When the figures of many sources are read again. */
  private Instant due = Instant.MIN;

  /**
   * Reads the figures of these pollers and of their task for the first time.
   *
   * @param task the figures of the task, of the requests a second that it needs
   * @param perSource whether each source has its own; else there are those of each bucket, and
   *     those of each tag
   */
  public TaskMetrics(
      DoubleFunction<TaskFigures> task,
      List<SourcePoller> pollers,
      NeededRate needed,
      boolean perSource,
      InstantSource clock) {
    this.perSource = perSource;
    this.task = task;
    this.needed = needed;
    this.pollers = List.copyOf(pollers);
    this.logs = pollers.stream().map(poller -> new DiscoveryLog()).toList();
    this.clock = clock;
    this.figures = read();
  }

  /**
   * Takes over the figures as they are now, those of many sources once a second at most, and logs
   * what is news for an operator.
   */
  public void update() {
    Instant time = clock.instant();
    if (pollers.size() > FEW && time.isBefore(due)) {
      return;
    }
    due = time.plus(PAUSE);
    needed.update(figures.sources(), i -> pollers.get(i).looks(time), time);
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
    if (perSource) {
      for (int i = 0; i < pollers.size(); i++) {
        int index = i;
        Map<String, String> labels = labels(pollers.get(i).source());
        groups.add(
            Metric.Group.of(
                labels, SourceMetrics.all(), () -> figures.sources().get(index), clock));
      }
    } else {
      together(one -> new JobSource(one.bucket(), one.region(), ALL, ALL, null, null), groups);
      together(one -> new JobSource(ALL, ALL, ALL, one.tag(), null, null), groups);
    }
    return groups;
  }

  /** Adds the figures of all sources that look alike in this way. */
  private void together(UnaryOperator<JobSource> likeness, List<Metric.Group> groups) {
    Map<JobSource, List<Integer>> members = new LinkedHashMap<>();
    for (int i = 0; i < pollers.size(); i++) {
      JobSource alike = likeness.apply(pollers.get(i).source());
      members.computeIfAbsent(alike, one -> new ArrayList<>()).add(i);
    }
    members.forEach(
        (alike, indexes) ->
            groups.add(
                Metric.Group.of(
                    labels(alike),
                    SourceMetrics.together(),
                    () -> indexes.stream().map(figures.sources()::get).toList(),
                    clock)));
  }

  /** What tells the metrics of one source from those of another, the region first. */
  static Map<String, String> labels(JobSource source) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("region", source.region());
    labels.putAll(source.parts());
    return labels;
  }

  private Figures read() {
    return new Figures(
        task.apply(needed.perSecond()), pollers.stream().map(SourcePoller::figures).toList());
  }
}
