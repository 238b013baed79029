package io.mediajobs.tracking;

import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.tracking.discovery.DiscoveryPlan;
import io.mediajobs.tracking.discovery.Progress;
import io.mediajobs.tracking.pace.Backoff;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Step;
import io.mediajobs.tracking.refresh.Refresh;
import io.mediajobs.tracking.state.ChangingState;
import io.mediajobs.tracking.state.Notices;
import io.mediajobs.tracking.state.PollCounts;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.SourceFigures;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.Times;
import io.mediajobs.tracking.state.TrackedJob;
import io.mediajobs.tracking.tracked.Latencies;
import io.mediajobs.tracking.tracked.Quarantine;
import io.mediajobs.tracking.tracked.Reach;
import io.mediajobs.tracking.tracked.Reconciler;
import io.mediajobs.tracking.tracked.RefreshSchedule;
import io.mediajobs.tracking.tracked.Tracker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Polls one source: says what to ask next and turns answers into observations. A state machine
 * without I/O, clock or log; one thread at a time.
 *
 * <p>Every question that {@link #step} hands out comes back exactly once, by {@link #answered} or
 * {@link #failed}. What is emitted is a function of the starting state and the answers alone.
 */
public final class SourcePoller implements ChangingState {

  /** Where all questions fail for so long, one of them may be at fault. */
  private static final Duration SUSPECTED = Duration.ofMinutes(1);

  private final JobSource source;
  private final Tracker tracker;
  private final RefreshSchedule schedule;
  private final DiscoveryPlan discovery;
  private final Questions questions;
  private final Backoff backoff;
  private final RandomGenerator random;

  /** No question goes out before; in the past where one may at once. */
  private Instant pausedUntil = Instant.MIN;

  private final PollCounts counts = new PollCounts();
  private final Latencies latencies;
  private final Notices notices;

  /** Questions that have failed and wait for their next try, in the order of their failures. */
  private final List<Ask> waiting = new ArrayList<>();

  /** Questions that have failed, be they waiting or being asked again, in the order of that. */
  private final Set<Ask> failing = new LinkedHashSet<>();

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
    this.notices = new Notices(source, counts);
    this.latencies = new Latencies(now);
    this.tracker = new Tracker(start.trackedJobs(), now);
    this.schedule = new RefreshSchedule(settings, tracker, now);
    Quarantine quarantine = new Quarantine(source, tracker, counts, start);
    Reach reach = new Reach(source, tracker, notices);
    Reconciler reconciler = new Reconciler(source, tracker, schedule, quarantine, reach, counts);
    this.backoff = settings.backoff();
    this.random = random;
    this.discovery =
        new DiscoveryPlan(
            source, settings, start, tracker, schedule, quarantine, reconciler, notices, now);
    Refresh refresh = new Refresh(source, settings, tracker, schedule, reconciler, reach, notices);
    this.questions = new Questions(schedule, discovery, refresh);
  }

  /** The source that is polled. */
  public JobSource source() {
    return source;
  }

  /** How the source is doing, as of the last answer or failure taken in. */
  public SourceFigures figures() {
    Progress progress = discovery.progress();
    return new SourceFigures(
        source,
        discovery.newestCreation(),
        discovery.serviceTime().ahead(),
        tracker.counts(),
        counts.copy(),
        failures(),
        progress.startedAt(),
        progress.sweptAt(),
        progress.heldBack(),
        progress.backfill(),
        latencies.within(0.5),
        latencies.within(0.95));
  }

  /** How many looks a second its jobs are to get, were there room for all; asks each job. */
  public double looks(Instant now) {
    return schedule.looks(now);
  }

  /** What an operator should know of the source and has not been told, one sentence each. */
  public List<String> notices() {
    return notices.read();
  }

  /** The state to go on from, as of the last answer taken in. */
  @Override
  public SourceState state() {
    return discovery.state();
  }

  @Override
  public SourceState stateWithoutJobs() {
    return discovery.stateWithoutJobs();
  }

  @Override
  public @Nullable TrackedJob tracked(JobId id) {
    return tracker.get(id);
  }

  @Override
  public Set<JobId> takeChanged() {
    return tracker.takeChanged();
  }

  /** How often the question that has failed most, and is not answered, has failed; 0: none. */
  public int failures() {
    return failing.stream().mapToInt(Ask::failures).max().orElse(0);
  }

  /** Until when this source pauses after a failure; in the past where it does not. */
  public Instant pausedUntil() {
    return pausedUntil;
  }

  /** The next question that is due, or when there may be one. */
  public Step step(Instant now) {
    if (now.isBefore(pausedUntil)) {
      return new Step.Later(pausedUntil);
    }
    Step step = again(now).or(() -> questions.step(now));
    Ask ask = step.ask();
    if (ask != null) {
      counts.asked(ask.plain());
    }
    return step;
  }

  /** A question that has waited for its next try. */
  private Step again(Instant now) {
    Instant first = Instant.MAX;
    for (Ask ask : waiting) {
      if (!now.isBefore(ask.pausedUntil())) {
        waiting.remove(ask);
        return ask;
      }
      first = ask.pausedUntil().isBefore(first) ? ask.pausedUntil() : first;
    }
    return new Step.Later(first);
  }

  /**
   * Takes in an answer.
   *
   * @return what the answer brought to light, in its order
   */
  public List<JobEvent> answered(Ask ask, JobPage answer, Times at) {
    failing.remove(ask);
    JobPage page = discovery.heard(answer, at);
    schedule.clock(discovery.serviceTime());
    List<JobEvent> findings = ask.answered().answered(ask, page, at);
    discovery.forget();
    counts.answered(findings, at.now());
    latencies.seen(findings, discovery.serviceTime().ahead(), at.now());
    dropWaiting(at.now());
    return findings;
  }

  /**
   * Takes in a failure and plans the next attempt.
   *
   * @return null where the poller goes on after a pause; otherwise the sentence to fail with
   */
  public @Nullable String failed(Ask ask, JobsApiException failure, Instant now) {
    counts.failed(failure);
    boolean tooLarge = failure.kind() == Kind.TOO_LARGE && !ask.isVital();
    if (failure.kind() == Kind.REFUSED || tooLarge) {
      failing.remove(ask);
      return ask.givenUp(failure, now);
    }
    failing.add(ask);
    String over = ask.failed(failure, backoff, random, now);
    pause(ask, failure, now);
    waiting.add(ask);
    dropWaiting(now);
    return ask.isVital() ? over : null;
  }

  /**
   * The pause is the source's, too, and the longer the more questions fail: where the service is
   * down, all would try in turn. One that fails alone holds up no other.
   */
  private void pause(Ask ask, JobsApiException failure, Instant now) {
    boolean wanted = failure.kind() == Kind.THROTTLED || failure.retryAfter() != null;
    Instant until = now.plus(backoff.pause(failing.size(), random));
    pausedUntil = wanted && ask.pausedUntil().isAfter(until) ? ask.pausedUntil() : until;
  }

  /** Forgets questions that wait for their next try and that their plans have other ways for. */
  private void dropWaiting(Instant now) {
    for (Ask ask : List.copyOf(waiting)) {
      if (!ask.isAskedAgain(failing.size() > 1 && !isSuspected(ask, now), now)) {
        waiting.remove(ask);
        failing.remove(ask);
      }
    }
  }

  /** Where all questions fail, the first of them may be at fault itself: one at a time. */
  private boolean isSuspected(Ask ask, Instant now) {
    return ask == failing.iterator().next() && now.isAfter(ask.failingSince().plus(SUSPECTED));
  }
}
