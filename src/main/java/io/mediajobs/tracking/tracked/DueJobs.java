package io.mediajobs.tracking.tracked;

import io.mediajobs.job.JobId;
import io.mediajobs.tracking.state.CreationTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Jobs in the order in which they are to be looked at; those that are asked for come last. */
final class DueJobs {

  private final TreeSet<TrackerEntry> entries =
      new TreeSet<>(
          Comparator.<TrackerEntry, Instant>comparing(entry -> entry.dueAt)
              .thenComparing(entry -> entry.job.id()));

  /** The creation times of those of which it is a guess when they are due, and their number. */
  private final TreeMap<Instant, Integer> guessed = new TreeMap<>();

  private final IdentityHashMap<TrackerEntry, Instant> guesses = new IdentityHashMap<>();

  /** What it has does not count as due. */
  private NextPage page = NextPage.NONE;

  /** Leaves to discovery's next page what it shows soon enough, in place of an earlier one. */
  void leaveTo(NextPage next) {
    page = next;
  }

  /**
   * Puts in a job that is not here.
   *
   * @param dueAt when it is due; {@link Instant#MAX} while it is asked for
   */
  void add(TrackerEntry entry, Instant dueAt) {
    entry.dueAt = dueAt;
    entries.add(entry);
    if (entry.isGuess) {
      Instant created = entry.job.creationTime();
      guesses.put(entry, created);
      guessed.merge(created, 1, Integer::sum);
    }
  }

  /** Takes out a job; returns whether it was here. */
  boolean remove(TrackerEntry entry) {
    Instant created = guesses.remove(entry);
    if (created != null) {
      guessed.computeIfPresent(created, (time, count) -> count == 1 ? null : count - 1);
    }
    return entries.remove(entry);
  }

  int size() {
    return entries.size();
  }

  /** Takes out the job that is due last; there must be one. */
  TrackerEntry removeLast() {
    TrackerEntry last = entries.last();
    remove(last);
    return last;
  }

  /** When the first job is due as of now; {@link Instant#MAX} where none is. */
  Instant first(Instant now) {
    return entries.stream()
        .filter(entry -> !page.has(entry, now))
        .findFirst()
        .map(entry -> entry.dueAt)
        .orElse(Instant.MAX);
  }

  /** When to ask again whether a job is due; {@link Instant#MAX} where none will be. */
  Instant next() {
    Instant next = Instant.MAX;
    for (TrackerEntry entry : entries) {
      if (!page.shows(entry)) {
        return CreationTimes.earlier(next, entry.dueAt);
      }
      next = next.equals(Instant.MAX) ? CreationTimes.later(entry.dueAt, page.until()) : next;
    }
    return next;
  }

  /** When so many jobs are due; {@link Instant#MAX} where fewer are. */
  Instant due(int count) {
    return entries.stream()
        .skip(count - 1L)
        .findFirst()
        .map(entry -> entry.dueAt)
        .orElse(Instant.MAX);
  }

  /** Takes the first jobs that are due up to a time; they are asked for from then on. */
  List<JobId> take(int most, Instant until, Instant now) {
    return due(until).filter(entry -> !page.has(entry, now)).limit(most).toList().stream()
        .map(this::ask)
        .toList();
  }

  /** Takes the first job, be it due or asked for or not; null where there is none. */
  @Nullable JobId takeFirst() {
    return entries.isEmpty() ? null : ask(entries.first());
  }

  /** The creation times of those that are due up to a time, in the order in which they are due. */
  List<Instant> creations(Instant until, Instant now) {
    return due(until)
        .filter(entry -> !page.has(entry, now))
        .map(entry -> entry.job.creationTime())
        .toList();
  }

  /**
   * Creation time of the oldest that is due up to a time, left to a page or not, and was created at
   * a second or later; null for none.
   */
  @Nullable Instant oldest(Instant from, Instant until) {
    return oldest(due(until), from);
  }

  /** The same, also of those of which it is a guess when they are due. */
  @Nullable Instant oldestWanted(Instant from, Instant until) {
    Instant due = oldest(from, until);
    Instant guess = guessed.ceilingKey(from);
    return due == null || (guess != null && guess.isBefore(due)) ? guess : due;
  }

  private static @Nullable Instant oldest(Stream<TrackerEntry> jobs, Instant from) {
    return jobs.map(entry -> entry.job.creationTime())
        .filter(created -> !created.isBefore(from))
        .min(Comparator.naturalOrder())
        .orElse(null);
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
      if (entry.dueAt.isBefore(at) && !entry.answeredAt.isAfter(since)) {
        remove(entry);
        add(entry, at);
      }
    }
  }

  private JobId ask(TrackerEntry entry) {
    remove(entry);
    add(entry, Instant.MAX);
    return entry.job.id();
  }

  private Stream<TrackerEntry> due(Instant until) {
    return entries.stream().takeWhile(entry -> !entry.dueAt.isAfter(until));
  }
}
