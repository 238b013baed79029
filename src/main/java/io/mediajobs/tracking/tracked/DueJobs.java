package io.mediajobs.tracking.tracked;

import io.mediajobs.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Jobs in the order in which they are to be looked at; those that are asked for come last. */
final class DueJobs {

  private final TreeSet<TrackerEntry> entries =
      new TreeSet<>(
          Comparator.<TrackerEntry, Instant>comparing(
                  entry -> entry.dueAt == null ? Instant.MAX : entry.dueAt)
              .thenComparing(entry -> entry.job.id()));

  /**
   * Puts in a job that is not here.
   *
   * @param dueAt when it is due; null while it is asked for
   */
  void add(TrackerEntry entry, @Nullable Instant dueAt) {
    entry.dueAt = dueAt;
    entries.add(entry);
  }

  /** Takes out a job; returns whether it was here. */
  boolean remove(TrackerEntry entry) {
    return entries.remove(entry);
  }

  int size() {
    return entries.size();
  }

  /** Takes out the job that is due last; there must be one. */
  TrackerEntry removeLast() {
    TrackerEntry last = entries.last();
    entries.remove(last);
    return last;
  }

  /** When the first job is due; null where none is. */
  @Nullable Instant first() {
    return entries.isEmpty() ? null : entries.first().dueAt;
  }

  /** When so many jobs are due; null where fewer are. */
  @Nullable Instant due(int count) {
    int left = count;
    for (TrackerEntry entry : entries) {
      if (--left == 0) {
        return entry.dueAt;
      }
    }
    return null;
  }

  /** Takes the first jobs that are due up to a time; they are asked for from then on. */
  List<JobId> take(int most, Instant until) {
    List<JobId> taken = new ArrayList<>();
    while (taken.size() < most && !entries.isEmpty() && isDue(entries.first(), until)) {
      taken.add(ask(entries.first()));
    }
    return taken;
  }

  /**
   * Takes the first job, whenever it is due, and even if it is asked for; null where there is none.
   */
  @Nullable JobId takeFirst() {
    return entries.isEmpty() ? null : ask(entries.first());
  }

  /** The creation times of those that are due up to a time, in the order in which they are due. */
  List<Instant> creations(Instant until) {
    return entries.stream()
        .takeWhile(entry -> isDue(entry, until))
        .map(entry -> entry.job.creationTime())
        .toList();
  }

  /** The creation times of those created then or later, in order. */
  List<Instant> createdFrom(Instant time) {
    return entries.stream()
        .map(entry -> entry.job.creationTime())
        .filter(created -> !created.isBefore(time))
        .sorted()
        .toList();
  }

  /** Takes those that were created from one time to another, both included; null for no end. */
  Set<JobId> takeCreated(Instant from, @Nullable Instant to) {
    Set<JobId> taken = new HashSet<>();
    for (TrackerEntry entry : List.copyOf(entries)) {
      Instant created = entry.job.creationTime();
      if (!created.isBefore(from) && (to == null || !created.isAfter(to))) {
        taken.add(ask(entry));
      }
    }
    return taken;
  }

  /** Lets those of which no answer has told since then wait until that answer is so old. */
  void postpone(Instant since, Duration age) {
    for (TrackerEntry entry : List.copyOf(entries)) {
      Instant at = entry.answeredAt.plus(age);
      boolean sooner = entry.dueAt != null && entry.dueAt.isBefore(at);
      if (sooner && !entry.answeredAt.isAfter(since)) {
        entries.remove(entry);
        add(entry, at);
      }
    }
  }

  private JobId ask(TrackerEntry entry) {
    entries.remove(entry);
    add(entry, null);
    return entry.job.id();
  }

  private static boolean isDue(TrackerEntry entry, Instant at) {
    return entry.dueAt != null && !entry.dueAt.isAfter(at);
  }
}
