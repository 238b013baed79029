package io.mediajobs.tracking.tracked;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.TrackedCounts;
import io.mediajobs.tracking.state.TrackedJob;
import io.mediajobs.tracking.state.TrackedJob.Phase;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The tracked jobs of one source. Those that have ended stay only as long as a listing may show
 * them again, or as they may yet change. Times are those of the caller; nothing here reads a clock.
 */
public final class Tracker {

  /** In the order of discovery, which is nearly that of creation, so that sorting them is cheap. */
  private final Map<JobId, TrackerEntry> entries = new LinkedHashMap<>();

  /** What shows no creation time is forgotten once so many listings have not shown it. */
  private static final int UNLISTED = 20;

  private final RefreshSchedule schedule = new RefreshSchedule();
  private final TreeSet<TrackedJob> ended =
      new TreeSet<>(Comparator.comparing(TrackedJob::creationTime).thenComparing(TrackedJob::id));

  /** As they were counted last; null since the jobs have changed. */
  private @Nullable TrackedCounts counts;

  private Instant changedAt;

  /** How often the newest jobs have been listed to their end. */
  private long listings;

  private boolean timeless;

  /** Tracks these jobs, each that has not ended due at once. */
  public Tracker(List<TrackedJob> jobs, Instant now) {
    changedAt = now;
    for (TrackedJob job : jobs) {
      boolean over = job.phase() == Phase.WATCHED;
      TrackerEntry entry = new TrackerEntry(job, now, over ? now.plus(RefreshTimes.FIRST) : now);
      entries.put(job.id(), entry);
      file(entry);
    }
  }

  public @Nullable TrackedJob get(JobId id) {
    TrackerEntry entry = entries.get(id);
    return entry == null ? null : entry.job;
  }

  /** A job with what this run knows of it; null for one that is not tracked. */
  public @Nullable TrackerEntry entry(JobId id) {
    return entries.get(id);
  }

  public int size() {
    return entries.size();
  }

  /** Notes that a listing of all jobs has shown a job. */
  public void listed(JobId id) {
    TrackerEntry entry = entries.get(id);
    if (entry != null) {
      entry.listedIn = listings;
    }
  }

  /** Notes that the newest jobs have been listed to their end. */
  public void listed() {
    listings++;
  }

  /** Whether any job of this run has shown no creation time. */
  public boolean showsNoTimes() {
    return timeless;
  }

  /** How many jobs were created after a time; counts no further than one more than this. */
  public int createdAfter(Instant time, int most) {
    int count = 0;
    for (TrackerEntry entry : entries.values()) {
      if (entry.job.creationTime().isAfter(time) && ++count > most) {
        break;
      }
    }
    return count;
  }

  /** The jobs that have not ended. */
  public int active() {
    return schedule.active().size();
  }

  public List<TrackedJob> jobs() {
    return entries.values().stream().map(entry -> entry.job).toList();
  }

  /** The jobs by their states; costs little where no job has changed. */
  public TrackedCounts counts() {
    if (counts == null) {
      long listedOnly = entries.values().stream().filter(TrackerEntry::isListedOnly).count();
      counts = TrackedCounts.of(jobs(), (int) listedOnly);
    }
    return counts;
  }

  /** Notes that something has changed that {@link #counts} tells of. */
  void recount() {
    counts = null;
  }

  /** Whether an answer to a question asked then is older than what another answer told since. */
  public boolean knowsNewer(JobId id, Instant askedAt) {
    TrackerEntry entry = entries.get(id);
    return entry != null && entry.answeredAt.isAfter(askedAt);
  }

  /** Whether an answer since then has told of a job; also true for one that is not tracked. */
  public boolean answeredSince(JobId id, Instant time) {
    TrackerEntry entry = entries.get(id);
    return entry == null || entry.answeredAt.isAfter(time);
  }

  /** What is learned of how long jobs take. */
  public RefreshTimes times() {
    return schedule.times();
  }

  /**
   * Puts in what is known of a job after a change, first sight included.
   *
   * @param seen the job as it was seen; null where it was not
   */
  public void changed(
      TrackedJob job, @Nullable JobDetail seen, PollSettings settings, Instant now) {
    counts = null;
    TrackerEntry entry = entries.get(job.id());
    if (entry == null) {
      entry = new TrackerEntry(job, now, now);
      entries.put(job.id(), entry);
      file(entry);
    } else {
      entry.since = entry.job.state().equals(job.state()) ? entry.since : null;
      entry.changedAt = now;
    }
    answered(entry, job, seen, now);
    plan(entry, settings, now);
    TrackerEntry one = schedule.tooMany(settings);
    if (one != null) {
      // Never may those that have ended keep new ones from being found.
      remember(one, one.job.in(Phase.ENDED), now);
    }
    changedAt = now;
  }

