package io.mediajobs.tracking.discovery;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.Observation;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Plan;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.tracked.NewJobs;
import io.mediajobs.tracking.tracked.Reconciler;
import io.mediajobs.tracking.tracked.RefreshSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One page of all jobs that have not ended, new ones among them, in place of a page of the front
 * and of one for refresh. It is asked for where it has room for all of them. It proves nothing: the
 * front goes on settling, now and then, and finds what has begun and ended in between.
 */
final class StandIn implements Plan {

  private static final List<JobState> STATES =
      List.of(JobState.SUBMITTED, JobState.RUNNING, JobState.PAUSE);

  /** So many pages of the front it stands in for, one after another. */
  private static final int CYCLES = 11;

  /** So long at most. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** So long none is asked for after one was of no use. */
  private static final Duration SELDOM = Duration.ofMinutes(10);

  private final JobSource source;
  private final PollSettings settings;
  private final RefreshSchedule schedule;
  private final Reconciler watch;
  private final DiscoveryState discovery;
  private final SetBackCheck setBack;
  private final Progress progress;

  /** When the front is to be asked for again. */
  private Instant until = Instant.MIN;

  private Instant from = Instant.MIN;

  /** Whether it has stood in since the front was asked for. */
  private boolean stoodIn;

  private @Nullable Ask asked;

  /** The jobs that the page under way is to show. */
  private Set<JobId> sought = Set.of();

  StandIn(
      JobSource source,
      PollSettings settings,
      RefreshSchedule schedule,
      Reconciler watch,
      DiscoveryState discovery,
      SetBackCheck setBack,
      Progress progress) {
    this.source = source;
    this.settings = settings;
    this.schedule = schedule;
    this.watch = watch;
    this.discovery = discovery;
    this.setBack = setBack;
    this.progress = progress;
  }

  /**
   * The page, where it costs less than that of the front, which is due, and a look at what that
   * does not show; null for the front.
   */
  @Nullable Ask ask(Instant now) {
    boolean underWay = asked != null && asked.isOpen();
    boolean standsIn = !underWay && !now.isBefore(from) && now.isBefore(until) && isAllowed();
    Instant oldest = standsIn ? oldest(now) : null;
    if (oldest == null) {
      Duration most = settings.pollInterval().multipliedBy(CYCLES);
      until = now.plus(most.compareTo(LONGEST) > 0 ? LONGEST : most);
      return null;
    }
    sought = schedule.takeCreated(oldest, null);
    discovery.turns().postpone(now.plus(settings.pollInterval()));
    schedule.share(now);
    stoodIn = true;
    // In case the service takes the times as exclusive.
    Instant start = oldest.minus(CreationTimes.GRAIN);
    Ask ask = new Ask(settings.listing(source, null, STATES, start, null), this);
    asked = ask;
    return ask;
  }

  /** Whether nothing is to be proven that only the front proves. */
  private boolean isAllowed() {
    Turns turns = discovery.turns();
    return discovery.slices() == null
        && turns.front() == null
        && !turns.isSettling()
        && discovery.fronts().fits()
        && !discovery.evidence().isSetBack()
        && !setBack.isWatching()
        && !discovery.showsNoTimes();
  }

  /** The oldest job that is due, where all since then fit on a page; null where that is not so. */
  private @Nullable Instant oldest(Instant now) {
    Instant oldest =
        schedule.dueCreations(now).isEmpty() ? null : schedule.oldestDue(Instant.MIN, now);
    return oldest == null || schedule.activeFrom(oldest, settings.pageSize()) >= settings.pageSize()
        ? null
        : oldest;
  }

  /** Takes in what a page of the front has shown: it may have ended before anything else did. */
  void found(List<JobEvent> findings, Instant now) {
    boolean missed =
        stoodIn && NewJobs.of(findings).map(Observation::state).anyMatch(JobState::ended);
    stoodIn = false;
    if (missed) {
      from = now.plus(SELDOM);
    }
  }

  @Override
  public List<JobEvent> answered(Ask ask, JobPage page, Times at) {
    Listing listing = (Listing) ask.plain();
    boolean plain =
        page.unreadable().isEmpty()
            && page.jobs().stream().allMatch(job -> job.creationTime() != null);
    boolean trusted = plain && isAllowed();
    List<JobEvent> findings =
        trusted
            ? watch.listed(listing, page, discovery.wanted(listing), at)
            : watch.refreshed(page, at);
    if (!trusted || page.nextToken() != null || page.cut()) {
      // Others are behind it.
      discovery.turns().postpone(at.now());
    } else {
      progress.listed(at);
    }
    NewJobs.of(findings).forEach(job -> discovery.fronts().found(job));
    Set<JobId> missing = new HashSet<>(sought);
    page.jobs().stream().map(JobDetail::id).forEach(missing::remove);
    release(missing, at.now());
    return findings;
  }

  /** The front has other ways to go on than to try again. */
  @Override
  public boolean isAskedAgain(Ask ask, boolean othersFail, Instant now) {
    giveUp(now, settings.refreshIntervalMax());
    return false;
  }

  @Override
  public @Nullable String givenUp(Ask ask, JobsApiException failure, Instant now) {
    if (failure.isAboutCredentials()) {
      return failure.getMessage();
    }
    giveUp(now, SELDOM);
    return null;
  }

  private void giveUp(Instant now, Duration pause) {
    from = now.plus(pause);
    discovery.turns().postpone(now);
    release(sought, now);
  }

  /** Only a look-up tells of what the page has not shown. */
  private void release(Set<JobId> jobs, Instant now) {
    sought = Set.of();
    schedule.makeDue(jobs.stream().filter(schedule::isAsked).toList(), now);
  }
}
