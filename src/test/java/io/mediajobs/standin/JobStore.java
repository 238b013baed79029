package io.mediajobs.standin;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The jobs by id, and for each tag in the order of creation. Safe for use by several threads. */
final class JobStore {

  /**
   * A place in a listing.
   *
   * @param creationTime whole seconds
   * @param id tells apart the jobs of one second; empty is before and {@link #LAST} after them all
   */
  record Position(Instant creationTime, String id) implements Comparable<Position> {

    static final String LAST = "\uffff";

    private static final Comparator<Position> ORDER =
        Comparator.comparing(Position::creationTime).thenComparing(Position::id);

    static Position of(Job job) {
      return new Position(job.creationTime(), job.id());
    }

    @Override
    public int compareTo(Position other) {
      return ORDER.compare(this, other);
    }
  }

  private final Map<String, Job> byId = new ConcurrentHashMap<>();
  private final Map<String, NavigableMap<Position, Job>> byTag = new ConcurrentHashMap<>();

  /** Takes a job in, in place of another with the same id. */
  void put(Job job) {
    Job old = byId.put(job.id(), job);
    if (old != null) {
      ofTag(old.tag()).remove(Position.of(old));
    }
    ofTag(job.tag()).put(Position.of(job), job);
  }

  /** The job with this id; null for none. */
  @Nullable Job find(String id) {
    return byId.get(id);
  }

  /** Every job, in no order. */
  List<Job> all() {
    return List.copyOf(byId.values());
  }

  /** The jobs of a tag, oldest first. */
  NavigableMap<Position, Job> ofTag(String tag) {
    return byTag.computeIfAbsent(tag, unused -> new ConcurrentSkipListMap<>());
  }
}
