package io.mediajobs.connect.metrics;

import java.util.Set;
import java.util.TreeSet;

/** What the metrics of the connector are called in Prometheus, as monitoring.md says. */
public final class PrometheusNames {

  private static final String FAMILY =
      "(tracked-jobs|transitions|requests|questions)-[a-z]+(-total)?";

  private PrometheusNames() {}

  /** All of them. */
  public static Set<String> all() {
    Set<String> names = new TreeSet<>();
    SourceMetrics.all().forEach(metric -> names.add(ofSource(metric.name())));
    TaskFigures.metrics().forEach(metric -> names.add("mediajobs_task_" + plain(metric.name())));
    return names;
  }

  /** What a metric of a source is called; the state or outcome in its name is a label there. */
  private static String ofSource(String name) {
    return "mediajobs_" + plain(name.matches(FAMILY) ? name.replaceAll(FAMILY, "$1$2") : name);
  }

  private static String plain(String name) {
    return name.replace('-', '_');
  }
}
