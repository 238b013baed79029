package io.mediajobs.tracking;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private final DueJobs due = new DueJobs();
  private final TreeSet<TrackedJob> ended =
      new TreeSet<>(Comparator.comparing(TrackedJob::creationTime).thenComparing(TrackedJob::id));

  private final RefreshTimes times = new RefreshTimes();

  /** As they were counted last; null since the jobs have changed. */
  private @Nullable TrackedCounts counts;

  private Instant changedAt;

  /** Tracks these jobs, each due at once. */
  Tracker(List<TrackedJob> jobs, Instant now) {
    changedAt = now;
    for (TrackedJob job : jobs) {
      TrackerEntry entry = new TrackerEntry(job, now, now);
      entries.put(job.id(), entry);
      file(entry);
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

  /** What is learned of how long jobs take. */
  RefreshTimes times() {
    return times;
  }

  /**
   * Puts in what is known of a job after a change, first sight included.
   *
   * @param seen the job as it was seen; null where it was not
   */
  void changed(TrackedJob job, @Nullable JobDetail seen, PollSettings settings, Instant now) {
    counts = null;
    TrackerEntry entry = entries.get(job.id());
    if (entry == null) {
      entry = new TrackerEntry(job, now, now);
      entries.put(job.id(), entry);
    } else {
      due.remove(entry);
      ended.remove(entry.job);
      entry.since = entry.job.state().equals(job.state()) ? entry.since : null;
      entry.job = job;
      entry.changedAt = now;
    }
    answered(entry, seen, now);
    entry.dueAt = times.next(entry, settings, now);
    file(entry);
    changedAt = now;
  }

  /** When any job changed last, or was new; before that, the start. */
  Instant changedAt() {
    return changedAt;
  }

  /**
   * Notes that a job is as it was.
   *
   * @param seen the job as it was seen; null where it could not be read
   */
  void unchanged(JobId id, @Nullable JobDetail seen, PollSettings settings, Instant now) {
    TrackerEntry entry = entries.get(id);
    if (entry != null) {
      answered(entry, seen, now);
      due.move(entry, times.next(entry, settings, now));
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
    due.move(entry, now.plus(settings.refreshInterval()));
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
    Instant first = due.first();
    return first == null || first.isAfter(now) ? List.of() : due.take(most, soon);
  }

  /** Makes jobs due at a time of choice. */
  void makeDue(Collection<JobId> ids, Instant at) {
    for (JobId id : ids) {
      TrackerEntry entry = entries.get(id);
      if (entry != null) {
        due.move(entry, at);
      }
    }
  }

  /** The jobs that have not ended, by when they are due. */
  DueJobs due() {
    return due;
  }

  /** When the next look is due; null where no job is left to look at. */
  @Nullable Instant nextDue() {
    return due.first();
  }

  /** Forgets ended jobs created from then on but before this time: no listing shows them again. */
  void forgetEnded(Instant from, Instant before) {
    List<TrackedJob> past =
        ended.stream().takeWhile(job -> job.creationTime().isBefore(before)).toList();
    for (TrackedJob job : past) {
      if (!job.creationTime().isBefore(from)) {
        counts = null;
        ended.remove(job);
        entries.remove(job.id());
      }
    }
  }

  private void answered(TrackerEntry entry, @Nullable JobDetail seen, Instant now) {
    entry.answeredAt = now;
    entry.missing = 0;
    if (entry.since == null && seen != null) {
      entry.since = times.since(entry.job, seen, now);
    }
  }

  private void file(TrackerEntry entry) {
    if (entry.job.state().ended()) {
      ended.add(entry.job);
    } else {
      due.add(entry);
    }
  }
}
