package io.mediajobs.tracking.tracked;

import io.mediajobs.tracking.state.TrackedCounts;
import io.mediajobs.tracking.state.TrackedCounts.Group;
import io.mediajobs.tracking.state.TrackedJob;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The tracked jobs of a source in groups, each by creation time: so how many there are, and which
 * are the oldest and the newest, costs the same however many are tracked.
 */
final class JobGroups {

  /** Those that have not ended, by the names of their states; no group is empty. */
  private final Map<String, Creations> active = new HashMap<>();

  private final Creations watched = new Creations();

  private final TreeSet<TrackedJob> ended = new TreeSet<>(TrackedJob.BY_CREATION);

  private int listedOnly;

  /** As they were counted last; null since the jobs have changed. */
  private @Nullable TrackedCounts counts;

  /** Puts a job into its group. */
  void add(TrackerEntry entry) {
    TrackedJob job = entry.job;
    counts = null;
    listedOnly += entry.isListedOnly() ? 1 : 0;
    switch (job.phase()) {
      case ACTIVE ->
          active
              .computeIfAbsent(job.state().name(), state -> new Creations())
              .add(job.creationTime());
      case WATCHED -> watched.add(job.creationTime());
      case ENDED -> ended.add(job);
    }
  }

  /** Takes a job out of its group, before anything of it changes. */
  void remove(TrackerEntry entry) {
    TrackedJob job = entry.job;
    counts = null;
    listedOnly -= entry.isListedOnly() ? 1 : 0;
    switch (job.phase()) {
      case ACTIVE ->
          active.computeIfPresent(
              job.state().name(), (state, jobs) -> jobs.remove(job.creationTime()));
      case WATCHED -> watched.remove(job.creationTime());
      case ENDED -> ended.remove(job);
    }
  }

  /** How many jobs there are of each group. */
  TrackedCounts counts() {
    if (counts == null) {
      Map<String, Group> groups = new TreeMap<>();
      active.forEach((state, jobs) -> groups.put(state, new Group(jobs.size, jobs.oldest())));
      counts = new TrackedCounts(groups, watched.size + ended.size(), listedOnly);
    }
    return counts;
  }

  /** The jobs that have ended and were created before a time, from the oldest on. */
  List<TrackedJob> endedBefore(Instant time) {
    return ended.stream().takeWhile(job -> job.creationTime().isBefore(time)).toList();
  }

  /** How many jobs were created after a time; counts no further than one more than this. */
  int createdAfter(Instant time, int most) {
    int count = watched.from(time, false, most + 1);
    for (Creations jobs : active.values()) {
      count += jobs.from(time, false, most + 1);
    }
    var newest = ended.descendingIterator();
    while (count <= most && newest.hasNext() && newest.next().creationTime().isAfter(time)) {
      count++;
    }
    return Math.min(count, most + 1);
  }

  /** How many jobs that have not ended were created then or later; counts no further than this. */
  int activeFrom(Instant time, int most) {
    int count = 0;
    for (Creations jobs : active.values()) {
      count += jobs.from(time, true, most);
    }
    return Math.min(count, most);
  }

  /** How many jobs were created when. */
  private static final class Creations {

    private final TreeMap<Instant, Integer> jobs = new TreeMap<>();
    private int size;

    void add(Instant creation) {
      jobs.merge(creation, 1, Integer::sum);
      size++;
    }

    /** Takes out a job that is here; null where it was the last. */
    @Nullable Creations remove(Instant creation) {
      jobs.computeIfPresent(creation, (time, count) -> count == 1 ? null : count - 1);
      size--;
      return size == 0 ? null : this;
    }

    Instant oldest() {
      return jobs.firstKey();
    }

    /** How many are from then on; counts on until there are so many. */
    int from(Instant time, boolean included, int enough) {
      int count = 0;
      for (int more : jobs.tailMap(time, included).values()) {
        count += more;
        if (count >= enough) {
          break;
        }
      }
      return count;
    }
  }
}
