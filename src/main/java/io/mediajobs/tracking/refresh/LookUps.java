package io.mediajobs.tracking.refresh;

import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTags;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Plan;
import io.mediajobs.tracking.plan.Step;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.state.TrackedJob.Phase;
import io.mediajobs.tracking.tracked.Reach;
import io.mediajobs.tracking.tracked.Reconciler;
import io.mediajobs.tracking.tracked.Tracker;
import io.mediajobs.tracking.tracked.TrackerEntry;
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
 * The look-ups of one source: which jobs are asked for by their ids next, and what becomes of a
 * look-up that fails. One that fails for a job is split until that job stands alone, so that it
 * never stops the others.
 */
final class LookUps {

  /** An answer that fails in passing is worth so many tries. */
  private static final int TRIES = 3;

  /**
   * Jobs to be asked for together.
   *
   * @param inPart whether their answer is too large to be read as a whole
   * @param failingSince when the look-up that they are a part of failed first; null for no part
   */
  private record Group(List<JobId> ids, boolean inPart, @Nullable Instant failingSince) {}

  private final JobSource source;
  private final PollSettings settings;
  private final Tracker tracker;
  private final Reconciler watch;
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

  LookUps(
      JobSource source,
      PollSettings settings,
      Tracker tracker,
      Reconciler watch,
      Reach reach,
      CreationSearch search) {
    this.source = source;
    this.settings = settings;
    this.tracker = tracker;
    this.watch = watch;
    this.reach = reach;
    this.search = search;
    this.ids = JobTags.idsPerLookUp(source);
    this.fitting = ids;
  }

  /** How many jobs a request can ask for: where there are no look-ups, a listing finds one. */
  int ids() {
    return reach.isClosed() ? 1 : fitting;
  }

  /**
   * The next one, or when a job is due.
   *
   * @param dueToo whether to ask for jobs that are due, or only for urgent ones
   * @param soon up to here jobs count as due once any is due now
   */
  Step step(boolean dueToo, Instant now, Instant soon) {
    if (reach.triesNow(now)) {
      tryOne();
    }
    fitting = now.isBefore(fittingUntil) ? fitting : ids;
    List<JobId> together = new ArrayList<>();
    while (apart.isEmpty() && together.size() < fitting && !urgent.isEmpty()) {
      sort(urgent.remove(), together, now);
    }
    while (apart.isEmpty() && together.isEmpty() && dueToo) {
      List<JobId> due = tracker.schedule().take(fitting, now, soon);
      if (due.isEmpty()) {
        break;
      }
      due.forEach(id -> sort(id, together, now));
    }
    if (!together.isEmpty()) {
      return ask(new Group(together, false, null));
    }
    return apart.isEmpty() ? Step.Later.at(tracker.schedule().next(fitting)) : ask(apart.remove());
  }

  /** Jobs to be asked for before all others, unless they are already. */
  void urge(Collection<JobId> jobs) {
    for (JobId id : jobs) {
      if (asking.add(id)) {
        urgent.add(id);
      }
    }
  }

  /** Finds the way to ask for a job. */
  private void sort(JobId id, List<JobId> together, Instant now) {
    tracker.makeDue(List.of(id), Instant.MAX);
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
    for (JobId id : tracker.schedule().active().take(1, Instant.MAX)) {
      if (asking.add(id)) {
        apart.add(new Group(List.of(id), false, null));
      }
    }
  }

  private Ask ask(Group group) {
    return new Ask(new LookUp(source, group.ids), new Asked(group), group.inPart);
  }

  /** A look-up of some jobs. */
  private final class Asked implements Plan {

    private final Group group;

    private Asked(Group group) {
      this.group = group;
    }

