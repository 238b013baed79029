package io.mediajobs.tracking;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.Order;
import io.mediajobs.job.JobSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where discovery stands: finds jobs by creation time, ascending, in two kinds of sweeps.
 *
 * <p>The front sweep runs on every cycle and starts, inclusive, at the newest creation time known.
 * A job may become visible up to the overlap after its creation time, so behind the front lies a
 * stretch where late jobs can still turn up. The settling sweep lists that stretch once, when every
 * job in it must be visible; a steady stream thus costs two listings of each job, not one a cycle.
 *
 * <p>Invariant: every job created at {@code settled} or earlier is known, and no listing asks for
 * creation times before it. Sweeps that join on to it move it forward: over a long past every job
 * is listed once.
 *
 * @param last creation time of the newest job discovered; null before the first
 * @param settled see above; null before the first page
 * @param sweep the sweep in progress; null between sweeps
 * @param dueAt when the next front sweep is due
 */
record Discovery(
    @Nullable Instant last, @Nullable Instant settled, @Nullable Sweep sweep, Instant dueAt) {

  /** One second: the grain of creation times and of the service's {@code Date}. */
  private static final Duration GRAIN = Duration.ofSeconds(1);

  /**
   * A sweep in progress.
   *
   * @param start first creation time listed, inclusive; null for no bound
   * @param end last creation time listed; null for no bound
   * @param token where it goes on; null on its first page
   * @param reached jobs created later are still to be listed; null where the sweep is the first and
   *     has nothing before it
   * @param settling whether it is a settling sweep
   */
  record Sweep(
      @Nullable Instant start,
      @Nullable Instant end,
      @Nullable String token,
      @Nullable Instant reached,
      boolean settling) {}

  static Discovery of(SourceState state, PollSettings settings, Instant now) {
    SourceState.OpenSweep open = state.sweep();
    Instant last = state.lastCreationTime();
    Sweep sweep =
        open == null
            ? null
            : new Sweep(
                open.startTime(),
                null,
                open.nextToken(),
                last == null ? open.startTime() : last.minus(GRAIN),
                false);
    // A sweep that goes on is this cycle's.
    Instant dueAt = sweep == null ? now : now.plus(settings.pollInterval());
    return new Discovery(last, state.settledCreationTime(), sweep, dueAt);
  }

  /** The part of the offset that discovery owns; a settling sweep is simply done again. */
  SourceState state(List<TrackedJob> trackedJobs) {
    SourceState.OpenSweep open =
        sweep == null || sweep.settling || sweep.token == null
            ? null
            : new SourceState.OpenSweep(sweep.token, sweep.start);
    return new SourceState(last, settled, open, trackedJobs);
  }

  /**
   * Whether a page can be asked for.
   *
   * @param room whether new jobs can be taken in; without it only the settling sweep goes on
   */
  boolean due(PollSettings settings, Instant now, Instant serviceNow, boolean room) {
    if (sweep != null) {
      return room || sweep.settling;
    }
    return settleDue(settings, serviceNow) || (room && !now.isBefore(dueAt));
  }

  /** Whether waiting can bring room: only then may discovery be made to wait. */
  boolean canSettle() {
    return last != null && settled != null && settled.isBefore(last);
  }

  /** Begins the sweep that is due, where none is in progress. */
  Discovery begun(PollSettings settings, Instant now, Instant serviceNow) {
    if (sweep != null) {
      return this;
    }
    if (settleDue(settings, serviceNow)) {
      // One second more than is wanted, in case the service takes the end as exclusive.
      Instant end = horizon(settings, serviceNow).plus(GRAIN);
      return new Discovery(last, settled, new Sweep(settled, end, null, settled, true), dueAt);
    }
    Instant start;
    Instant reached;
    if (settled == null) {
      start =
          last == null ? settings.firstStart().resolve(serviceNow) : last.minus(settings.overlap());
      reached = null;
    } else {
      start = last == null || settled.isAfter(last) ? settled : last;
      reached = start;
    }
    if (start != null) {
      start = start.truncatedTo(ChronoUnit.SECONDS);
    }
    return new Discovery(
        last,
        settled,
        new Sweep(start, null, null, reached, false),
        now.plus(settings.pollInterval()));
  }

  /** The page to ask for next; a sweep must be in progress. */
  Listing listing(JobSource source, PollSettings settings) {
    Sweep open = open();
    return new Listing(
        source,
        settings.filter(),
        Order.ASC,
        settings.pageSize(),
        open.token,
        List.of(),
        open.start,
        open.end);
  }

  /**
   * Takes in a page of the sweep in progress.
   *
   * @param servedAt the service's time when it made the page
   */
  Discovery answered(PollSettings settings, JobPage page, Instant servedAt) {
    Sweep open = open();
    Instant newest = newest(page);
    String token = page.nextToken();
    // The same token twice would page for ever; what lies behind it is left to the next sweep.
    boolean stuck = token != null && token.equals(open.token);
    Instant reached;
    if (token == null) {
      reached = open.end == null ? Instant.MAX : open.end.minus(GRAIN);
    } else {
      reached = newest == null ? open.reached : newest.minus(GRAIN);
    }
    boolean joined = open.reached == null || (settled != null && !settled.isBefore(open.reached));
    Instant nextSettled = settled;
    if (joined && reached != null) {
      Instant floor = settled == null ? open.start : settled;
      nextSettled = later(floor, earlier(reached, horizon(settings, servedAt)));
    }
    Sweep next =
        token == null || stuck
            ? null
            : new Sweep(open.start, open.end, token, reached, open.settling);
    return new Discovery(newest == null ? last : later(last, newest), nextSettled, next, dueAt);
  }

  /**
   * The service refused the sweep's token: the sweep begins again, at the newest creation time that
   * it had reached, for everything before that is known.
   */
  Discovery tokenRejected(Instant now) {
    return new Discovery(last, settled, null, now);
  }

  private boolean settleDue(PollSettings settings, Instant serviceNow) {
    if (settled == null || last == null || !last.isAfter(settled)) {
      return false;
    }
    Instant horizon = horizon(settings, serviceNow);
    Duration batch =
        settings.overlap().compareTo(settings.pollInterval()) > 0
            ? settings.overlap()
            : settings.pollInterval();
    return !horizon.isBefore(last) || !horizon.isBefore(settled.plus(batch));
  }

  /** Every job created up to here is visible by now. */
  private static Instant horizon(PollSettings settings, Instant serviceNow) {
    return serviceNow.truncatedTo(ChronoUnit.SECONDS).minus(settings.overlap()).minus(GRAIN);
  }

  private Sweep open() {
    if (sweep == null) {
      throw new IllegalStateException("No sweep is in progress");
    }
    return sweep;
  }

  private static @Nullable Instant newest(JobPage page) {
    Instant newest = null;
    for (JobDetail job : page.jobs()) {
      Instant creation = job.creationTime();
      if (creation != null) {
        newest = later(newest, creation.truncatedTo(ChronoUnit.SECONDS));
      }
    }
    return newest;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(@Nullable Instant a, Instant b) {
    return a != null && a.isAfter(b) ? a : b;
  }
}
