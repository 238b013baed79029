package io.mediajobs.tracking.tracked;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobState;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.ServiceTime;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.state.TrackedJob.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When each tracked job of one source is to be looked at again. Whoever takes in an answer tells it
 * what that has shown. Jobs that have not ended wait in order of their due time, and so do those
 * that have and may yet change, but apart. A job that is to be looked at no more counts as ended.
 */
public final class RefreshSchedule {

  /** So long a job that has ended waits for others that are due, to share their request. */
  private static final Duration COMPANY = Duration.ofSeconds(5);

  private final PollSettings settings;
  private final Tracker tracker;
  private final RefreshTimes times;
  private final DueJobs active = new DueJobs();
  private final DueJobs watched = new DueJobs();
  private Instant changedAt;

  /** A schedule for the jobs that are tracked now: each that has not ended is due at once. */
  public RefreshSchedule(PollSettings settings, Tracker tracker, Instant now) {
    this.settings = settings;
    this.tracker = tracker;
    this.times = new RefreshTimes(settings);
    this.changedAt = now;
    for (TrackerEntry entry : tracker.entries()) {
      if (entry.job.phase() == Phase.ACTIVE) {
        active.add(entry, now);
      } else if (entry.job.phase() == Phase.WATCHED) {
        watched.add(entry, now.plus(RefreshTimes.FIRST));
      }
    }
  }

  /** Notes the service's clock, which ages are counted by. */
  public void clock(ServiceTime time) {
    times.clock(time);
  }

  /** Whether a creation time is later than all clocks show, so that listings may go by another. */
  public boolean isAhead(Instant creation, Times at) {
    return times.isAhead(creation, at);
  }

  /** Makes this time, of a look at many jobs, one of those that the looks at all jobs share. */
  public void share(Instant time) {
    times.share(time);
  }

  /** Leaves to discovery's next page what it shows soon enough, in place of an earlier one. */
  public void leaveTo(NextPage next) {
    active.leaveTo(next);
  }

  /** How many looks a second the jobs that have not ended are to get, were there room for all. */
  public double looks(Instant now) {
    return times.looks(tracker.entries(), now);
  }

  /** When any job changed last, or was new; before that, the start. */
  public Instant changedAt() {
    return changedAt;
  }

  /** Learns how long jobs take, as {@link RefreshTimes#learn} says. */
  void learn(@Nullable JobState known, JobDetail seen) {
    times.learn(known, seen);
  }

  /**
   * Plans the next look at a job that has changed, or is new.
   *
   * @param known the state before; null for a new job
   * @param seen the job as it was seen; null where it was not
   */
  void changed(
      TrackerEntry entry, @Nullable JobState known, @Nullable JobDetail seen, Instant now) {
    if (!entry.job.state().equals(known)) {
      entry.since = null;
    }
    unchanged(entry, seen, now);
    if (watched.size() > settings.maxTrackedJobs() / 2) {
      // Never may those that have ended keep new ones from being found.
      tracker.end(watched.removeLast(), now);
    }
    changedAt = now;
  }

  /**
   * Plans the next look at a job of which an answer has shown nothing new.
   *
   * @param seen the job as it was seen; null where it could not be read
   */
  void unchanged(TrackerEntry entry, @Nullable JobDetail seen, Instant now) {
    if (entry.since == null && seen != null) {
      entry.since = times.since(entry.job, seen, now);
    }
    plan(entry, now);
  }

  /** Leaves a job until it is due as any other, or for good where no further look at it is. */
  public void leave(JobId id, Instant now) {
    TrackerEntry entry = tracker.entry(id);
    if (entry != null) {
      plan(entry, now);
    }
  }

  /** Makes jobs due at a time of choice. */
  public void makeDue(Collection<JobId> ids, Instant at) {
    ids.forEach(id -> move(id, at));
  }