  /** When any job changed last, or was new; before that, the start. */
  public Instant changedAt() {
    return changedAt;
  }

  /**
   * Notes that there is nothing new of a job.
   *
   * @param job what to remember of it
   * @param seen the job as it was seen; null where it could not be read
   */
  public void unchanged(
      TrackedJob job, @Nullable JobDetail seen, PollSettings settings, Instant now) {
    TrackerEntry entry = entries.get(job.id());
    if (entry != null) {
      answered(entry, job, seen, now);
      plan(entry, settings, now);
    }
  }

  /** Notes that an answer has denied a job; whoever asked decides how it is looked at next. */
  public void denied(JobId id, Instant askedAt, Instant now) {
    TrackerEntry entry = entries.get(id);
    if (entry != null && !entry.answeredAt.isAfter(askedAt)) {
      entry.denied(askedAt, now);
    }
  }

  /** Notes that an answer leaves it open whether there is the job: it proves nothing. */
  public void unclear(JobId id, Instant now) {
    TrackerEntry entry = entries.get(id);
    if (entry != null) {
      entry.answeredAt = now;
    }
  }

  /** Leaves a job until it is due as any other, or for good where no further look at it is. */
  public void leave(JobId id, PollSettings settings, Instant now) {
    TrackerEntry entry = entries.get(id);
    if (entry != null) {
      plan(entry, settings, now);
    }
  }

  /** Makes jobs due at a time of choice. */
  public void makeDue(Collection<JobId> ids, Instant at) {
    for (JobId id : ids) {
      TrackerEntry entry = entries.get(id);
      if (entry != null) {
        schedule.move(entry, at);
      }
    }
  }

  /** When each job is to be looked at again. */
  public RefreshSchedule schedule() {
    return schedule;
  }

  /** The jobs that have not ended, by when they are due. */
  public DueJobs due() {
    return schedule.active();
  }

  /** Whether a job is being asked for. */
  public boolean isAsked(JobId id) {
    TrackerEntry entry = entries.get(id);
    return entry != null && entry.dueAt.equals(Instant.MAX);
  }

  /** Forgets ended jobs created from then on but before this time: no listing shows them again. */
  public void forgetEnded(Instant from, Instant before) {
    List<TrackedJob> past =
        ended.stream().takeWhile(job -> job.creationTime().isBefore(before)).toList();
    for (TrackedJob job : past) {
      if (!job.creationTime().isBefore(from) && !mayBeListed(job.id())) {
        counts = null;
        ended.remove(job);
        entries.remove(job.id());
      }
    }
  }

  /** Whether listings may go on showing a job that shows no creation time of its own. */
  private boolean mayBeListed(JobId id) {
    TrackerEntry entry = entries.get(id);
    return entry != null && entry.job.timeless() && listings - entry.listedIn < UNLISTED;
  }

  private void answered(TrackerEntry entry, TrackedJob job, @Nullable JobDetail seen, Instant now) {
    remember(entry, job, now);
    entry.shown(now);
    if (entry.since == null && seen != null) {
      entry.since = times().since(job, seen, now);
    }
  }

  private void remember(TrackerEntry entry, TrackedJob job, Instant now) {
    if (!job.state().equals(entry.job.state())) {
      entry.phaseSince = now;
    }
    if (job.phase() == entry.job.phase()) {
      if (ended.remove(entry.job)) {
        // It may have come to show its own creation time.
        ended.add(job);
      }
      entry.job = job;
      return;
    }
    counts = null;
    schedule.remove(entry);
    ended.remove(entry.job);
    entry.job = job;
    entry.phaseSince = now;
    entry.dueAt = now;
    file(entry);
  }

  private void plan(TrackerEntry entry, PollSettings settings, Instant now) {
    boolean expected = entry.job.phase() != Phase.ENDED;
    if (expected && !schedule.plan(entry, settings, now)) {
      remember(entry, entry.job.in(Phase.ENDED), now);
    }
  }

  private void file(TrackerEntry entry) {
    timeless |= entry.job.timeless();
    schedule.add(entry);
    if (entry.job.phase() == Phase.ENDED) {
      ended.add(entry.job);
    }
  }
}
