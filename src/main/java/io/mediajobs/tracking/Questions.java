package io.mediajobs.tracking;

import io.mediajobs.tracking.discovery.DiscoveryPlan;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Step;
import io.mediajobs.tracking.refresh.Refresh;
import io.mediajobs.tracking.tracked.RefreshSchedule;
import java.time.Instant;

/**
 * Chooses what a source asks next, by what it costs to see changes in time:
 *
 * <ol>
 *   <li>Discovery asks for a page of the newest jobs on each cycle, whatever happens. It is filled
 *       backwards, up to the oldest job that is due and fits on it, and shows starts and ends of
 *       these jobs for nothing.
 *   <li>Where one page has room for all jobs that have not ended, it stands in for that one.
 *   <li>What these show in time is left to them. All other jobs that are due are looked at by
 *       {@link Refresh}, in the cheapest way.
 *   <li>They take turns: neither a long past nor many tracked jobs may starve the other.
 * </ol>
 *
 * <p>When a job is due is the matter of {@link RefreshSchedule}: often where it may soon change,
 * and seldom where almost none does.
 *
 * <p>Why: decision 10 in src/docs/develop/decisions.
 */
final class Questions {

  private final RefreshSchedule schedule;
  private final DiscoveryPlan discovery;
  private final Refresh refresh;
  private boolean refreshTurn;

  Questions(RefreshSchedule schedule, DiscoveryPlan discovery, Refresh refresh) {
    this.schedule = schedule;
    this.discovery = discovery;
    this.refresh = refresh;
  }

  /** The next question, or when there may be one. */
  Step step(Instant now) {
    schedule.leaveTo(discovery.nextPage(now));
    Step step =
        refreshTurn
            ? refresh.step(now).or(() -> discovery.step(now))
            : discovery.step(now).or(() -> refresh.step(now));
    Ask ask = step.ask();
    refreshTurn = ask != null && ask.listsAll();
    return step;
  }
}
