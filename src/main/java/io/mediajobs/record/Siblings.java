package io.mediajobs.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Numbers siblings, but only those that have a namesake. To be asked in document order. */
final class Siblings {

  private final Map<String, Count> counts;

  private Siblings(Map<String, Count> counts) {
    this.counts = counts;
  }

  static <T> Siblings of(List<T> siblings, Function<T, String> name) {
    Map<String, Count> counts = new HashMap<>(siblings.size() * 2);
    for (T sibling : siblings) {
      counts.computeIfAbsent(name.apply(sibling), any -> new Count()).total++;
    }
    return new Siblings(counts);
  }

  /** The 1-based number of the next sibling of this name; 0 where it is the only one. */
  int next(String name) {
    Count count = counts.get(name);
    return count == null || count.total == 1 ? 0 : ++count.seen;
  }

  private static final class Count {
    private int total;
    private int seen;
  }
}
