package io.mediajobs.connect.metrics;

import java.util.List;

/** Where the metrics of a task are shown. */
interface MetricSink extends AutoCloseable {

  /**
   * Shows metrics until closed; all of them or none.
   *
   * @return false where others still stand in their place; worth another try later
   */
  boolean show(List<Metric.Group> groups);

  /** Takes away what is shown, and nothing that others have put in its place. */
  @Override
  void close();
}
