package io.mediajobs.tracking;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds answers against the tracked jobs of a source and keeps these up to date. */
final class JobWatch {

  /** So many look-ups in a row must miss a job before it counts as gone. */
  private static final int CONFIRMATIONS = 2;

  private final JobSource source;
  private final PollSettings settings;
  private final Tracker tracker;
  private final PollCounts counts;

  JobWatch(JobSource source, PollSettings settings, Tracker tracker, PollCounts counts) {
    this.source = source;
    this.settings = settings;
    this.tracker = tracker;
    this.counts = counts;
  }

  /**
   * Takes in a page of a listing of all jobs.
   *
   * @param floor unknown jobs created before this are not new; null for no such time
   * @param fallbackCreation stands in for creation times that the page does not give
   */
  List<Observation> listed(
      JobPage page,
      @Nullable Instant floor,
      Instant fallbackCreation,
      Instant askedAt,
      Instant now) {
    List<Observation> observations = new ArrayList<>();
    for (JobDetail job : page.jobs()) {
      Instant creation = job.creationTime();
      boolean old = floor != null && creation != null && creation.isBefore(floor);
      if (!old || tracker.get(job.id()) != null) {
        look(job, fallbackCreation, askedAt, now, observations);
      }
    }
    return observations;
  }

  /** Takes in a page of a listing by states: only of known jobs, as discovery finds new ones. */
  List<Observation> refreshed(JobPage page, Instant askedAt, Instant now) {
    List<Observation> observations = new ArrayList<>();
    for (JobDetail job : page.jobs()) {
      if (tracker.get(job.id()) != null) {
        look(job, Instant.EPOCH, askedAt, now, observations);
      }
    }
    return observations;
  }

  /**
   * Takes in the answer to a look-up, which may only speak of the jobs it was asked for. A job that
   * it is silent about is asked for again; one that it twice does not know is gone.
   */
  List<Observation> lookedUp(LookUp lookUp, JobPage page, Instant askedAt, Instant now) {
    List<Observation> observations = new ArrayList<>();
    Set<JobId> open = new HashSet<>(lookUp.ids());
    for (JobDetail job : page.jobs()) {
      // One that is no longer tracked has ended meanwhile, by another answer.
      if (open.remove(job.id()) && tracker.get(job.id()) != null) {
        look(job, Instant.EPOCH, askedAt, now, observations);
      }
    }
    for (JobId id : lookUp.ids()) {
      TrackedJob known = open.contains(id) ? tracker.get(id) : null;
      if (known == null || known.state().ended()) {
        continue;
      }
      if (!page.nonExistIds().contains(id)) {
        tracker.makeDue(List.of(id), now.plus(settings.refreshInterval()));
      } else if (tracker.missing(id, settings, now) >= CONFIRMATIONS) {
        Look.Changed gone = Look.vanished(source, known, now);
        tracker.changed(gone.job(), settings, now);
        observations.add(gone.observation());
      }
    }
    return observations;
  }

  private void look(
      JobDetail seen,
      Instant fallbackCreation,
      Instant askedAt,
      Instant now,
      List<Observation> observations) {
    TrackedJob known = tracker.get(seen.id());
    if (known != null && tracker.knowsNewer(seen.id(), askedAt)) {
      counts.stale();
      return;
    }
    Look look = Look.at(source, known, seen, fallbackCreation, now);
    if (look instanceof Look.Changed changed) {
      tracker.changed(changed.job(), settings, now);
      observations.add(changed.observation());
      return;
    }
    if (look instanceof Look.Stale) {
      counts.stale();
    }
    tracker.unchanged(seen.id(), settings, now);
  }
}
