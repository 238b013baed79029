package io.mediajobs.tracking.tracked;

import io.mediajobs.job.JobId;
import io.mediajobs.tracking.state.TrackedCounts;
import io.mediajobs.tracking.state.TrackedJob;
import io.mediajobs.tracking.state.TrackedJob.Phase;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tracked jobs of one source, and what answers have told of each. Those that have ended stay
 * only as long as a listing may show them again, or as they may yet change. When to look at a job
 * again is the matter of {@link RefreshSchedule}. Times are those of the caller; nothing here reads
 * a clock.
 */
public final class Tracker {

  /** In the order of discovery, which is nearly that of creation, so that sorting them is cheap. */
  private final Map<JobId, TrackerEntry> entries = new LinkedHashMap<>();

  /** What shows no creation time is forgotten once so many listings have not shown it. */
  private static final int UNLISTED = 20;

  private final JobGroups groups = new JobGroups();

  /** How often the newest jobs have been listed to their end. */
  private int listings;

  private boolean timeless;

  /** The jobs of which an offset that was made before does not tell what is known. */
  private Set<JobId> touched = new LinkedHashSet<>();

  /** Tracks these jobs. */
  public Tracker(List<TrackedJob> jobs, Instant now) {
    jobs.forEach(job -> add(job, now));
    touched.clear();
  }

  /** Which jobs are new, have changed or were forgotten since this was asked for last. */
  public Set<JobId> takeChanged() {
    Set<JobId> taken = touched;
    touched = new LinkedHashSet<>();
    return taken;
  }

  /** What is known of a job; null for one that is not tracked. */
  public @Nullable TrackedJob get(JobId id) {
    TrackerEntry entry = entries.get(id);
    return entry == null ? null : entry.job;
  }

  /** A job with what this run knows of it; null for one that is not tracked. */
  @Nullable TrackerEntry entry(JobId id) {
    return entries.get(id);
  }

  /** All jobs with what this run knows of them. */
  Collection<TrackerEntry> entries() {
    return entries.values();
  }

  /** How many jobs are tracked, be they over or not. */
  public int size() {
    return entries.size();
  }

  /** Notes that a listing of all jobs has shown a job. */
  void listed(JobId id) {
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
    return groups.createdAfter(time, most);
  }

  /** How many jobs that have not ended were created then or later; counts no further than this. */
  int activeFrom(Instant time, int most) {
    return groups.activeFrom(time, most);
  }

  /** How many of the jobs have not ended. */
  public int active() {
    return counts().unended();
  }

  /** The jobs in the order of their discovery. */
  public List<TrackedJob> jobs() {
    return entries.values().stream().map(entry -> entry.job).toList();
  }

  /** The jobs by their states; costs the same however many there are. */
  public TrackedCounts counts() {
    return groups.counts();
  }

  /** Notes how a job is to be asked for. */
  void ask(TrackerEntry entry, Reach.Way way) {
    groups.remove(entry);
    entry.way = way;
    groups.add(entry);
  }

  /** Whether an answer since then has told of a job; also true for one that is not tracked. */
  public boolean answeredSince(JobId id, Instant time) {
    TrackerEntry entry = entries.get(id);
    return entry == null || entry.answeredAt.isAfter(time);
  }

  /** Whether the newest answer about a job has denied that there is such a job. */
  public boolean isBeingDenied(JobId id) {
    TrackerEntry entry = entries.get(id);
    return entry != null && entry.isBeingDenied();
  }

  /** Whether answers in a row have denied a job for long enough to count it as gone. */
  public boolean isDenied(JobId id) {
    TrackerEntry entry = entries.get(id);
    return entry != null && entry.isDenied();
  }

  /** Puts in what is known of a job after a change, first sight included. */
  TrackerEntry changed(TrackedJob job, Instant now) {
    TrackerEntry known = entries.get(job.id());
    TrackerEntry entry = known == null ? add(job, now) : known;
    entry.changedAt = now;
    unchanged(entry, job, now);
    return entry;
  }

  /** Notes that an answer has shown a job and nothing new of it but this. */
  void unchanged(TrackerEntry entry, TrackedJob job, Instant now) {
    put(entry, job, now);
    entry.shown(now);
  }

  /** Notes that an answer has denied a job; whoever asked decides how it is looked at next. */
  public void denied(JobId id, Instant askedAt, Instant now) {
    TrackerEntry entry = entries.get(id);
    if (entry != null && !entry.answeredAt.isAfter(askedAt)) {
      entry.denied(askedAt, now);
    }
  }

  /** Waits for nothing more of a job. */
  void end(TrackerEntry entry, Instant now) {
    if (entry.job.phase() != Phase.ENDED) {
      put(entry, entry.job.in(Phase.ENDED), now);
    }
  }

  /** Forgets ended jobs created from then on but before this time: no listing shows them again. */
  public void forgetEnded(Instant from, Instant before) {
    for (TrackedJob job : groups.endedBefore(before)) {
      TrackerEntry entry = entries.get(job.id());
      if (entry != null && !job.creationTime().isBefore(from) && !mayBeListed(entry)) {
        groups.remove(entry);
        entries.remove(job.id());
        touched.add(job.id());
      }
    }
  }

  /** Whether listings may go on showing a job that shows no creation time of its own. */
  private boolean mayBeListed(TrackerEntry entry) {
    return entry.job.timeless() && listings - entry.listedIn < UNLISTED;
  }

  private TrackerEntry add(TrackedJob job, Instant now) {
    TrackerEntry entry = new TrackerEntry(job, now);
    entries.put(job.id(), entry);
    groups.add(entry);
    touched.add(job.id());
    timeless |= job.timeless();
    return entry;
  }

  private void put(TrackerEntry entry, TrackedJob job, Instant now) {
    TrackedJob known = entry.job;
    if (job.equals(known)) {
      return;
    }
    touched.add(job.id());
    boolean inPhase = job.phase() == known.phase();
    if (!inPhase || !job.state().equals(known.state())) {
      entry.phaseSince = now;
    }
    if (!inPhase) {
      timeless |= job.timeless();
    }
    groups.remove(entry);
    entry.job = job;
    groups.add(entry);
  }
}
