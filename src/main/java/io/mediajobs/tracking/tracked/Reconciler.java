package io.mediajobs.tracking.tracked;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobSource;
import io.mediajobs.tracking.state.PollCounts;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.state.TrackedJob;
import io.mediajobs.tracking.tracked.Reach.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds answers against the tracked jobs of a source. What they have shown it tells {@link
 * Tracker}, which remembers it, and {@link RefreshSchedule}, which plans the next look.
 */
public final class Reconciler {

  private final JobSource source;
  private final Tracker tracker;
  private final RefreshSchedule schedule;
  private final Quarantine quarantine;
  private final Reach reach;
  private final PollCounts counts;

  /** Holds answers against these jobs. */
  public Reconciler(
      JobSource source,
      Tracker tracker,
      RefreshSchedule schedule,
      Quarantine quarantine,
      Reach reach,
      PollCounts counts) {
    this.source = source;
    this.tracker = tracker;
    this.schedule = schedule;
    this.quarantine = quarantine;
    this.reach = reach;
    this.counts = counts;
  }

  /** Whether any question of the source has been answered since then. */
  public boolean answeredSince(Instant time) {
    Instant answered = counts.answeredAt();
    return answered != null && answered.isAfter(time);
  }

  /**
   * Takes in a page of a listing of all jobs.
   *
   * @param wanted which of its jobs are new where they are not known
   */
  public List<JobEvent> listed(Listing asked, JobPage page, NewJobs wanted, Times at) {
    List<JobEvent> findings = new ArrayList<>();
    List<Instant> times = wanted.times(page.jobs());
    // Of these, one that shows no time is no newer than the next that shows one.
    int bounded = asked.spans(page.jobs()) ? NewJobs.bounded(page.jobs()) : 0;
    for (int i = 0; i < page.jobs().size(); i++) {
      JobDetail job = page.jobs().get(i);
      boolean isOver = i < bounded && wanted.isTooLateFor(times.get(i));
      if (tracker.get(job.id()) != null || (!isOver && isNew(job, wanted))) {
        seen(job, Kind.LISTING, times.get(i), at, findings);
        tracker.listed(job.id());
      } else if (wanted.isTooLateFor(job.creationTime()) && !asked.spans(List.of(job))) {
        counts.passedOver();
      }
    }
    for (JobDetail job : page.legible()) {
      if (tracker.get(job.id()) != null || isNew(job, wanted)) {
        seenInPart(job, wanted.createdBy(page), at, findings);
        tracker.listed(job.id());
      }
    }
    quarantine.tell(quarantine.suspects(page, asked, wanted), at.wall(), findings);
    return findings;
  }

  private boolean isNew(JobDetail job, NewJobs wanted) {
    return wanted.has(job.creationTime()) && !quarantine.countsAsKnown(job.id());
  }

  /**
   * Takes in a page of a listing by states: only of known jobs, as discovery finds new ones. One
   * that was told as unreadable is known too.
   */
  public List<JobEvent> refreshed(JobPage page, Times at) {
    List<JobEvent> findings = new ArrayList<>();
    for (JobDetail job : page.jobs()) {
      if (tracker.get(job.id()) != null || quarantine.isUnread(job)) {
        seen(job, Kind.LISTING, Instant.EPOCH, at, findings);
      }
    }
    seenInPart(page, at, findings);
    quarantine.tell(quarantine.suspects(page, List.of()), at.wall(), findings);
    return findings;
  }

  /**
   * Takes in the answer to a look-up, which may only speak of the jobs it was asked for. A job that
   * it does not know, or is silent about, is denied; one that it shows but that can't be read is as
   * it was, and of one that may be what can't be read nothing is clear.
   *
   * @param asked the jobs that it was asked for
   */
  public List<JobEvent> lookedUp(Collection<JobId> asked, JobPage page, Times at) {
    Instant now = at.now();
    List<JobEvent> findings = new ArrayList<>();
    Set<JobId> open = new LinkedHashSet<>(asked);
    for (JobDetail job : page.jobs()) {
      // One that is no longer tracked has ended meanwhile, by another answer.
      if (open.remove(job.id()) && tracker.get(job.id()) != null) {
        seen(job, Kind.LOOK_UP, Instant.EPOCH, at, findings);
      }
    }
    seenInPart(page, at, findings);
    List<JobId> silent = new ArrayList<>(open);
    silent.removeAll(page.nonExistIds());
    quarantine.tell(quarantine.suspects(page, silent), at.wall(), findings);
    for (JobId id : open) {
      TrackerEntry entry = tracker.entry(id);
      if (entry != null && page.unreadable().stream().anyMatch(job -> id.equals(job.id()))) {
        unchanged(entry, entry.job, null, now);
      } else if (entry != null && silent.contains(id) && page.leavesOpen()) {
        // It is open whether there is the job: that proves nothing.
        entry.answeredAt = now;
      } else {
        tracker.denied(id, at.askedAt(), now);
      }
    }
    return findings;
  }

