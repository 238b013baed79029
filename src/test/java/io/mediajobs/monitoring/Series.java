package io.mediajobs.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A line of a panel.
 *
 * @param points values by time, in seconds; what is no number is left out
 */
public record Series(String name, NavigableMap<Long, Double> points) {

  double newest() {
    return points.isEmpty() ? 0 : points.lastEntry().getValue();
  }

  double highest() {
    return points.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  /** Each on top of those before it. */
  static List<Series> stacked(List<Series> series) {
    NavigableMap<Long, Double> below = new TreeMap<>();
    List<Series> stacked = new ArrayList<>();
    for (Series one : series) {
      NavigableMap<Long, Double> sums = new TreeMap<>();
      one.points.forEach((time, value) -> sums.put(time, below.merge(time, value, Double::sum)));
      stacked.add(new Series(one.name, sums));
    }
    return stacked;
  }
}
