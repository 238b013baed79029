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

  /** In the order of discovery, which is nearly that of creation, so that sorting them is cheap. */
  private final Map<JobId, TrackerEntry> entries = new LinkedHashMap<>();

  private final TreeSet<TrackerEntry> due =
      new TreeSet<>(
          Comparator.<TrackerEntry, Instant>comparing(e -> e.dueAt).thenComparing(e -> e.job.id()));
  private final TreeSet<TrackedJob> ended =
      new TreeSet<>(Comparator.comparing(TrackedJob::creationTime).thenComparing(TrackedJob::id));

  /** As they were counted last; null since the jobs have changed. */
  private @Nullable TrackedCounts counts;

  private Instant changedAt;

  /** Tracks these jobs, each due at once. */
  Tracker(List<TrackedJob> jobs, Instant now) {
    changedAt = now;
    for (TrackedJob job : jobs) {
      add(job, now, now);
    }
  }

  @Nullable TrackedJob get(JobId id) {
    TrackerEntry entry = entries.get(id);
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
    return entries.values().stream().map(entry -> entry.job).toList();
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
    TrackerEntry entry = entries.get(id);
    return entry != null && entry.answeredAt.isAfter(askedAt);
  }

  /** Whether an answer since then has told of a job; also true for one that is not tracked. */
  boolean answeredSince(JobId id, Instant time) {
    TrackerEntry entry = entries.get(id);
    return entry == null || entry.answeredAt.isAfter(time);
  }

  /** Puts in what is known of a job after a change, first sight included. */
  void changed(TrackedJob job, PollSettings settings, Instant now) {
    counts = null;
    TrackerEntry entry = entries.get(job.id());
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
    changedAt = now;
  }

  /** When any job changed last, or was new; before that, the start. */
  Instant changedAt() {
    return changedAt;
  }

  /** Notes that a job was seen and is as it was. */
  void unchanged(JobId id, PollSettings settings, Instant now) {
    TrackerEntry entry = entries.get(id);
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
    TrackerEntry entry = entries.get(id);
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
      TrackerEntry entry = due.first();
      later(entry, Instant.MAX);
      taken.add(entry.job.id());
    }
    return taken;
  }

  /** How many jobs are due up to a time; counts no further than asked. */
  int countDue(Instant soon, int atMost) {
    int count = 0;
    for (TrackerEntry entry : due) {
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
    for (TrackerEntry entry : due) {
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
    for (TrackerEntry entry : due) {
      if (!entry.job.creationTime().isBefore(creation)) {
        ids.add(entry.job.id());
      }
    }
    return ids;
  }

  /** Makes jobs due at a time of choice. */
  void makeDue(Collection<JobId> ids, Instant at) {
    for (JobId id : ids) {
      TrackerEntry entry = entries.get(id);
      if (entry != null) {
        later(entry, at);
      }
    }
  }

  /**
   * Lets jobs wait until the newest answer that told of them is so old.
   *
   * @param since only jobs of which no answer has told after this time
   */
  void postpone(Instant since, Duration age) {
    for (TrackerEntry entry : List.copyOf(due)) {
      Instant at = entry.answeredAt.plus(age);
      if (!entry.answeredAt.isAfter(since) && entry.dueAt.isBefore(at)) {
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

  private TrackerEntry add(TrackedJob job, Instant changedAt, Instant dueAt) {
    TrackerEntry entry = new TrackerEntry(job, changedAt, dueAt);
    entries.put(job.id(), entry);
    file(entry);
    return entry;
  }

  private void file(TrackerEntry entry) {
    if (entry.job.state().ended()) {
      ended.add(entry.job);
    } else {
      due.add(entry);
    }
  }

  private void later(TrackerEntry entry, Instant dueAt) {
    if (due.remove(entry)) {
      entry.dueAt = dueAt;
      due.add(entry);
    }
  }
}
