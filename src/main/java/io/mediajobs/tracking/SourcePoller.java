package io.mediajobs.tracking;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

  /** A refused token may be replaced so often without any progress before the task gives up. */
  private static final int TOKEN_REJECTIONS = 3;

  private final JobSource source;
  private final PollSettings settings;
  private final RandomGenerator random;
  private final Tracker tracker;
  private final PollCounts counts = new PollCounts();
  private Discovery discovery;
  private boolean listing;
  private boolean lookUpsTurn;
  private @Nullable Duration serviceClock;
  private int failures;
  private @Nullable Instant failingSince;
  private Instant pausedUntil = Instant.MIN;
  private int rejectedTokens;

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
    this.settings = settings;
    this.random = random;
    this.tracker = new Tracker(start.trackedJobs(), now);
    this.discovery = Discovery.of(start, now);
  }

  /** The source that is polled. */
  public JobSource source() {
    return source;
  }

  /** What has been counted since the start. */
  public PollCounts counts() {
    return counts;
  }

  /** The state to go on from, as of the last answer taken in. */
  public SourceState state() {
    return discovery.state(tracker.jobs());
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
    return tracker.size() + settings.pageSize() > settings.maxTrackedJobs()
        && (tracker.active() > 0 || discovery.canSettle());
  }

  /** Failures in a row. */
  public int failures() {
    return failures;
  }

  /**
   * The next query that is due.
   *
   * @return null where nothing is due now
   */
  public @Nullable JobQuery next(Instant now) {
    if (now.isBefore(pausedUntil)) {
      return null;
    }
    // They take turns: neither a long past nor many tracked jobs may starve the other.
    JobQuery query = lookUpsTurn ? nextLookUp(now) : nextListing(now);
    if (query == null) {
      query = lookUpsTurn ? nextListing(now) : nextLookUp(now);
    }
    lookUpsTurn = query instanceof Listing;
    return query;
  }

  /** When it makes sense to call {@link #next} again, if no answer comes before. */
  public Instant nextDue(Instant now) {
    Instant at = tracker.nextDue();
    if (at == null) {
      at = Instant.MAX;
    }
    if (!listing) {
      if (discovery.due(settings, now, serviceTime(now), !full())) {
        at = now;
      } else if (!full() && discovery.dueAt().isBefore(at)) {
        at = discovery.dueAt();
      }
    }
    return at.isBefore(pausedUntil) ? pausedUntil : at;
  }

  private @Nullable JobQuery nextLookUp(Instant now) {
    Instant soon = now.plus(settings.refreshInterval().dividedBy(2));
    List<JobId> ids = tracker.takeDue(PollSettings.IDS_PER_LOOK_UP, now, soon);
    return ids.isEmpty() ? null : new LookUp(source, ids);
  }

  private @Nullable JobQuery nextListing(Instant now) {
    if (listing) {
      return null;
    }
    if (serviceClock == null && needsServiceClock()) {
      listing = true;
      return clockQuery();
    }
    Instant serviceNow = serviceTime(now);
    if (!discovery.due(settings, now, serviceNow, !full())) {
      return null;
    }
    discovery = discovery.begun(settings, now, serviceNow);
    listing = true;
    return discovery.listing(source, settings);
  }

  /**
   * Takes in an answer.
   *
   * @param askedAt when the query went out: what another answer told of a job since then counts
   *     more
   * @return what the answer brought to light, in its order
   */
  public List<Observation> answered(JobQuery query, JobPage page, Instant askedAt, Instant now) {
    failures = 0;
    failingSince = null;
    Instant served = page.serviceTime();
    serviceClock = served == null ? Duration.ZERO : Duration.between(now, served);
    List<Observation> observations = new ArrayList<>();
    if (query instanceof LookUp lookUp) {
      for (JobDetail job : page.jobs()) {
        // A look-up may only speak of the jobs it was asked for.
        if (lookUp.ids().contains(job.id())) {
          look(job, askedAt, now, observations);
        }
      }
      noteMissing(lookUp, page, now, observations);
    } else {
      listing = false;
      if (((Listing) query).order() == JobQuery.Order.ASC) {
        for (JobDetail job : page.jobs()) {
          look(job, askedAt, now, observations);
        }
        Discovery before = discovery;
        discovery = before.answered(settings, page, serviceTime(now));
        if (discovery.last() != null && !discovery.last().equals(before.last())) {
          rejectedTokens = 0;
        }
        counts.discovered(observations.size());
      }
    }
    if (discovery.settled() != null) {
      tracker.forgetEndedBefore(discovery.settled());
    }
    return observations;
  }

  /**
   * Takes in a failure and plans the next attempt.
   *
   * @return null where the poller goes on after a pause; otherwise the sentence that the task is to
   *     fail with
   */
  public @Nullable String failed(JobQuery query, JobsApiException failure, Instant now) {
    if (query instanceof LookUp lookUp) {
      tracker.makeDue(lookUp.ids(), now);
    } else {
      listing = false;
    }
    failures++;
    if (failingSince == null) {
      failingSince = now;
    }
    if (failure.kind() == JobsApiException.Kind.REFUSED) {
      if (failure.status() == 400
          && query instanceof Listing refused
          && refused.nextToken() != null
          && ++rejectedTokens < TOKEN_REJECTIONS) {
        discovery = discovery.tokenRejected(now);
        return null;
      }
      return failure.getMessage();
    }
    Duration streak = Duration.between(failingSince, now);
    if (settings.backoff().exhausted(streak)) {
      return failure.getMessage()
          + ". Gave up after "
          + streak.toSeconds()
          + " s, as retry.timeout.ms says";
    }
    Duration pause = settings.backoff().pause(failures, random);
    Duration retryAfter = failure.retryAfter();
    if (retryAfter != null && retryAfter.compareTo(pause) > 0) {
      pause = retryAfter;
    }
    pausedUntil = now.plus(pause);
    return null;
  }

  private void look(JobDetail seen, Instant askedAt, Instant now, List<Observation> observations) {
    TrackedJob known = tracker.get(seen.id());
    if (known != null && tracker.knowsNewer(seen.id(), askedAt)) {
      counts.stale();
      return;
    }
    Instant fallback = discovery.last() == null ? Instant.EPOCH : discovery.last();
    Look look = Look.at(source, known, seen, fallback, now);
    if (look instanceof Look.Changed changed) {
      tracker.changed(changed.job(), settings, now);
      observations.add(changed.observation());
    } else {
      if (look instanceof Look.Stale) {
        counts.stale();
      }
      tracker.unchanged(seen.id(), settings, now);
    }
  }

  /** A job counts as gone when two look-ups in a row do not know it; silence is asked again. */
  private void noteMissing(
      LookUp lookUp, JobPage page, Instant now, List<Observation> observations) {
    for (JobId id : lookUp.ids()) {
      TrackedJob known = tracker.get(id);
      if (known == null || known.state().ended()) {
        continue;
      }
      if (page.nonExistIds().contains(id)) {
        if (tracker.missing(id, settings, now) >= 2) {
          Look.Changed gone = Look.vanished(source, known, now);
          tracker.changed(gone.job(), settings, now);
          observations.add(gone.observation());
        }
      } else if (page.jobs().stream().noneMatch(job -> job.id().equals(id))) {
        tracker.makeDue(List.of(id), now.plus(settings.refreshInterval()));
      }
    }
  }

  private boolean needsServiceClock() {
    return settings.firstStart() instanceof FirstStart.Back
        && discovery.last() == null
        && discovery.settled() == null;
  }

  /** The cheapest question there is, for the sake of its answer's Date. */
  private Listing clockQuery() {
    return new Listing(
        source, settings.filter(), JobQuery.Order.DESC, 1, null, List.<JobState>of(), null, null);
  }

  private Instant serviceTime(Instant now) {
    return serviceClock == null ? now : now.plus(serviceClock);
  }
}
