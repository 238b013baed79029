package io.mediajobs.tracking;

import io.mediajobs.job.Finding;
import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.UnreadableJob;
import io.mediajobs.tracking.Quarantine.Suspect;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Holds answers against the tracked jobs of a source and keeps these up to date. */
final class JobWatch {

  /** So many look-ups in a row must miss a job before it counts as gone. */
  private static final int CONFIRMATIONS = 2;

  private final JobSource source;
  private final PollSettings settings;
  private final Tracker tracker;
  private final Quarantine quarantine;
  private final PollCounts counts;

  JobWatch(
      JobSource source,
      PollSettings settings,
      Tracker tracker,
      Quarantine quarantine,
      PollCounts counts) {
    this.source = source;
    this.settings = settings;
    this.tracker = tracker;
    this.quarantine = quarantine;
    this.counts = counts;
  }

  /**
   * Takes in a page of a listing of all jobs.
   *
   * @param wanted which of its jobs are new where they are not known
   */
  List<Finding> listed(Listing asked, JobPage page, Wanted wanted, Times at) {
    List<Finding> findings = new ArrayList<>();
    for (JobDetail job : page.jobs()) {
      if (wanted.has(job.creationTime()) || tracker.get(job.id()) != null) {
        look(job, wanted.fallbackCreation(), at, findings);
      }
    }
    quarantine.tell(suspects(page, asked, wanted), at.wall(), findings);
    return findings;
  }

  /**
   * Takes in a page of a listing by states: only of known jobs, as discovery finds new ones. One
   * that was told as unreadable is known too.
   */
  List<Finding> refreshed(JobPage page, Times at) {
    List<Finding> findings = new ArrayList<>();
    for (JobDetail job : page.jobs()) {
      if (tracker.get(job.id()) != null || quarantine.holds(job.id())) {
        look(job, Instant.EPOCH, at, findings);
      }
    }
    quarantine.tell(suspects(page, List.of()), at.wall(), findings);
    return findings;
  }

  /**
   * Takes in the answer to a look-up, which may only speak of the jobs it was asked for. A job that
   * it is silent about is asked for again, and so is one that it shows but that can't be read; one
   * that it twice does not know is gone.
   */
  List<Finding> lookedUp(LookUp lookUp, JobPage page, Times at) {
    Instant now = at.now();
    List<Finding> findings = new ArrayList<>();
    Set<JobId> open = new HashSet<>(lookUp.ids());
    for (JobDetail job : page.jobs()) {
      // One that is no longer tracked has ended meanwhile, by another answer.
      if (open.remove(job.id()) && tracker.get(job.id()) != null) {
        look(job, Instant.EPOCH, at, findings);
      }
    }
    List<JobId> silent = new ArrayList<>(lookUp.ids());
    silent.removeIf(id -> !open.contains(id) || page.nonExistIds().contains(id));
    quarantine.tell(suspects(page, silent), at.wall(), findings);
    for (JobId id : lookUp.ids()) {
      TrackedJob known = open.contains(id) ? tracker.get(id) : null;
      if (known == null || known.state().ended()) {
        continue;
      }
      if (!page.nonExistIds().contains(id) && !page.unreadable().isEmpty()) {
        tracker.unchanged(id, null, settings, now);
      } else if (!page.nonExistIds().contains(id)) {
        tracker.makeDue(List.of(id), now.plus(settings.refreshInterval()));
      } else if (tracker.missing(id, settings, now) >= CONFIRMATIONS) {
        Look.Changed gone = Look.vanished(source, known, at.wall());
        tracker.changed(gone.job(), null, settings, now);
        findings.add(gone.observation());
      }
    }
    return findings;
  }

  private void look(JobDetail seen, Instant fallbackCreation, Times at, List<Finding> findings) {
    Instant now = at.now();
    TrackedJob known = tracker.get(seen.id());
    if (known != null && tracker.knowsNewer(seen.id(), at.askedAt())) {
      counts.stale();
      return;
    }
    Look look = Look.at(source, known, seen, fallbackCreation, at.wall());
    if (look instanceof Look.Changed changed) {
      tracker.times().learn(known == null ? null : known.state(), seen);
      tracker.changed(changed.job(), seen, settings, now);
      findings.add(changed.observation());
      return;
    }
    if (look instanceof Look.Stale) {
      counts.stale();
    }
    tracker.unchanged(seen.id(), seen, settings, now);
  }

  /** The unreadable jobs of a listing that are new or tracked. */
  private List<Suspect> suspects(JobPage page, Listing asked, Wanted wanted) {
    List<Suspect> suspects = new ArrayList<>();
    for (UnreadableJob job : page.unreadable()) {
      TrackedJob known = job.id() == null ? null : tracker.get(job.id());
      Instant shown = job.createdBetween(asked.start(), asked.end());
      if (known != null) {
        suspects.add(new Suspect(job, null, known.creationTime()));
      } else if (shown == null) {
        suspects.add(new Suspect(job, null, wanted.createdBy()));
      } else if (wanted.has(shown)) {
        suspects.add(new Suspect(job, null, shown));
      }
    }
    return suspects;
  }

  /**
   * The unreadable jobs of an answer that are tracked.
   *
   * @param silent the jobs that the answer must have shown as well; each stands for one of those
   *     whose text shows no JobId
   */
  private List<Suspect> suspects(JobPage page, Collection<JobId> silent) {
    List<Suspect> suspects = new ArrayList<>();
    Deque<JobId> unnamed = new ArrayDeque<>(silent);
    for (UnreadableJob job : page.unreadable()) {
      if (job.id() != null) {
        unnamed.remove(job.id());
      }
    }
    for (UnreadableJob job : page.unreadable()) {
      JobId trackedAs = job.id() == null ? unnamed.poll() : null;
      JobId id = job.id() == null ? trackedAs : job.id();
      TrackedJob known = id == null ? null : tracker.get(id);
      if (known != null) {
        suspects.add(new Suspect(job, trackedAs, known.creationTime()));
      }
    }
    return suspects;
  }
}
