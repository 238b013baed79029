package io.mediajobs.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Numbers siblings, but only those that have a namesake. To be asked in document order. */
final class SiblingIndex {

  /** Siblings none of which has a namesake. */
  static final SiblingIndex ALONE = new SiblingIndex(null);

  private final @Nullable Map<String, Count> counts;

  private SiblingIndex(@Nullable Map<String, Count> counts) {
    this.counts = counts;
  }

  static <T> SiblingIndex of(List<T> siblings, Function<T, String> name) {
    if (!haveNamesakes(siblings, name)) {
      return ALONE;
    }
    Map<String, Count> counts = new HashMap<>(siblings.size() * 2);
    for (T sibling : siblings) {
      counts.computeIfAbsent(name.apply(sibling), any -> new Count()).total++;
    }
    return new SiblingIndex(counts);
  }

  /** The 1-based number of the next sibling of this name; 0 where it is the only one. */
  int next(String name) {
    Count count = counts == null ? null : counts.get(name);
    return count == null || count.total == 1 ? 0 : ++count.seen;
  }

  /** Most have none, and then nothing needs counting. */
  private static <T> boolean haveNamesakes(List<T> siblings, Function<T, String> name) {
    if (siblings.size() < 2) {
      return false;
    }
    String[] names = new String[2 * Integer.highestOneBit(2 * siblings.size())];
    for (T sibling : siblings) {
      String next = name.apply(sibling);
      int place = next.hashCode() & (names.length - 1);
      while (names[place] != null) {
        if (names[place].equals(next)) {
          return true;
        }
        place = (place + 1) & (names.length - 1);
      }
      names[place] = next;
    }
    return false;
  }

  private static final class Count {
    private int total;
    private int seen;
  }
}
