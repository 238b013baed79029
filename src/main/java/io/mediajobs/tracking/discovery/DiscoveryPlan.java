package io.mediajobs.tracking.discovery;

import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.tracking.listing.Course;
import io.mediajobs.tracking.plan.Alternation;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Plan;
import io.mediajobs.tracking.plan.Step;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.Notices;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.ServiceTime;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.tracked.NewJobs;
import io.mediajobs.tracking.tracked.NextPage;
import io.mediajobs.tracking.tracked.Quarantine;
import io.mediajobs.tracking.tracked.Reconciler;
import io.mediajobs.tracking.tracked.RefreshSchedule;
import io.mediajobs.tracking.tracked.Tracker;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The listings by which the jobs of one source are discovered: one after another, or those of
 * {@link Slices} side by side where a long past is listed and that is worth it.
 */
public final class DiscoveryPlan implements Plan {

  private final JobSource source;
  private final PollSettings settings;
  private final Tracker tracker;
  private final Quarantine quarantine;
  private final Reconciler watch;
  private final Notices notices;
  private final Progress progress;
  private final DiscoveryState discovery;
  private final Turns turns;
  private final NewestJobs newest;
  private final OldestJob oldest;
  private final SetBackCheck setBack;
  private final Alternation turnsOfLooks = new Alternation();
  private final SlicesPlan slices;
  private final StandIn standIn;
  private ServiceTime serviceTime = ServiceTime.UNKNOWN;

  /** The listing under way that is of no slice; null for none. */
  private @Nullable Ask asked;

  public DiscoveryPlan(
      JobSource source,
      PollSettings settings,
      SourceState start,
      Tracker tracker,
      RefreshSchedule schedule,
      Quarantine quarantine,
      Reconciler watch,
      Notices notices,
      Instant now) {
    this.source = source;
    this.settings = settings;
    this.tracker = tracker;
    this.quarantine = quarantine;
    this.watch = watch;
    this.notices = notices;
    this.progress = new Progress(now);
    this.discovery = new DiscoveryState(start, settings, tracker, schedule, quarantine, now);
    this.turns = discovery.turns();
    this.newest = new NewestJobs(source, settings, quarantine, discovery);
    this.oldest = new OldestJob(source, settings, discovery, notices);
    this.setBack = new SetBackCheck(source, settings, tracker, discovery);
    if (!start.started()) {
      newest.start(settings.firstStart());
    }
    this.slices = new SlicesPlan(source, settings, watch, notices, progress, discovery, setBack);
    this.standIn = new StandIn(source, settings, schedule, watch, discovery, setBack, progress);
  }

  /** The state to go on from, as of the last answer taken in. */
  public SourceState state() {
    return newest.hasStarted() ? discovery.state() : SourceState.NEW;
  }

  /** The same without the tracked jobs. */
  public SourceState stateWithoutJobs() {
    return newest.hasStarted() ? discovery.state(List.of()) : SourceState.NEW;
  }

  /** How discovery gets on. */
  public Progress progress() {
    return progress;
  }

  /** Creation time of the newest job discovered; null before the first. */
  public @Nullable Instant newestCreation() {
    return discovery.last();
  }

  /** The service's clock, as far as answers have told. */
  public ServiceTime serviceTime() {
    return serviceTime;
  }

  /** The page of jobs in all states that is asked for next, or is being asked for. */
  public NextPage nextPage(Instant now) {
    boolean waits = !newest.hasStarted() || discovery.slices() != null || discovery.isFull();
    boolean isFree = asked == null && !newest.isAsked() && !oldest.isAtEnd();
    return waits ? NextPage.NONE : turns.nextPage(isFree, now);
  }

  /** The question that is due, or when there may be one. */
  public Step step(Instant now) {
    if (newest.isAsked()) {
      return Step.Later.ANSWERED;
    }
    if (discovery.needsRoom()) {
      newest.makeRoom(now);
    }
    return newest
        .step()
        .or(() -> oldest.step(discovery.isFull(), now))
        .or(() -> turnsOfLooks.step(() -> setBack.step(now), () -> listing(now)));
  }

