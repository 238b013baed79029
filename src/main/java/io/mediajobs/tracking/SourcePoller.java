package io.mediajobs.tracking;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobQuery.Order;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTags;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.Observation;
import java.time.Duration;
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

  /** A refused token is replaced so often without any progress before the task gives up. */
  private static final int TOKEN_REJECTIONS = 3;

  private final JobSource source;
  private final PollSettings settings;
  private final Tracker tracker;
  private final JobWatch watch;
  private final FailureStreak streak;
  private final PollCounts counts = new PollCounts();
  private Discovery discovery;
  private boolean listing;
  private boolean lookUpsTurn;
  private int rejectedTokens;

  /** How far the service's clock is ahead of ours; null before the first answer. */
  private @Nullable Duration serviceAhead;

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
    this.tracker = new Tracker(start.trackedJobs(), now);
    this.watch = new JobWatch(source, settings, tracker, counts);
    this.streak = new FailureStreak(settings.backoff(), random);
    this.discovery = Discovery.of(start, settings, now);
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
    return at.isBefore(streak.pausedUntil()) ? streak.pausedUntil() : at;
  }

  /**
   * Takes in an answer.
   *
   * @param askedAt when the query went out: what another answer told of a job since then counts
   *     more
   * @return what the answer brought to light, in its order
   */
  public List<Observation> answered(JobQuery query, JobPage page, Instant askedAt, Instant now) {
    streak.succeeded();
    Instant served = page.serviceTime();
    serviceAhead = served == null ? Duration.ZERO : Duration.between(now, served);
    List<Observation> observations = List.of();
    if (query instanceof LookUp lookUp) {
      observations = watch.lookedUp(lookUp, page, askedAt, now);
    } else {
      listing = false;
      if (((Listing) query).order() == Order.ASC) {
        observations = listed(page, askedAt, now);
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
    if (failure.kind() != JobsApiException.Kind.REFUSED) {
      return streak.failed(failure, now);
    }
    // Which code says that a token is no longer good is not documented: any 400 to one may.
    if (failure.status() == 400
        && query instanceof Listing refused
        && refused.nextToken() != null
        && ++rejectedTokens < TOKEN_REJECTIONS) {
      discovery = discovery.tokenRejected(now);
      return null;
    }
    return failure.getMessage();
  }

  private List<Observation> listed(JobPage page, Instant askedAt, Instant now) {
    Instant last = discovery.last();
    List<Observation> observations =
        watch.listed(page, last == null ? Instant.EPOCH : last, askedAt, now);
    counts.discovered(observations.size());
    discovery = discovery.answered(settings, page, serviceTime(now));
    if (discovery.last() != null && !discovery.last().equals(last)) {
      rejectedTokens = 0;
    }
    return observations;
  }

  private @Nullable JobQuery nextLookUp(Instant now) {
    Instant soon = now.plus(settings.refreshInterval().dividedBy(2));
    List<JobId> ids = tracker.takeDue(JobTags.idsPerLookUp(source.path()), now, soon);
    return ids.isEmpty() ? null : new LookUp(source, ids);
  }

  private @Nullable JobQuery nextListing(Instant now) {
    if (listing) {
      return null;
    }
    if (serviceAhead == null && needsServiceClock()) {
      listing = true;
      // The cheapest question there is, for the sake of its answer's Date.
      return new Listing(source, settings.filter(), Order.DESC, 1, null, List.of(), null, null);
    }
    Instant serviceNow = serviceTime(now);
    if (!discovery.due(settings, now, serviceNow, !full())) {
      return null;
    }
    discovery = discovery.begun(settings, now, serviceNow);
    listing = true;
    return discovery.listing(source, settings);
  }

  private boolean needsServiceClock() {
    return settings.firstStart() instanceof FirstStart.Back
        && discovery.last() == null
        && discovery.settled() == null;
  }

  private Instant serviceTime(Instant now) {
    return serviceAhead == null ? now : now.plus(serviceAhead);
  }
}
