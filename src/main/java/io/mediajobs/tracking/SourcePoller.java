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

  /** A refused token is replaced so often without any progress before the task gives up. */
  private static final int TOKEN_REJECTIONS = 3;

  private final JobSource source;
  private final PollSettings settings;
  private final Tracker tracker;
  private final Quarantine quarantine;
  private final JobWatch watch;
  private final Refresh refresh;
  private final Rereading rereading = new Rereading();
  private final FailureStreak streak;
  private final PollCounts counts = new PollCounts();
  private final Progress progress;
  private Discovery discovery;
  private ServiceTime serviceTime = ServiceTime.UNKNOWN;
  private boolean listing;
  private boolean refreshTurn;
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
    this.tracker = new Tracker(start.trackedJobs(), now);
    this.quarantine = new Quarantine(source, tracker, counts, start.quarantinedJobs());
    this.watch = new JobWatch(source, settings, tracker, quarantine, counts);
    this.refresh = new Refresh(source, settings, tracker);
    this.streak = new FailureStreak(settings.backoff(), random);
    this.discovery = Discovery.of(start, settings, now);
    this.progress = new Progress(now);
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
    return progress.figures(source, discovery, serviceTime, tracker, counts, streak);
  }

  /** The state to go on from, as of the last answer taken in. */
  public SourceState state() {
    return discovery.state(tracker.jobs(), quarantine.jobs());
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
    int remembered = tracker.size() + quarantine.size();
    return remembered + settings.pageSize() > settings.maxTrackedJobs()
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
    JobQuery query = refreshTurn ? refresh.next(now) : nextListing(now);
    if (query == null) {
      query = refreshTurn ? nextListing(now) : refresh.next(now);
    }
    refreshTurn = query instanceof Listing listed && !Refresh.owns(listed);
    return query == null ? null : rereading.asked(query);
  }

  /** When it makes sense to call {@link #next} again, if no answer comes before. */
  public Instant nextDue(Instant now) {
    Instant at = listing ? Instant.MAX : listingDue(now);
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
    serviceTime = serviceTime.after(page.serviceTime(), now);
    List<Finding> findings;
    if (query instanceof LookUp lookUp) {
      findings = watch.lookedUp(lookUp, page, askedAt, now);
      refresh.answered(lookUp);
    } else if (Refresh.owns((Listing) query)) {
      findings = watch.refreshed(page, askedAt, now);
      refresh.answered((Listing) query, page, askedAt, now);
    } else {
      listing = false;
      findings = listed((Listing) query, page, askedAt, now);
    }
    if (discovery.settled() != null) {
      tracker.forgetEndedBefore(discovery.settled());
      quarantine.forgetBefore(discovery.settled());
    }
    counts.answered(findings, now);
    progress.room(!full());
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
      listing = false;
    }
    if (failure.kind() != JobsApiException.Kind.REFUSED) {
      return streak.failed(failure, now);
    }
    // Which code says that a token is no longer good is not documented: any 400 to one may.
    if (failure.status() == 400
        && query instanceof Listing refused
        && refused.nextToken() != null
        && (refreshes || ++rejectedTokens < TOKEN_REJECTIONS)) {
      if (refreshes) {
        refresh.tokenRejected(refused, now);
      } else {
        discovery = discovery.tokenRejected();
      }
      return null;
    }
    return failure.getMessage();
  }

  private List<Finding> listed(Listing asked, JobPage page, Instant askedAt, Instant now) {
    if (ServiceTime.isAskedBy(asked)) {
      startFresh(now);
      return List.of();
    }
    Instant last = discovery.last();
    Instant fallback = last == null ? Instant.EPOCH : last;
    List<Finding> findings = watch.listed(asked, page, discovery.floor(), fallback, askedAt, now);
    Discovery before = discovery;
    // On its way here the page grows old: it need not show what has become visible meanwhile.
    discovery = discovery.answered(settings, asked, page, serviceTime.at(askedAt));
    progress.listed(before, discovery, page, askedAt, now);
    if (discovery.last() != null && !discovery.last().equals(last)) {
      rejectedTokens = 0;
    }
    return findings;
  }

  private @Nullable JobQuery nextListing(Instant now) {
    if (listing || listingDue(now).isAfter(now)) {
      return null;
    }
    listing = true;
    if (!serviceTime.known()) {
      // Creation times are the service's: without its clock there is no telling which are over.
      return ServiceTime.query(source, settings);
    }
    startFresh(now);
    discovery = discovery.begun(settings, now, serviceTime.at(now), !full());
    return discovery.current().listing(source, settings);
  }

  /** When discovery has something to ask. */
  private Instant listingDue(Instant now) {
    return serviceTime.known() ? discovery.due(settings, serviceTime, now, !full()) : now;
  }

  /** Sets the start of a source without any offset, once, by the service's clock. */
  private void startFresh(Instant now) {
    if (discovery.isNew() && discovery.first() == null) {
      discovery = discovery.startingAt(settings.firstStart().resolve(serviceTime.at(now)));
    }
  }
}