  private Step listing(Instant now) {
    if (asked != null || oldest.isAtEnd()) {
      return Step.Later.ANSWERED;
    }
    boolean inTurns = discovery.slices() == null;
    Instant due = inTurns ? turns.due(now, !discovery.isFull()) : slices.due(now);
    if (due.isAfter(now)) {
      return new Step.Later(due);
    }
    Ask instead = inTurns ? standIn.ask(now) : slices.ask(now);
    if (instead != null) {
      return instead;
    }
    turns.begin(now, !discovery.isFull());
    Listing listing = turns.ask().listing(source, settings);
    if (listing.nextToken() == null) {
      slices.frontBegins();
    }
    asked = new Ask(listing, this);
    return asked;
  }

  /** Takes in what any answer tells of the clocks; returns it without impossible creation times. */
  public JobPage heard(JobPage page, Times at) {
    serviceTime = serviceTime.after(page.serviceTime(), at.answeredAt());
    setBack.heard(serviceTime, at.answeredAt());
    discovery.evidence().heard(page, at, serviceTime);
    return discovery.evidence().possible(page);
  }

  @Override
  public boolean isVital() {
    return true;
  }

  @Override
  public List<JobEvent> answered(Ask ask, JobPage page, Times at) {
    slices.listed(page, at);
    return ask == asked ? ofSweep((Listing) ask.plain(), page, at) : List.of();
  }

  /** Forgets what no listing shows again, after any answer, and notes whether there is room. */
  public void forget() {
    Instant setBackTo = setBack.setBackTo();
    if (setBackTo != null) {
      setBack.clear();
      if (discovery.setBack(setBackTo, setBack.lookFrom())) {
        asked = null;
        oldest.forget();
        notices.setBack(setBackTo);
      }
    }
    Instant unpageable = discovery.settlement().unpageable();
    if (unpageable != null) {
      notices.unpageable(unpageable);
    }
    if (discovery.isFullWith(1)) {
      oldest.makeRoom();
    }
    discovery.settle();
    discovery.forget();
    progress.room(!discovery.isFull());
  }

  /** A refused token is dropped, and the listing goes on without it. */
  @Override
  public @Nullable String givenUp(Ask ask, JobsApiException failure, Instant now) {
    if (!ask.isAboutToken(failure)) {
      return failure.getMessage();
    }
    if (ask == asked && turns.isAsking()) {
      notices.trouble(turns.tokenRefused(now));
    }
    asked = ask == asked ? null : asked;
    return null;
  }

  private List<JobEvent> ofSweep(Listing listing, JobPage page, Times at) {
    asked = null;
    if (!turns.isAsking()) {
      return List.of();
    }
    List<JobEvent> findings = watch.listed(listing, page, discovery.wanted(listing), at);
    NewJobs.of(findings).forEach(job -> setBack.found(job, at.now()));
    Course front = turns.isSettling() ? null : turns.front();
    notices.trouble(turns.answered(listing, page, (int) NewJobs.of(findings).count(), at));
    if (front != null) {
      standIn.found(findings, at.now());
      if (turns.front() == null) {
        // Where no job shows a time, only a listing without an end shows them all for certain.
        if (discovery.fronts().isWhole() && (listing.end() == null || discovery.last() != null)) {
          tracker.listed();
        }
        if (listing.end() == null) {
          Instant begunAt = front.begunAt() == null ? at.askedAt() : front.begunAt();
          setBack.frontIsOver(!discovery.fronts().foundNothing(), begunAt);
        }
      }
      progress.listed(front, turns.front(), page, discovery.evidence().latest(), at);
      oldest.listed(front, page, at.now());
      if (slices.mayCut()) {
        cut(at.now());
      }
    }
    return findings;
  }

  /** Cuts the front into slices, once it is known how far they may go. */
  private void cut(Instant now) {
    if (newest.knowsSince(turns.front())) {
      Slices cut = slices.cut(now);
      if (cut != null) {
        // What is not settled is listed again by creation times, which need no second look.
        oldest.forget();
        quarantine.remember(cut.settled(), cut.stop().plus(CreationTimes.GRAIN));
      }
    } else {
      newest.ask(turns.front());
    }
  }
}