    @Override
    public List<JobEvent> answered(Ask ask, JobPage page, Times at) {
      reach.answered();
      List<JobEvent> findings = watch.lookedUp((LookUp) ask.plain(), page, at);
      for (JobId id : group.ids) {
        asking.remove(id);
        boolean shown = page.jobs().stream().anyMatch(job -> job.id().equals(id));
        if (shown && !page.cut()) {
          reach.ask(id, Reach.Way.TOGETHER);
        } else if (!shown && leavesOpen(page)) {
          // It may be what can't be read, or stand behind the cut, and would the next time.
          reach.ask(id, Reach.Way.ALONE);
        }
        judge(id, at.now());
      }
      return findings;
    }

    /** Whether an answer may be about jobs that it does not name. */
    private static boolean leavesOpen(JobPage page) {
      return page.cut() || page.unreadable().stream().anyMatch(job -> job.id() == null);
    }

    @Override
    public boolean isAskedAgain(Ask ask, boolean othersFail, Instant now) {
      JobsApiException failure = ask.failure();
      if (failure == null || !ask.isServerError()) {
        return true;
      }
      boolean alone = group.ids.size() == 1;
      boolean again = alone && reach.wasLeft(group.ids.get(0));
      int tries = group.failingSince == null || alone ? TRIES : 1;
      Instant since = group.failingSince == null ? ask.failingSince() : group.failingSince;
      boolean othersAnswer = watch.answeredSince(since);
      if (!again && (ask.failures() < tries || (othersFail && !othersAnswer))) {
        return true;
      }
      if (!alone) {
        split(since);
      } else if (again || othersAnswer) {
        leave(failure, now);
      } else {
        // Nothing else was asked meanwhile, so a listing is to tell whose fault it is.
        asking.remove(group.ids.get(0));
        reach.list(group.ids.get(0), now.plus(settings.refreshIntervalMax()));
        tracker.makeDue(group.ids, now);
      }
      return false;
    }

    @Override
    public @Nullable String givenUp(Ask ask, JobsApiException failure, Instant now) {
      if (failure.isAboutCredentials()) {
        return failure.getMessage();
      }
      boolean refused = failure.kind() == Kind.REFUSED;
      int status = failure.status();
      JobId first = group.ids.get(0);
      if (refused && (status == 401 || status == 403)) {
        reach.refusedAll(failure, now);
        group.ids.forEach(asking::remove);
        tracker.makeDue(group.ids, now);
      } else if (group.ids.size() > 1) {
        if (!refused) {
          fitting = group.ids.size() / 2;
          fittingUntil = now.plus(Reach.SELDOM);
        }
        split(null);
      } else if (!refused && !group.inPart) {
        reach.ask(first, Reach.Way.IN_PART);
        apart.add(new Group(group.ids, true, null));
      } else if (refused && (status == 400 || status == 404)) {
        asking.remove(first);
        reach.refused(first, failure, now);
        tracker.denied(first, now, now);
        judge(first, now);
      } else {
        leave(failure, now);
      }
      return null;
    }

    private void split(@Nullable Instant failingSince) {
      int half = group.ids.size() / 2;
      apart.add(new Group(group.ids.subList(0, half), false, failingSince));
      apart.add(new Group(group.ids.subList(half, group.ids.size()), false, failingSince));
    }

    /** Leaves the only job to the listings. */
    private void leave(JobsApiException failure, Instant now) {
      group.ids.forEach(asking::remove);
      reach.fails(group.ids.get(0), failure, now);
      tracker.makeDue(group.ids, now);
    }

    /**
     * A listing is to decide whether a job is gone that look-ups have denied for long enough, and
     * what has come of one that has ended and that they do not show, be it at its last look.
     */
    private void judge(JobId id, Instant now) {
      TrackerEntry entry = tracker.entry(id);
      if (entry == null || !tracker.isAsked(id)) {
        // An answer has shown it.
        return;
      }
      boolean refused = entry.way != Reach.Way.TOGETHER;
      boolean mayChange = entry.job.phase() == Phase.WATCHED && (refused || !entry.job.isGone());
      if (mayChange || (entry.job.phase() == Phase.ACTIVE && entry.isDenied())) {
        search.want(id);
      } else {
        tracker.leave(id, settings, now);
      }
    }
  }
}
