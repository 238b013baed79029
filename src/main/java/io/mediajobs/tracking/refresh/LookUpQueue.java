package io.mediajobs.tracking.refresh;

import io.mediajobs.job.JobId;
import io.mediajobs.tracking.tracked.Reach;
import io.mediajobs.tracking.tracked.RefreshSchedule;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one source that are to be asked for by their ids, and which of them together. No job
 * is asked for twice at once.
 */
final class LookUpQueue {

  /**
   * Jobs to be asked for together.
   *
   * @param inPart whether their answer is too large to be read as a whole
   * @param failingSince when the look-up that they are a part of failed first; null for no part
   */
  record Group(List<JobId> ids, boolean inPart, @Nullable Instant failingSince) {}

  private final RefreshSchedule schedule;
  private final Reach reach;
  private final CreationSearch search;
  private final int ids;

  /** How many jobs fit into an answer, and until when that is believed. */
  private int fitting;

  private Instant fittingUntil = Instant.MIN;

  /** Jobs to be asked for before all others. */
  private final Deque<JobId> urgent = new ArrayDeque<>();

  /** Jobs that are to be asked for apart from others, and at once. */
  private final Deque<Group> apart = new ArrayDeque<>();

  /** All these, and the jobs of look-ups under way. */
  private final Set<JobId> asking = new HashSet<>();

  /**
   * An empty queue.
   *
   * @param search where jobs go that look-ups do not reach
   * @param ids how many jobs a request can ask for
   */
  LookUpQueue(RefreshSchedule schedule, Reach reach, CreationSearch search, int ids) {
    this.schedule = schedule;
    this.reach = reach;
    this.search = search;
    this.ids = ids;
    this.fitting = ids;
  }

  /** How many jobs fit into an answer. */
  int fitting() {
    return fitting;
  }

  /**
   * Takes the jobs that are to be asked for now; null for none.
   *
   * @param dueToo whether to ask for jobs that are due, or only for urgent ones
   */
  @Nullable Group next(boolean dueToo, Instant now) {
    if (reach.triesNow(now)) {
      tryOne();
    }
    fitting = now.isBefore(fittingUntil) ? fitting : ids;
    List<JobId> together = new ArrayList<>();
    while (apart.isEmpty() && together.size() < fitting && !urgent.isEmpty()) {
      sort(urgent.remove(), together, now);
    }
    while (apart.isEmpty() && together.isEmpty() && dueToo) {
      List<JobId> due = schedule.take(fitting, now);
      if (due.isEmpty()) {
        break;
      }
      due.forEach(id -> sort(id, together, now));
    }
    return together.isEmpty() ? apart.poll() : new Group(together, false, null);
  }

  /** Asks for jobs before all others, unless they are asked for already. */
  void urge(Collection<JobId> jobs) {
    for (JobId id : jobs) {
      if (asking.add(id)) {
        urgent.add(id);
      }
    }
  }

  /** Asks for the only job of a group once more, for as much as can be read. */
  void readInPart(Group group) {
    apart.add(new Group(group.ids, true, null));
  }

  /** Notes that the answer for a group is too large. */
  void tooLarge(Group group, Instant now) {
    fitting = group.ids.size() / 2;
    fittingUntil = now.plus(Reach.SELDOM);
  }

  /**
   * Asks for the two halves of a group apart.
   *
   * @param failingSince when the look-up of the group failed first; null where that is not counted
   */
  void split(Group group, @Nullable Instant failingSince) {
    int half = group.ids.size() / 2;
    apart.add(new Group(group.ids.subList(0, half), false, failingSince));
    apart.add(new Group(group.ids.subList(half, group.ids.size()), false, failingSince));
  }

  /** Notes that jobs are asked for no more. */
  void over(Collection<JobId> jobs) {
    jobs.forEach(asking::remove);
  }

  /** Finds the way to ask for a job. */
  private void sort(JobId id, List<JobId> together, Instant now) {
    schedule.ask(id);
    Reach.Way way = reach.of(id, now);
    if (way == Reach.Way.LISTED) {
      asking.remove(id);
      search.want(id);
      return;
    }
    asking.add(id);
    if (way == Reach.Way.TOGETHER) {
      together.add(id);
    } else {
      apart.add(new Group(List.of(id), way == Reach.Way.IN_PART, null));
    }
  }

  /** Looks one job up, due or not, to see whether look-ups are still refused. */
  private void tryOne() {
    JobId id = schedule.takeFirst();
    if (id != null && asking.add(id)) {
      apart.add(new Group(List.of(id), false, null));
    }
  }
}
