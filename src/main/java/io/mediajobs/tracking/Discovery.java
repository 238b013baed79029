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
 * @param front the front sweep in progress; null between two
 * @param settle the settling sweep in progress, for which a front sweep without room waits; null
 *     between two
 * @param dueAt when the next front sweep is due
 * @param settleFrom when the next settling sweep may begin: one a cycle
 * @param bounds what answers have told of the times of a listing
 */
record Discovery(
    @Nullable Instant first,
    @Nullable Instant last,
    @Nullable Instant settled,
    @Nullable Sweep front,
    @Nullable Sweep settle,
    Instant dueAt,
    Instant settleFrom,
    Bounds bounds) {

  /** Goes on from a state; a sweep that it holds is this cycle's. */
  static Discovery of(SourceState state, PollSettings settings, Instant now) {
    SourceState.OpenSweep open = state.sweep();
    Instant last = state.lastCreationTime();
    Sweep sweep = null;
    if (open != null) {
      sweep = new Sweep(open.startTime(), open.endTime(), open.nextToken(), open.settles());
    }
    return new Discovery(
        last == null ? null : last.minus(settings.overlap()).truncatedTo(ChronoUnit.SECONDS),
        last,
        state.settledCreationTime(),
        sweep,
        null,
        sweep == null ? now : now.plus(settings.pollInterval()),
        now,
        Bounds.UNKNOWN);
  }

  /** The same, with another start of its first sweep. */
  Discovery startingAt(@Nullable Instant time) {
    Instant start = time == null ? null : time.truncatedTo(ChronoUnit.SECONDS);
    return new Discovery(start, last, settled, front, settle, dueAt, settleFrom, bounds);
  }

  /** Whether nothing has been asked for yet, in no run. */
  boolean isNew() {
    return last == null && settled == null && front == null;
  }

  /** The part of the offset that discovery owns; a settling sweep is simply done again. */
  SourceState state(
      List<SourceState.OpenSlice> slices,
      List<TrackedJob> trackedJobs,
      List<QuarantinedJob> quarantinedJobs) {
    SourceState.OpenSweep open =
        front == null || front.token() == null
            ? null
            : new SourceState.OpenSweep(front.token(), front.start(), front.end(), front.settles());
    return new SourceState(last, settled, open, slices, trackedJobs, quarantinedJobs);
  }

  /**
   * When a page can be asked for, by our clock; now or earlier means at once.
   *
   * @param room whether new jobs can be taken in; without it only settling sweeps go on
   * @return {@link Instant#MAX} while there is no room
   */
  Instant due(PollSettings settings, ServiceTime time, Instant now, boolean room) {
    if (settle != null || (front != null && room)) {
      return now;
    }
    Instant due = Instant.MAX;
    if (room) {
      Instant start = settled == null ? null : frontStart(settled);
      // Before that second is over, there is nothing to list.
      Instant opens = start == null ? now : time.ours(start.plus(Sweep.GRAIN));
      due = opens.isAfter(dueAt) ? opens : dueAt;
    }
    return settleDue(settings, time.at(now)) && settleFrom.isBefore(due) ? settleFrom : due;
  }

  /** Whether a settling sweep can bring room: only then may discovery be made to wait. */
  boolean canSettle() {
    return last != null && settled != null && settled.isBefore(last.minus(Sweep.GRAIN));
  }

  /** Begins the sweep that is due, where none that may go on is in progress. */
  Discovery begun(PollSettings settings, Instant now, Instant serviceNow, boolean room) {
    if (settle != null || (front != null && room)) {
      return this;
    }
    Instant settleTo = settleTo(settings, serviceNow);
    if (settled != null
        && settleTo != null
        && !now.isBefore(settleFrom)
        && settleDue(settings, serviceNow)) {
      Instant from = bounds.surelyFrom(settled.plus(Sweep.GRAIN));
      Sweep next = new Sweep(from, bounds.surelyTo(settleTo), null, true);
      return with(front, next, dueAt, now.plus(settings.pollInterval()));
    }
    Instant start;
    if (settled != null) {
      start = frontStart(settled);
    } else {
      start = first == null ? null : bounds.surelyFrom(first);
    }
    boolean settles = settled == null || last == null || !last.isAfter(settled);
    Sweep next = new Sweep(start, Sweep.lastWholeSecond(serviceNow), null, settles);
    return with(next, null, now.plus(settings.pollInterval()), settleFrom);
  }

  /** The sweep whose page is to be asked for; one must be in progress. */
  Sweep current() {
    Sweep current = settle != null ? settle : front;
    if (current == null) {
      throw new IllegalStateException("No sweep is in progress");
    }
    return current;
  }

  /** A job that is not known although it was created before is not new: null for no such time. */
  @Nullable Instant floor() {
    return settled != null ? settled : first;
  }

  /**
   * Takes in a page of the sweep in progress.
   *
   * @param askedAt the service's time when the page was asked for
   */
  Discovery answered(PollSettings settings, Listing asked, JobPage page, Instant askedAt) {
    Sweep open = current();
    Bounds learned = bounds.after(asked, page, last);
    Instant newest = open.newest(page);
    Instant horizon = Sweep.horizon(settings, askedAt);
    Instant listed = open.listedBy(page, newest, learned);
    Instant nextSettled = settled;
    if (open.settles() && listed != null) {
      Instant safe = listed.isBefore(horizon) ? listed : horizon;
      Instant floor = settled == null && first != null ? first.minus(Sweep.GRAIN) : settled;
      nextSettled = later(floor, safe);
    }
    Sweep next = open.behind(page, newest, horizon);
    Instant reached = open.reachedBy(page, newest);
    return new Discovery(
        first,
        reached == null ? last : later(last, reached),
        nextSettled,
        settle == null ? next : front,
        settle == null ? null : next,
        dueAt,
        settleFrom,
        learned);
  }

  /** The same as far as slices have come from the past; they stand in for the front sweep. */
  Discovery after(Slices slices, Bounds learned) {
    Instant newest = slices.newest() == null ? last : later(last, slices.newest());
    Instant known = later(settled, slices.settled());
    return new Discovery(first, newest, known, null, null, dueAt, settleFrom, learned);
  }

  /**
   * The service refused the sweep's token: the sweep begins again, at the newest creation time that
   * it had reached, for everything before that is known.
   */
  Discovery tokenRejected() {
    Sweep refused = current();
    if (settle != null) {
      return with(front, null, dueAt, settleFrom);
    }
    if (last == null) {
      return with(null, null, dueAt, settleFrom);
    }
    boolean settles = settled != null && !settled.isBefore(last.minus(Sweep.GRAIN));
    Sweep again = new Sweep(bounds.surelyFrom(last), refused.end(), null, settles);
    return with(again, null, dueAt, settleFrom);
  }

  private Discovery with(
      @Nullable Sweep nextFront,
      @Nullable Sweep nextSettle,
      Instant nextDueAt,
      Instant nextSettleFrom) {
    return new Discovery(
        first, last, settled, nextFront, nextSettle, nextDueAt, nextSettleFrom, bounds);
  }

  private boolean settleDue(PollSettings settings, Instant serviceNow) {
    Instant to = settleTo(settings, serviceNow);
    if (settled == null || to == null || !to.isAfter(settled)) {
      return false;
    }
    Duration batch =
        settings.overlap().compareTo(settings.pollInterval()) > 0
            ? settings.overlap()
            : settings.pollInterval();
    // A stretch at a time, or all that there is.
    return to.isBefore(Sweep.horizon(settings, serviceNow)) || !to.isBefore(settled.plus(batch));
  }

  /** How far a settling sweep can go: to where every job is visible, but not beyond known ones. */
  private @Nullable Instant settleTo(PollSettings settings, Instant serviceNow) {
    if (last == null) {
      return null;
    }
    Instant horizon = Sweep.horizon(settings, serviceNow);
    // Of the newest second, a front sweep that waits for room has not listed every job.
    Instant known = front == null ? last : last.minus(Sweep.GRAIN);
    return horizon.isBefore(known) ? horizon : known;
  }

  /** Where the next front sweep starts: behind the newest job, or behind what is settled. */
  private Instant frontStart(Instant known) {
    return last != null && last.isAfter(known)
        ? bounds.behind(last)
        : bounds.surelyFrom(known.plus(Sweep.GRAIN));
  }

  private static Instant later(@Nullable Instant a, Instant b) {
    return a != null && a.isAfter(b) ? a : b;
  }
}
