package io.mediajobs.tracking;

import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where discovery stands: finds jobs by creation time, ascending, in two kinds of sweeps.
 *
 * <p>The front sweep runs on every cycle and lists the seconds that are over since the newest job
 * known; the second that still runs waits for the next one. A job may become visible up to the
 * overlap after its creation time, so behind the front lies a stretch where late jobs can still
 * turn up. The settling sweep lists that stretch once, when every job in it must be visible; a
 * steady stream thus costs two listings of each job, not one a cycle.
 *
 * <p>Invariant: every job created at {@code settled} or earlier is known, and nothing before it is
 * wanted. Sweeps that join on to it move it forward: over a long past every job is listed once.
 *
 * @param first where the first sweep starts; null for no bound
 * @param last creation time of the newest job discovered; null before the first
 * @param settled see above; null before the first page
 * @param sweep the sweep in progress; null between sweeps
 * @param dueAt when the next front sweep is due
 * @param settleOwed whether a settling sweep may run before the next front sweep: one each
 * @param bounds what answers have told of the times of a listing
 */
record Discovery(
    @Nullable Instant first,
    @Nullable Instant last,
    @Nullable Instant settled,
    @Nullable Sweep sweep,
    Instant dueAt,
    boolean settleOwed,
    Bounds bounds) {

  /** Goes on from a state; a sweep that it holds is this cycle's. */
  static Discovery of(SourceState state, PollSettings settings, Instant now) {
    SourceState.OpenSweep open = state.sweep();
    Instant last = state.lastCreationTime();
    Sweep sweep = null;
    if (open != null) {
      Instant reached = last == null ? open.startTime() : last.minus(Sweep.GRAIN);
      sweep = new Sweep(open.startTime(), open.endTime(), open.nextToken(), reached, false);
    }
    return new Discovery(
        last == null ? null : last.minus(settings.overlap()).truncatedTo(ChronoUnit.SECONDS),
        last,
        state.settledCreationTime(),
        sweep,
        sweep == null ? now : now.plus(settings.pollInterval()),
        true,
        Bounds.UNKNOWN);
  }

  /** The same, with another start of its first sweep. */
  Discovery startingAt(@Nullable Instant time) {
    Instant start = time == null ? null : time.truncatedTo(ChronoUnit.SECONDS);
    return new Discovery(start, last, settled, sweep, dueAt, settleOwed, bounds);
  }

  /** Whether nothing has been asked for yet, in no run. */
  boolean isNew() {
    return last == null && settled == null && sweep == null;
  }

  /** The part of the offset that discovery owns; a settling sweep is simply done again. */
  SourceState state(List<TrackedJob> trackedJobs) {
    SourceState.OpenSweep open =
        sweep == null || sweep.settling() || sweep.token() == null
            ? null
            : new SourceState.OpenSweep(sweep.token(), sweep.start(), sweep.end());
    return new SourceState(last, settled, open, trackedJobs);
  }

  /**
   * When a page can be asked for, by the service's clock; the past means at once.
   *
   * @param serviceDueAt {@link #dueAt} by the service's clock
   * @param room whether new jobs can be taken in; without it only settling sweeps go on
   * @return {@link Instant#MAX} while there is no room
   */
  Instant dueFrom(PollSettings settings, Instant serviceNow, Instant serviceDueAt, boolean room) {
    if (sweep != null) {
      return room || sweep.settling() ? Instant.MIN : Instant.MAX;
    }
    if (settleOwed && settleDue(settings, serviceNow)) {
      return Instant.MIN;
    }
    if (!room) {
      return Instant.MAX;
    }
    Instant start = settled == null ? null : frontStart(settled);
    // Before that second is over, there is nothing to list.
    Instant opens = start == null ? Instant.MIN : start.plus(Sweep.GRAIN);
    return opens.isAfter(serviceDueAt) ? opens : serviceDueAt;
  }

  /** Whether a settling sweep can bring room: only then may discovery be made to wait. */
  boolean canSettle() {
    return last != null && settled != null && settled.isBefore(last);
  }

  /** Begins the sweep that is due, where none is in progress. */
  Discovery begun(PollSettings settings, Instant now, Instant serviceNow) {
    if (sweep != null) {
      return this;
    }
    if (settled != null && settleOwed && settleDue(settings, serviceNow)) {
      Instant from = bounds.surelyFrom(settled.plus(Sweep.GRAIN));
      Instant to = bounds.surelyTo(Sweep.horizon(settings, serviceNow));
      return with(new Sweep(from, to, null, settled, true), dueAt, false);
    }
    Instant start;
    if (settled != null) {
      start = frontStart(settled);
    } else {
      start = first == null ? null : bounds.surelyFrom(first);
    }
    Instant reached = canSettle() ? last : settled;
    Sweep front = new Sweep(start, Sweep.lastWholeSecond(serviceNow), null, reached, false);
    return with(front, now.plus(settings.pollInterval()), true);
  }

  /** A job that is not known although it was created before is not new: null for no such time. */
  @Nullable Instant floor() {
    return settled != null ? settled : first;
  }

  /**
   * Takes in a page of the sweep in progress.
   *
   * @param servedAt the service's time when it made the page
   */
  Discovery answered(PollSettings settings, Listing asked, JobPage page, Instant servedAt) {
    Sweep open = open();
    Bounds learned = bounds.after(asked, page, last);
    Instant newest = Sweep.newest(page);
    Instant reached = open.reachedBy(page, newest, learned);
    boolean joined =
        open.reached() == null || (settled != null && !settled.isBefore(open.reached()));
    Instant nextSettled = settled;
    if (joined && reached != null) {
      Instant horizon = Sweep.horizon(settings, servedAt);
      Instant safe = reached.isBefore(horizon) ? reached : horizon;
      Instant floor = settled == null && first != null ? first.minus(Sweep.GRAIN) : settled;
      nextSettled = later(floor, safe);
    }
    return new Discovery(
        first,
        newest == null ? last : later(last, newest),
        nextSettled,
        open.behind(page, reached),
        dueAt,
        settleOwed,
        learned);
  }

  /**
   * The service refused the sweep's token: the sweep begins again, at the newest creation time that
   * it had reached, for everything before that is known.
   */
  Discovery tokenRejected() {
    Sweep open = open();
    if (open.settling() || last == null) {
      return with(null, dueAt, true);
    }
    Instant reached = last.minus(Sweep.GRAIN);
    Sweep again = new Sweep(bounds.surelyFrom(last), open.end(), null, reached, false);
    return with(again, dueAt, settleOwed);
  }

  private Discovery with(@Nullable Sweep next, Instant nextDueAt, boolean owed) {
    return new Discovery(first, last, settled, next, nextDueAt, owed, bounds);
  }

  private boolean settleDue(PollSettings settings, Instant serviceNow) {
    if (settled == null || last == null || !last.isAfter(settled)) {
      return false;
    }
    Instant horizon = Sweep.horizon(settings, serviceNow);
    Duration batch =
        settings.overlap().compareTo(settings.pollInterval()) > 0
            ? settings.overlap()
            : settings.pollInterval();
    return !horizon.isBefore(last) || !horizon.isBefore(settled.plus(batch));
  }

  /** Where the next front sweep starts: behind the newest job, or behind what is settled. */
  private Instant frontStart(Instant known) {
    return last != null && last.isAfter(known)
        ? bounds.behind(last)
        : bounds.surelyFrom(known.plus(Sweep.GRAIN));
  }

  private Sweep open() {
    if (sweep == null) {
      throw new IllegalStateException("No sweep is in progress");
    }
    return sweep;
  }

  private static Instant later(@Nullable Instant a, Instant b) {
    return a != null && a.isAfter(b) ? a : b;
  }
}