  /** Notes that a job is asked for: it is due again when an answer or {@link #makeDue} says so. */
  public void ask(JobId id) {
    move(id, Instant.MAX);
  }

  /** Whether a job is being asked for. */
  public boolean isAsked(JobId id) {
    TrackerEntry entry = tracker.entry(id);
    return entry != null && entry.job.phase() != Phase.ENDED && entry.dueAt.equals(Instant.MAX);
  }

  /**
   * Takes jobs to look up that are due, longest overdue first, so that no job is asked for twice at
   * once: they are asked for from then on. Once one job is due, those that would be soon fill up
   * the request, and after them those that have ended.
   */
  public List<JobId> take(int most, Instant now) {
    List<JobId> taken = new ArrayList<>();
    if (!active.first(now).isAfter(now)) {
      taken.addAll(active.take(most, soon(now), now));
    }
    if (!taken.isEmpty() || !watchedDue(most).isAfter(now)) {
      taken.addAll(watched.take(most - taken.size(), now, now));
    }
    return taken;
  }

  /** Takes the first job that has not ended, be it due or asked for or not; null for none. */
  public @Nullable JobId takeFirst() {
    return active.takeFirst();
  }

  /**
   * Takes the jobs that have not ended and were created from one time to another, both included.
   *
   * @param to null for no end
   */
  public Set<JobId> takeCreated(Instant from, @Nullable Instant to) {
    return active.takeCreated(from, to);
  }

  /** When the next look is due, at so many jobs at most; {@link Instant#MAX} for none. */
  public Instant next(int most) {
    return CreationTimes.earlier(active.next(), watchedDue(most));
  }

  /**
   * The creation times of the jobs that have not ended and are due now, or would be soon once one
   * is due, but for those that are left to discovery's next page; longest overdue first.
   */
  public List<Instant> dueCreations(Instant now) {
    return active.first(now).isAfter(now) ? List.of() : active.creations(soon(now), now);
  }

  /** Creation time of the oldest job from a second on that is due soon; null for none. */
  public @Nullable Instant oldestDue(Instant from, Instant now) {
    return active.oldest(from, soon(now));
  }

  /** How many jobs have not ended and are not from before; counts no further than this. */
  public int activeFrom(Instant time, int most) {
    return tracker.activeFrom(time, most);
  }

  /** The creation times, in order, of the jobs that have not ended and are not from before. */
  public List<Instant> creationsFrom(Instant time) {
    return active.createdFrom(time);
  }

  /**
   * Lets jobs that have not ended, and of which no answer has told since then, wait until the last
   * answer about each is so old.
   */
  public void postpone(Instant since, Duration age) {
    active.postpone(since, age);
  }

  /**
   * When jobs that have ended are asked for by themselves: as soon as they fill a request, or when
   * the first has waited long enough for one to join.
   */
  private Instant watchedDue(int most) {
    Instant first = watched.next();
    return first.equals(Instant.MAX)
        ? first
        : CreationTimes.earlier(first.plus(COMPANY), watched.due(most));
  }

  /** Up to here jobs count as due, once one job is. */
  private Instant soon(Instant now) {
    return now.plus(settings.refreshInterval().dividedBy(2));
  }

  private void move(JobId id, Instant at) {
    TrackerEntry entry = tracker.entry(id);
    if (entry != null && remove(entry)) {
      jobs(entry).add(entry, at);
    }
  }

  private void plan(TrackerEntry entry, Instant now) {
    remove(entry);
    Instant at = times.next(entry, now);
    if (at != null) {
      jobs(entry).add(entry, at);
    } else {
      tracker.end(entry, now);
    }
  }

  /** Takes out a job, in whichever phase it was put in; returns whether it was here. */
  private boolean remove(TrackerEntry entry) {
    return active.remove(entry) || watched.remove(entry);
  }

  private DueJobs jobs(TrackerEntry entry) {
    return entry.job.phase() == Phase.ACTIVE ? active : watched;
  }
}
