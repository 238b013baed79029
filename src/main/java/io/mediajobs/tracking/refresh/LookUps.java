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
import io.mediajobs.tracking.refresh.LookUpQueue.Group;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.state.TrackedJob;
import io.mediajobs.tracking.state.TrackedJob.Phase;
import io.mediajobs.tracking.tracked.Reach;
import io.mediajobs.tracking.tracked.Reconciler;
import io.mediajobs.tracking.tracked.RefreshSchedule;
import io.mediajobs.tracking.tracked.Tracker;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The look-ups of one source: jobs are asked for by their ids. A look-up that fails for a job is
 * split until that job stands alone, so that it never stops the others.
 */
final class LookUps {

  /** An answer that fails in passing is worth so many tries. */
  private static final int TRIES = 3;

  private final JobSource source;
  private final PollSettings settings;
  private final Tracker tracker;
  private final RefreshSchedule schedule;
  private final Reconciler reconciler;
  private final Reach reach;
  private final CreationSearch search;
  private final LookUpQueue queue;

  LookUps(
      JobSource source,
      PollSettings settings,
      Tracker tracker,
      RefreshSchedule schedule,
      Reconciler reconciler,
      Reach reach,
      CreationSearch search) {
    this.source = source;
    this.settings = settings;
    this.tracker = tracker;
    this.schedule = schedule;
    this.reconciler = reconciler;
    this.reach = reach;
    this.search = search;
    this.queue = new LookUpQueue(schedule, reach, search, JobTags.idsPerLookUp(source));
  }

  /** How many jobs a request can ask for: where there are no look-ups, a listing finds one. */
  int ids() {
    return reach.isClosed() ? 1 : queue.fitting();
  }

  /**
   * The next look-up, or when a job is due.
   *
   * @param dueFrom jobs that are due are not asked for before, only urgent ones are
   */
  Step step(Instant now, Instant dueFrom) {
    Group group = queue.next(!now.isBefore(dueFrom), now);
    if (group != null) {
      return new Ask(new LookUp(source, group.ids()), new GroupLookUp(group), group.inPart());
    }
    Instant due = schedule.next(queue.fitting());
    return Step.Later.at(due == null ? null : CreationTimes.later(due, dueFrom));
  }

  /** Asks for jobs before all others, unless they are asked for already. */
  void urge(Collection<JobId> jobs) {
    queue.urge(jobs);
  }

  /** A look-up of some jobs. */
  private final class GroupLookUp implements Plan {

    private final Group group;
    private final List<JobId> ids;

    private GroupLookUp(Group group) {
      this.group = group;
      this.ids = group.ids();
    }

    @Override
    public List<JobEvent> answered(Ask ask, JobPage page, Times at) {
      reach.answered(ids, page);
      List<JobEvent> findings = reconciler.lookedUp(ids, page, at);
      queue.over(ids);
      ids.forEach(id -> judge(id, at.now()));
      return findings;
    }

    @Override
    public boolean isAskedAgain(Ask ask, boolean othersFail, Instant now) {
      JobsApiException failure = ask.failure();
      if (failure == null || !ask.isServerError()) {
        return true;
      }
      boolean alone = ids.size() == 1;
      boolean again = alone && reach.wasLeft(ids.get(0));
      int tries = group.failingSince() == null || alone ? TRIES : 1;
      Instant since = group.failingSince() == null ? ask.failingSince() : group.failingSince();
      boolean othersAnswer = reconciler.answeredSince(since);
      if (!again && (ask.failures() < tries || (othersFail && !othersAnswer))) {
        return true;
      }
      if (!alone) {
        queue.split(group, since);
      } else if (again || othersAnswer) {
        leave(failure, now);
      } else {
        // Nothing else was asked meanwhile, so a listing is to tell whose fault it is.
        reach.list(ids.get(0), now.plus(settings.refreshIntervalMax()));
        release(now);
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
      JobId first = ids.get(0);
      if (refused && (status == 401 || status == 403)) {
        reach.refusedAll(failure, now);
        release(now);
      } else if (ids.size() > 1) {
        if (!refused) {
          queue.tooLarge(group, now);
        }
        queue.split(group, null);
      } else if (!refused && !group.inPart()) {
        reach.ask(first, Reach.Way.IN_PART);
        queue.readInPart(group);
      } else if (refused && (status == 400 || status == 404)) {
        queue.over(ids);
        reach.refused(first, failure, now);
        tracker.denied(first, now, now);
        judge(first, now);
      } else {
        leave(failure, now);
      }
      return null;
    }

    /** Leaves the only job to the listings. */
    private void leave(JobsApiException failure, Instant now) {
      reach.fails(ids.get(0), failure, now);
      release(now);
    }

    /** Asks for the jobs no more, and makes them due at once, for whichever way is open then. */
    private void release(Instant now) {
      queue.over(ids);
      schedule.makeDue(ids, now);
    }

    /**
     * A listing is to decide whether a job is gone that look-ups have denied for long enough, and
     * what has come of one that has ended and that they do not show, be it at its last look.
     */
    private void judge(JobId id, Instant now) {
      TrackedJob job = tracker.get(id);
      if (job == null || !schedule.isAsked(id)) {
        // An answer has shown it.
        return;
      }
      boolean reached = reach.of(id, now) == Reach.Way.TOGETHER;
      boolean mayChange = job.phase() == Phase.WATCHED && (!reached || !job.isGone());
      if (mayChange || (job.phase() == Phase.ACTIVE && tracker.isDenied(id))) {
        search.want(id);
      } else {
        schedule.leave(id, now);
      }
    }
  }
}
