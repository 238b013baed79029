package io.mediajobs.tracking.tracked;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.UnreadableJob;
import io.mediajobs.tracking.state.Notices;
import io.mediajobs.tracking.state.PollCounts;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.state.TrackedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds answers against the tracked jobs of a source and keeps these up to date. */
public final class Reconciler {

  /** A kind of answers, of which each may show jobs in its own way. */
  enum Kind {
    LISTING,
    LOOK_UP
  }

  /** So often answers of one kind may tell again what the others have told otherwise. */
  private static final int REPEATS = 2;

  private final JobSource source;
  private final PollSettings settings;
  private final Tracker tracker;
  private final Quarantine quarantine;
  private final Reach reach;
  private final PollCounts counts;
  private final Notices notices;

  /** No job that was created before is new. */
  private Instant floor = Instant.MIN;

  public Reconciler(
      JobSource source,
      PollSettings settings,
      Tracker tracker,
      Quarantine quarantine,
      Reach reach,
      PollCounts counts,
      Notices notices) {
    this.source = source;
    this.settings = settings;
    this.tracker = tracker;
    this.quarantine = quarantine;
    this.reach = reach;
    this.counts = counts;
    this.notices = notices;
  }

  /** From now on, no job that was created before this time is new. */
  public void floor(Instant time) {
    floor = time;
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
    // One that shows no time is taken for as old as the one before it.
    Instant neighbour = wanted.fallbackCreation();
    for (JobDetail job : page.jobs()) {
      neighbour = job.creationTime() == null ? neighbour : job.creationTime();
      if (isWanted(job, wanted)) {
        look(job, Kind.LISTING, neighbour, at, findings);
        tracker.listed(job.id());
      } else if (wanted.isTooLateFor(job.creationTime()) && !isAt(asked.start(), job)) {
        counts.passedOver();
      }
    }
    for (JobDetail job : legible(page)) {
      if (isWanted(job, wanted)) {
        glance(job, wanted.fallbackCreation(), at, findings);
        tracker.listed(job.id());
      }
    }
    quarantine.tell(quarantine.suspects(page, asked, wanted), at.wall(), findings);
    return findings;
  }

  private boolean isWanted(JobDetail job, NewJobs wanted) {
    return tracker.get(job.id()) != null
        || (wanted.has(job.creationTime()) && !quarantine.countsAsKnown(job.id()));
  }

  /** Whether a job was created at the start of a listing, which may be asked for a second early. */
  private static boolean isAt(@Nullable Instant start, JobDetail job) {
    return start != null && start.equals(job.creationTime());
  }

  /**
   * Takes in a page of a listing by states: only of known jobs, as discovery finds new ones. One
   * that was told as unreadable is known too.
   */
  public List<JobEvent> refreshed(JobPage page, Times at) {
    List<JobEvent> findings = new ArrayList<>();
    for (JobDetail job : page.jobs()) {
      // One that is older may have been told, and be known no more.
      boolean unread =
          quarantine.holds(job.id())
              && !quarantine.countsAsKnown(job.id())
              && (job.creationTime() == null || !job.creationTime().isBefore(floor));
      if (tracker.get(job.id()) != null || unread) {
        look(job, Kind.LISTING, Instant.EPOCH, at, findings);
      }
    }
    glanceAtTracked(page, at, findings);
    quarantine.tell(quarantine.suspects(page, List.of()), at.wall(), findings);
    return findings;
  }

  /**
   * Takes in the answer to a look-up, which may only speak of the jobs it was asked for. A job that
   * it does not know, or is silent about, is denied; one that it shows but that can't be read is as
   * it was, and of one that may be what can't be read nothing is clear.
   */
  public List<JobEvent> lookedUp(LookUp lookUp, JobPage page, Times at) {
    Instant now = at.now();
    List<JobEvent> findings = new ArrayList<>();
    Set<JobId> open = new LinkedHashSet<>(lookUp.ids());
    for (JobDetail job : page.jobs()) {
      // One that is no longer tracked has ended meanwhile, by another answer.
      if (open.remove(job.id()) && tracker.get(job.id()) != null) {
        look(job, Kind.LOOK_UP, Instant.EPOCH, at, findings);
      }
    }
    glanceAtTracked(page, at, findings);
    List<JobId> silent = new ArrayList<>(lookUp.ids());
    silent.removeIf(id -> !open.contains(id) || page.nonExistIds().contains(id));
    quarantine.tell(quarantine.suspects(page, silent), at.wall(), findings);
    for (JobId id : open) {
      TrackedJob known = tracker.get(id);
      if (known == null) {
        continue;
      }
      boolean beyondReading =
          page.cut() || page.unreadable().stream().anyMatch(job -> job.id() == null);
      if (page.unreadable().stream().anyMatch(job -> id.equals(job.id()))) {
        tracker.unchanged(known, null, settings, now);
      } else if (silent.contains(id) && beyondReading) {
        tracker.unclear(id, now);
      } else {
        tracker.denied(id, at.askedAt(), now);
      }
    }
    return findings;
  }

