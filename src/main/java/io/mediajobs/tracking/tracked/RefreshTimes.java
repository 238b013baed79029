package io.mediajobs.tracking.tracked;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobState;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.ServiceTime;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.state.TrackedJob;
import io.mediajobs.tracking.state.TrackedJob.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When to look again at a job: by how long those before it waited and ran, and where that is not
 * known, the longer it has stayed the same, the later. Nothing but the times of looks depends on
 * what is learned, and it is learned anew after a restart.
 *
 * <p>Why: decision 5 in src/docs/develop/decisions.
 */
final class RefreshTimes {

  /** When to look again at a job that has ended but not completely, from when that was seen. */
  private static final List<Duration> AGAIN =
      List.of(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofMinutes(5));

  /** When a job that has ended is looked at first after a restart. */
  static final Duration FIRST = AGAIN.get(0);

  /** So long a job that is gone is looked for. */
  private static final Duration GONE = Duration.ofMinutes(10);

  private final PollSettings settings;
  private final UsualDurations waits = new UsualDurations();
  private final UsualDurations runs = new UsualDurations();
  private ServiceTime service = ServiceTime.UNKNOWN;

  /** One of the times that all jobs share; null before the first. */
  private @Nullable Long shared;

  RefreshTimes(PollSettings settings) {
    this.settings = settings;
  }

  /** Notes the service's clock, which ages are counted by. */
  void clock(ServiceTime time) {
    service = time;
  }

  /** Whether neither our clock nor most of what the service's has shown have come to a time. */
  boolean isAhead(Instant time, Times at) {
    return time.isAfter(CreationTimes.later(at.wall(), service.usual(at.now())).plusSeconds(1));
  }

  /** The service's clock at an answer; ours where its own is unknown. */
  Instant serviceNow(Times at) {
    return service.known() ? service.at(at.now()) : at.wall();
  }

  /**
   * Learns from a job that has changed, or is new.
   *
   * @param known the state before; null for a new job
   */
  void learn(@Nullable JobState known, JobDetail seen) {
    Instant created = seen.creationTime();
    Instant started = seen.startTime();
    Instant ended = seen.endTime();
    if (started == null) {
      return;
    }
    boolean hasWaited = known == null || known.equals(JobState.SUBMITTED);
    if (hasWaited && created != null && !started.isBefore(created)) {
      waits.add(Duration.between(created, started).plus(CreationTimes.GRAIN));
    }
    if (seen.ended() && ended != null && !ended.isBefore(started)) {
      runs.add(Duration.between(started, ended).plus(CreationTimes.GRAIN));
    }
  }

  /** When the state of a job began, by our clock; null where only other states have such a time. */
  @Nullable Instant since(TrackedJob job, JobDetail seen, Instant now) {
    if (job.state().equals(JobState.SUBMITTED)) {
      return service.ours(job.creationTime());
    }
    if (!job.state().equals(JobState.RUNNING) || !seen.state().equals(JobState.RUNNING)) {
      return null;
    }
    return seen.startTime() == null ? now : service.ours(seen.startTime());
  }

  /** Makes this time, of a look at many jobs, one of those that all share. */
  void share(Instant time) {
    shared = time.toEpochMilli();
  }

  /** When to look again at a job that an answer has just told of; null where no more. */
  @Nullable Instant next(TrackerEntry entry, Instant now) {
    return switch (entry.job.phase()) {
      case ACTIVE -> onItsWay(entry, now);
      case WATCHED -> entry.job.isGone() ? gone(entry, now) : ended(entry, now);
      case ENDED -> null;
    };
  }

  private @Nullable Instant gone(TrackerEntry entry, Instant now) {
    Instant next = now.plus(settings.refreshIntervalMax());
    return next.isAfter(entry.phaseSince.plus(GONE)) ? null : next;
  }

  private static @Nullable Instant ended(TrackerEntry entry, Instant now) {
    for (Duration after : AGAIN) {
      Instant next = entry.phaseSince.plus(after);
      if (next.isAfter(now)) {
        return next;
      }
    }
    return null;
  }

  private Instant onItsWay(TrackerEntry entry, Instant now) {
    Duration wait = wait(entry, now);
    return settings.learnsDurations() && entry.since != null
        ? Instant.ofEpochMilli(together(now.toEpochMilli(), wait.toMillis()))
        : now.plus(wait);
  }

  /** How many looks a second those of some jobs that have not ended are to get. */
  double looks(Collection<TrackerEntry> jobs, Instant now) {
    return jobs.stream()
        .filter(entry -> entry.job.phase() == Phase.ACTIVE)
        .mapToDouble(entry -> 1000.0 / wait(entry, now).toMillis())
        .sum();
  }

  /** How long the next look at a job that has not ended may wait, apart from all others. */
  private Duration wait(TrackerEntry entry, Instant now) {
    Duration unknown = settings.refreshAfter(Duration.between(entry.changedAt, now));
    if (!settings.learnsDurations() || entry.since == null) {
      return unknown;
    }
    UsualDurations usual = entry.job.state().rank() == 0 ? waits : runs;
    return Duration.ofMillis(
        usual.wait(
            Duration.between(entry.since, now).toMillis(),
            settings.refreshInterval().toMillis(),
            settings.refreshIntervalMax().toMillis(),
            unknown.toMillis()));
  }

  /** A time that all jobs share, so that one request shows many: rather sooner than later. */
  private long together(long now, long wait) {
    long shortest = settings.refreshInterval().toMillis();
    long longest = settings.refreshIntervalMax().toMillis();
    long latest = now + wait;
    if (shared == null) {
      shared = latest;
    }
    // The longest waits share every so manieth of the times.
    long apart = wait == longest ? Math.max(1, longest / shortest - 1) * shortest : shortest;
    long due = latest - Math.floorMod(latest - shared, apart);
    return due - now < shortest / 4 ? due + shortest : due;
  }
}
