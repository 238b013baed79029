package io.mediajobs.tracking;

import io.mediajobs.job.Finding;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApiException;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Polls one source: says what to ask next and turns answers into observations. A state machine
 * without I/O, clock or log; one thread at a time.
 *
 * <p>Every query that {@link #next} hands out comes back exactly once, by {@link #answered} or
 * {@link #failed}. What is emitted is a function of the starting state and the answers alone.
 */
public final class SourcePoller {

  private final JobSource source;
  private final Tracker tracker;
  private final JobWatch watch;
  private final Refresh refresh;
  private final Listings listings;
  private final Rereading rereading = new Rereading();
  private final FailureStreak streak;
  private final PollCounts counts = new PollCounts();
  private boolean refreshTurn;

  /**
   * A poller that goes on from a state.
   *
   * @param random for the jitter of pauses; no observation depends on it
   */
  public SourcePoller(
      JobSource source,
      PollSettings settings,
      SourceState start,
      RandomGenerator random,
      Instant now) {
    this.source = source;
    this.tracker = new Tracker(start.trackedJobs(), now);
    Quarantine quarantine = new Quarantine(source, tracker, counts, start.quarantinedJobs());
    this.watch = new JobWatch(source, settings, tracker, quarantine, counts);
    this.refresh = new Refresh(source, settings, tracker);
    this.streak = new FailureStreak(settings.backoff(), random);
    this.listings = new Listings(source, settings, start, tracker, quarantine, watch, now);
  }

  /** The source that is polled. */
  public JobSource source() {
    return source;
  }

  /** What has been counted since the start. */
  public PollCounts counts() {
    return counts;
  }

  /** How the source is doing, as of the last answer or failure taken in. */
  public SourceFigures figures() {
    return listings.figures(counts, streak);
  }

  /** The state to go on from, as of the last answer taken in. */
  public SourceState state() {
    return listings.state();
  }

  /** How many jobs are tracked: not ended, or ended but likely to be listed again. */
  public int tracked() {
    return tracker.size();
  }

  /** How many tracked jobs have not ended. */
  public int active() {
    return tracker.active();
  }

  /** Whether discovery waits because {@code max.tracked.jobs} is reached. */
  public boolean full() {
    return listings.full();
  }

  /** In how many slices a long past is being listed; 0 where it is not. */
  public int slices() {
    return listings.slices();
  }

  /** Failures in a row. */
  public int failures() {
    return streak.failures();
  }

  /** Until when this source pauses after a failure; in the past where it does not. */
  public Instant pausedUntil() {
    return streak.pausedUntil();
  }

  /**
   * The next query that is due.
   *
   * @return null where nothing is due now
   */
  public @Nullable JobQuery next(Instant now) {
    if (now.isBefore(streak.pausedUntil())) {
      return null;
    }
    // They take turns: neither a long past nor many tracked jobs may starve the other.
    JobQuery query = refreshTurn ? refresh.next(now) : listings.next(now);
    if (query == null) {
      query = refreshTurn ? listings.next(now) : refresh.next(now);
    }
    refreshTurn = query instanceof Listing listed && !Refresh.owns(listed);
    return query == null ? null : rereading.asked(query);
  }

  /** When it makes sense to call {@link #next} again, if no answer comes before. */
  public Instant nextDue(Instant now) {
    Instant at = listings.due(now);
    Instant refreshDue = refresh.nextDue();
    if (refreshDue != null && refreshDue.isBefore(at)) {
      at = refreshDue;
    }
    return at.isBefore(streak.pausedUntil()) ? streak.pausedUntil() : at;
  }

  /**
   * Takes in an answer.
   *
   * @param askedAt when the query went out: what another answer told of a job since then counts
   *     more
   * @return what the answer brought to light, in its order
   */
  public List<Finding> answered(JobQuery asked, JobPage page, Instant askedAt, Instant now) {
    JobQuery query = asked.plain();
    rereading.wasRead(query);
    streak.succeeded();
    listings.heard(page.serviceTime(), now);
    List<Finding> findings;
    if (query instanceof LookUp lookUp) {
      findings = watch.lookedUp(lookUp, page, askedAt, now);
      refresh.answered(lookUp);
    } else if (Refresh.owns((Listing) query)) {
      findings = watch.refreshed(page, askedAt, now);
      refresh.answered((Listing) query, page, askedAt, now);
    } else {
      findings = listings.answered((Listing) query, page, askedAt, now);
    }
    listings.forget();
    counts.answered(findings, now);
    return findings;
  }

  /**
   * Takes in a failure and plans the next attempt.
   *
   * @return null where the poller goes on after a pause; otherwise the sentence to fail with
   */
  public @Nullable String failed(JobQuery asked, JobsApiException failure, Instant now) {
    JobQuery query = asked.plain();
    counts.failed(failure.kind());
    if (failure.kind() == JobsApiException.Kind.UNREADABLE) {
      rereading.wasUnreadable(query);
    }
    boolean refreshes = !(query instanceof Listing listed) || Refresh.owns(listed);
    if (refreshes) {
      refresh.failed(query, rereading.isOn(query), now);
    } else {
      listings.failed((Listing) query);
    }
    if (failure.kind() != JobsApiException.Kind.REFUSED) {
      return streak.failed(failure, now);
    }
    // Which code says that a token is no longer good is not documented: any 400 to one may.
    if (failure.status() == 400
        && query instanceof Listing refused
        && refused.nextToken() != null
        && (refreshes || listings.tokenRejected(refused))) {
      if (refreshes) {
        refresh.tokenRejected(refused, now);
      }
      return null;
    }
    return failure.getMessage();
  }
}