  /** A job is gone that had not ended. */
  public JobEvent vanished(TrackedJob known, Times at) {
    JobDiff.Changed gone = JobDiff.vanished(source, known, at.wall());
    tracker.changed(gone.job(), null, settings, at.now());
    return gone.observation();
  }

  private void look(
      JobDetail seen, Kind kind, Instant fallbackCreation, Times at, List<JobEvent> findings) {
    Instant now = at.now();
    TrackerEntry entry = tracker.entry(seen.id());
    TrackedJob known = entry == null ? null : entry.job;
    if (known != null && tracker.knowsNewer(seen.id(), at.askedAt())) {
      counts.stale();
      return;
    }
    if (entry != null && kind == Kind.LISTING) {
      reach.listed(entry, now);
    }
    boolean listed = kind == Kind.LISTING;
    known = known == null ? null : known.showing(seen.creationTime(), listed);
    JobDiff look = JobDiff.at(source, known, seen, fallbackCreation, at.wall());
    if (look instanceof JobDiff.Changed changed && !repeats(entry, kind, seen, changed)) {
      tracker.times().learn(known == null ? null : known.state(), seen);
      tracker.changed(changed.job(), seen, settings, now);
      findings.add(changed.observation());
    } else if (known != null) {
      TrackedJob job = look instanceof JobDiff.Unchanged unchanged ? unchanged.job() : known;
      tracker.unchanged(job, seen, settings, now);
    }
    quarantine.read(seen.id());
    if (look instanceof JobDiff.Stale) {
      counts.stale();
    } else {
      Objects.requireNonNull(tracker.entry(seen.id())).lastShown(kind, TrackedJob.content(seen));
    }
  }

  private static List<JobDetail> legible(JobPage page) {
    List<JobDetail> legible = new ArrayList<>();
    for (UnreadableJob job : page.unreadable()) {
      if (job.legible() != null) {
        legible.add(job.legible());
      }
    }
    return legible;
  }

  private void glanceAtTracked(JobPage page, Times at, List<JobEvent> findings) {
    for (JobDetail job : legible(page)) {
      if (tracker.get(job.id()) != null) {
        glance(job, Instant.EPOCH, at, findings);
      }
    }
  }

  /**
   * Looks at a job of which nothing is certain but its state and times: its transitions are told
   * without the job, whose content stays as it was told last.
   */
  private void glance(JobDetail seen, Instant fallbackCreation, Times at, List<JobEvent> findings) {
    TrackedJob known = tracker.get(seen.id());
    if (known != null && tracker.knowsNewer(seen.id(), at.askedAt())) {
      counts.stale();
      return;
    }
    JobDiff look = JobDiff.at(source, known, seen, fallbackCreation, at.wall());
    boolean changed =
        look instanceof JobDiff.Changed change && !change.observation().transitions().isEmpty();
    if (changed) {
      Integer content = Integer.valueOf(TrackedJob.NOTHING);
      if (known != null) {
        content = known.content();
      }
      JobDiff.Changed told = ((JobDiff.Changed) look).quietly(content);
      tracker.changed(told.job(), seen, settings, at.now());
      findings.add(told.observation());
    } else if (known != null) {
      tracker.unchanged(known, seen, settings, at.now());
    }
  }

  /**
   * Whether an answer only shows again what those of its kind have shown before, while those of the
   * other kind show another content: each is told once. Of a state it takes some more to say so, as
   * a job may come back to one.
   */
  private boolean repeats(
      @Nullable TrackerEntry entry, Kind kind, JobDetail seen, JobDiff.Changed changed) {
    if (entry == null || entry.job.isGone()) {
      return false;
    }
    if (entry.lastShown(kind) != TrackedJob.content(seen)) {
      entry.repeats = 0;
      return false;
    }
    entry.repeats++;
    if (entry.repeats > REPEATS) {
      notices.once(
          "content differs",
          "Listings and look-ups of "
              + source
              + " show jobs differently, such as job "
              + seen.id()
              + ": what either has shown is told once, and which of them is right is not known;"
              + " report it to Tencent Cloud");
    }
    boolean quiet = changed.observation().transitions().isEmpty() || entry.repeats > REPEATS;
    if (quiet) {
      counts.differing();
    }
    return quiet;
  }
}
