package io.mediajobs.job;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The queues of a bucket.
 *
 * @param byPath their ids, by the path that lists them, {@code /queue} and so on
 */
public record JobQueues(Map<String, NavigableSet<String>> byPath) {

  /** The queues of a bucket that has none. */
  public static final JobQueues NONE = new JobQueues(Map.of());

  /** Makes copies that can't be changed. */
  public JobQueues {
    Map<String, NavigableSet<String>> copy = new TreeMap<>();
    byPath.forEach(
        (path, ids) -> copy.put(path, Collections.unmodifiableNavigableSet(new TreeSet<>(ids))));
    byPath = Collections.unmodifiableMap(copy);
  }

  /** The ids of the queues that jobs of a tag can be in, sorted. */
  public NavigableSet<String> of(String tag) {
    NavigableSet<String> ids = new TreeSet<>();
    for (String path : JobTags.queuePaths(tag)) {
      ids.addAll(ids(path));
    }
    return ids;
  }

  /** What two looks agree on; of that in which they differ, what these have. */
  JobQueues agreed(JobQueues one, JobQueues other) {
    Map<String, NavigableSet<String>> agreed = new TreeMap<>();
    for (String path : agreed(byPath.keySet(), one.byPath.keySet(), other.byPath.keySet())) {
      agreed.put(path, agreed(ids(path), one.ids(path), other.ids(path)));
    }
    return new JobQueues(agreed);
  }

  /** Of sets before and in two looks: what both looks have, and what one has as before. */
  static <T extends Comparable<T>> NavigableSet<T> agreed(Set<T> before, Set<T> one, Set<T> other) {
    NavigableSet<T> agreed = new TreeSet<>(one);
    agreed.addAll(other);
    agreed.removeIf(
        each -> !(one.contains(each) && other.contains(each)) && !before.contains(each));
    return agreed;
  }

  private NavigableSet<String> ids(String path) {
    return byPath.getOrDefault(path, Collections.emptyNavigableSet());
  }

  /** Every id, sorted. */
  NavigableSet<String> all() {
    NavigableSet<String> ids = new TreeSet<>();
    byPath.values().forEach(ids::addAll);
    return ids;
  }

  /** The ids that these have and the others do not, sorted. */
  NavigableSet<String> without(JobQueues others) {
    NavigableSet<String> ids = all();
    ids.removeAll(others.all());
    return ids;
  }
}
