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

/** Jobs in the order in which they are to be looked at. */
public final class DueJobs {

  private final TreeSet<TrackerEntry> entries =
      new TreeSet<>(
          Comparator.<TrackerEntry, Instant>comparing(e -> e.dueAt).thenComparing(e -> e.job.id()));

  public void add(TrackerEntry entry) {
    entries.add(entry);
  }

  void remove(TrackerEntry entry) {
    entries.remove(entry);
  }

  int size() {
    return entries.size();
  }

  /** The one that is due last; there must be one. */
  TrackerEntry last() {
    return entries.last();
  }

  /** Moves a job that is here; does nothing for one that is not. */
  void move(TrackerEntry entry, Instant dueAt) {
    if (entries.remove(entry)) {
      entry.dueAt = dueAt;
      entries.add(entry);
    }
  }

  /** When the first is due; null where there is none. */
  public @Nullable Instant first() {
    return entries.isEmpty() ? null : entries.first().dueAt;
  }

  /** When so many are due; null where there are fewer. */
  @Nullable Instant due(int count) {
    int left = count;
    for (TrackerEntry entry : entries) {
      if (--left == 0) {
        return entry.dueAt;
      }
    }
    return null;
  }

  /** Takes the first that are due up to a time, which then are due at no time. */
  public List<JobId> take(int most, Instant until) {
    List<JobId> taken = new ArrayList<>();
    while (taken.size() < most && !entries.isEmpty() && !entries.first().dueAt.isAfter(until)) {
      TrackerEntry entry = entries.first();
      move(entry, Instant.MAX);
      taken.add(entry.job.id());
    }
    return taken;
  }

  /** The creation times of those that are due up to a time, in the order in which they are due. */
  public List<Instant> creations(Instant until) {
    List<Instant> creations = new ArrayList<>();
    for (TrackerEntry entry : entries) {
      if (entry.dueAt.isAfter(until)) {
        break;
      }
      creations.add(entry.job.creationTime());
    }
    return creations;
  }

  /** The creation times of those created then or later, in order. */
  public List<Instant> createdFrom(Instant time) {
    return entries.stream()
        .map(entry -> entry.job.creationTime())
        .filter(created -> !created.isBefore(time))
        .sorted()
        .toList();
  }

  /** Takes those that were created from one time to another, both included. */
  public Set<JobId> takeCreated(Instant from, Instant to) {
    Set<JobId> taken = new HashSet<>();
    for (TrackerEntry entry : List.copyOf(entries)) {
      Instant created = entry.job.creationTime();
      if (!created.isBefore(from) && !created.isAfter(to)) {
        move(entry, Instant.MAX);
        taken.add(entry.job.id());
      }
    }
    return taken;
  }

  /** Lets those of which no answer has told since then wait until that answer is so old. */
  public void postpone(Instant since, Duration age) {
    for (TrackerEntry entry : List.copyOf(entries)) {
      Instant at = entry.answeredAt.plus(age);
      if (!entry.answeredAt.isAfter(since) && entry.dueAt.isBefore(at)) {
        move(entry, at);
      }
    }
  }
}