  /** Takes in that a job is there, and that no more could be read of it. */
  public void unread(JobId id, Instant now) {
    TrackerEntry entry = tracker.entry(id);
    if (entry != null) {
      unchanged(entry, entry.job, null, now);
    }
  }

  /** Takes in that a job is gone that had not ended. */
  public JobEvent vanished(TrackedJob known, Times at) {
    JobDiff.Changed gone = JobDiff.vanished(source, known, at.wall());
    changed(gone, known, null, at.now());
    return gone.observation();
  }

  /** Takes in a job that an answer shows, if that is no older than what is known. */
  private void seen(
      JobDetail seen, Kind kind, Instant fallbackCreation, Times at, List<JobEvent> findings) {
    TrackerEntry entry = tracker.entry(seen.id());
    boolean listed = kind == Kind.LISTING;
    TrackedJob known = entry == null ? null : entry.job.showing(seen.creationTime(), listed);
    if (isOvertaken(entry, at)) {
      return;
    }
    if (entry != null && listed) {
      reach.listed(entry, at.now());
    }
    JobDiff diff = JobDiff.at(source, known, seen, fallbackCreation, at.wall());
    if (entry != null && known != null) {
      boolean less = diff instanceof JobDiff.Stale && seen.state().equals(known.state());
      if (entry.isSetBack(less, at.askedAt(), at.now())) {
        known = known.withoutProgress();
        diff = JobDiff.at(source, known, seen, fallbackCreation, at.wall());
      }
    }
    if (diff instanceof JobDiff.Changed changed
        && entry != null
        && known != null
        && reach.repeats(entry, kind, seen, changed.observation())) {
      counts.differing();
      unchanged(entry, known, seen, at.now());
    } else if (diff instanceof JobDiff.Changed changed) {
      schedule.learn(known == null ? null : known.state(), seen);
      entry = changed(changed, known, seen, at.now());
      findings.add(changed.observation());
    } else if (entry != null) {
      unchanged(entry, diff.job(), seen, at.now());
    }
    quarantine.read(seen.id());
    if (diff instanceof JobDiff.Stale) {
      counts.stale();
    } else if (entry != null) {
      entry.lastShown(kind, TrackedJob.content(seen));
    }
  }

  private void seenInPart(JobPage page, Times at, List<JobEvent> findings) {
    for (JobDetail job : page.legible()) {
      if (tracker.get(job.id()) != null) {
        seenInPart(job, Instant.EPOCH, at, findings);
      }
    }
  }

  /**
   * Takes in a job of which nothing is certain but its state and times: its transitions are told
   * without the job, whose content stays as it was told last.
   */
  private void seenInPart(
      JobDetail seen, Instant fallbackCreation, Times at, List<JobEvent> findings) {
    TrackerEntry entry = tracker.entry(seen.id());
    TrackedJob known = entry == null ? null : entry.job;
    if (isOvertaken(entry, at)) {
      return;
    }
    JobDiff diff = JobDiff.at(source, known, seen, fallbackCreation, at.wall());
    if (diff instanceof JobDiff.Changed changed && !changed.observation().transitions().isEmpty()) {
      JobDiff.Changed quiet = changed.quietly(known);
      changed(quiet, known, seen, at.now());
      findings.add(quiet.observation());
    } else if (entry != null) {
      unchanged(entry, entry.job, seen, at.now());
    }
  }

  /** Whether another answer has told of a job since this one was asked for; counts it if so. */
  private boolean isOvertaken(@Nullable TrackerEntry entry, Times at) {
    boolean overtaken = entry != null && entry.answeredAt.isAfter(at.askedAt());
    if (overtaken) {
      counts.stale();
    }
    return overtaken;
  }

  private TrackerEntry changed(
      JobDiff.Changed diff, @Nullable TrackedJob known, @Nullable JobDetail seen, Instant now) {
    TrackerEntry entry = tracker.changed(diff.job(), now);
    schedule.changed(entry, known == null ? null : known.state(), seen, now);
    return entry;
  }

  private void unchanged(
      TrackerEntry entry, TrackedJob job, @Nullable JobDetail seen, Instant now) {
    tracker.unchanged(entry, job, now);
    schedule.unchanged(entry, seen, now);
  }
}
