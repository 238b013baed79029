package io.mediajobs.connect.metrics;

import io.mediajobs.connect.metrics.Metric.Gauge;
import java.util.List;

/** Reads what is published of a task. */
public final class Gauges {

  private Gauges() {}

  /** A figure of a group by its name. */
  public static double value(Metric.Group group, String name) {
    return group.gauges().stream()
        .filter(gauge -> gauge.name().equals(name))
        .map(Gauge::value)
        .findFirst()
        .orElseThrow(() -> new AssertionError("No metric " + name))
        .get()
        .doubleValue();
  }

  /** The tables of the documentation: every metric of a source, and every one of a task. */
  public static String markdown() {
    return table("Metrics of each source", SourceMetrics.all())
        + "\n\n"
        + table("Metrics of each task", TaskFigures.metrics());
  }

  private static <T> String table(String title, List<Metric<T>> metrics) {
    StringBuilder table = new StringBuilder("### " + title + "\n\n");
    table.append("| Name | Unit | Meaning |\n| --- | --- | --- |\n");
    for (Metric<T> metric : metrics) {
      String cells = "| `%s` | %s | %s |\n";
      table.append(cells.formatted(metric.name(), metric.unit(), metric.meaning()));
    }
    return table.toString().strip();
  }
}
