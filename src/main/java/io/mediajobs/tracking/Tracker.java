package io.mediajobs.tracking;

import io.mediajobs.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The tracked jobs of one source and when each is to be looked at again.
 *
 * <p>Not ended jobs wait in order of their due time. Ended jobs stay only as long as a listing may
 * show them again. Times are those of the caller; nothing here reads a clock.
 */
final class Tracker {

  /** A tracked job and what need not survive a restart. */
  private static final class Entry {
    private TrackedJob job;
    private Instant changedAt;
    private Instant answeredAt;
    private Instant dueAt;
    private int missing;

    private Entry(TrackedJob job, Instant changedAt, Instant dueAt) {
      this.job = job;
      this.changedAt = changedAt;
      this.answeredAt = Instant.MIN;
      this.dueAt = dueAt;
    }
  }

  /** In the order of discovery, which is nearly that of creation, so that sorting them is cheap. */
  private final Map<JobId, Entry> entries = new LinkedHashMap<>();

  private final TreeSet<Entry> due =
      new TreeSet<>(
          Comparator.<Entry, Instant>comparing(e -> e.dueAt).thenComparing(e -> e.job.id()));
  private final TreeSet<TrackedJob> ended =
      new TreeSet<>(Comparator.comparing(TrackedJob::creationTime).thenComparing(TrackedJob::id));

  /** As they were counted last; null since the jobs have changed. */
  private @Nullable TrackedCounts counts;

  /** Tracks these jobs, each due at once. */
  Tracker(List<TrackedJob> jobs, Instant now) {
    for (TrackedJob job : jobs) {
      add(job, now, now);
    }
  }

  @Nullable TrackedJob get(JobId id) {
    Entry entry = entries.get(id);
    return entry == null ? null : entry.job;
  }

  int size() {
    return entries.size();
  }

  /** The jobs that have not ended. */
  int active() {
    return entries.size() - ended.size();
  }

  List<TrackedJob> jobs() {
    List<TrackedJob> jobs = new ArrayList<>(entries.size());
    for (Entry entry : entries.values()) {
      jobs.add(entry.job);
    }
    return jobs;
  }

  /** The jobs by their states; costs little where no job has changed. */
  TrackedCounts counts() {
    if (counts == null) {
      counts = TrackedCounts.of(() -> entries.values().stream().map(entry -> entry.job).iterator());
    }
    return counts;
  }

  /** Whether an answer to a question asked then is older than what another answer told since. */
  boolean knowsNewer(JobId id, Instant askedAt) {
    Entry entry = entries.get(id);
    return entry != null && entry.answeredAt.isAfter(askedAt);
  }

  /** Whether an answer since then has told of a job; also true for one that is not tracked. */
  boolean answeredSince(JobId id, Instant time) {
    Entry entry = entries.get(id);
    return entry == null || entry.answeredAt.isAfter(time);
  }

  /** Puts in what is known of a job after a change, first sight included. */
  void changed(TrackedJob job, PollSettings settings, Instant now) {
    counts = null;
    Entry entry = entries.get(job.id());
    if (entry == null) {
      entry = add(job, now, now.plus(settings.refreshInterval()));
    } else {
      due.remove(entry);
      ended.remove(entry.job);
      entry.job = job;
      entry.changedAt = now;
      entry.dueAt = now.plus(settings.refreshInterval());
      file(entry);
    }
    entry.answeredAt = now;
    entry.missing = 0;
  }

  /** Notes that a job was seen and is as it was. */
  void unchanged(JobId id, PollSettings settings, Instant now) {
    Entry entry = entries.get(id);
    if (entry != null) {
      entry.answeredAt = now;
      entry.missing = 0;
      later(entry, now.plus(settings.refreshAfter(Duration.between(entry.changedAt, now))));
    }
  }

  /**
   * Notes that a look-up did not find a job.
   *
   * @return how many times in a row
   */
  int missing(JobId id, PollSettings settings, Instant now) {
    Entry entry = entries.get(id);
    if (entry == null) {
      return 0;
    }
    entry.answeredAt = now;
    later(entry, now.plus(settings.refreshInterval()));
    return ++entry.missing;
  }

  /**
   * Takes jobs that are due, longest overdue first, so that no job is asked for twice at once: they
   * are due again when an answer or {@link #makeDue} says so. Once one job is due, those that would
   * be soon fill up the request.
   *
   * @param soon up to here jobs count as due once any is due now
   */
  List<JobId> takeDue(int most, Instant now, Instant soon) {
    List<JobId> taken = new ArrayList<>();
    if (due.isEmpty() || due.first().dueAt.isAfter(now)) {
      return taken;
    }
    while (taken.size() < most && !due.isEmpty() && !due.first().dueAt.isAfter(soon)) {
      Entry entry = due.first();
      later(entry, Instant.MAX);
      taken.add(entry.job.id());
    }
    return taken;
  }

  /** How many jobs are due up to a time; counts no further than asked. */
  int countDue(Instant soon, int atMost) {
    int count = 0;
    for (Entry entry : due) {
      if (count == atMost || entry.dueAt.isAfter(soon)) {
        break;
      }
      count++;
    }
    return count;
  }

  /** The creation time of the oldest job that is due up to a time; null where none is. */
  @Nullable Instant oldestDue(Instant soon) {
    Instant oldest = null;
    for (Entry entry : due) {
      if (entry.dueAt.isAfter(soon)) {
        break;
      }
      Instant creation = entry.job.creationTime();
      oldest = oldest == null || creation.isBefore(oldest) ? creation : oldest;
    }
    return oldest;
  }

  /** The jobs that have not ended and were created then or later. */
  Set<JobId> activeFrom(Instant creation) {
    Set<JobId> ids = new HashSet<>();
    for (Entry entry : due) {
      if (!entry.job.creationTime().isBefore(creation)) {
        ids.add(entry.job.id());
      }
    }
    return ids;
  }

  /** Makes jobs due at a time of choice. */
  void makeDue(Collection<JobId> ids, Instant at) {
    for (JobId id : ids) {
      Entry entry = entries.get(id);
      if (entry != null) {
        later(entry, at);
      }
    }
  }

  /** When the next look is due; null where no job is left to look at. */
  @Nullable Instant nextDue() {
    return due.isEmpty() ? null : due.first().dueAt;
  }

  /** Forgets ended jobs created before this time: no listing shows them again. */
  void forgetEndedBefore(Instant creation) {
    while (!ended.isEmpty() && ended.first().creationTime().isBefore(creation)) {
      counts = null;
      TrackedJob job = ended.first();
      ended.remove(job);
      entries.remove(job.id());
    }
  }

  private Entry add(TrackedJob job, Instant changedAt, Instant dueAt) {
    Entry entry = new Entry(job, changedAt, dueAt);
    entries.put(job.id(), entry);
    file(entry);
    return entry;
  }

  private void file(Entry entry) {
    if (entry.job.state().ended()) {
      ended.add(entry.job);
    } else {
      due.add(entry);
    }
  }

  private void later(Entry entry, Instant dueAt) {
    if (due.remove(entry)) {
      entry.dueAt = dueAt;
      due.add(entry);
    }
  }
}
