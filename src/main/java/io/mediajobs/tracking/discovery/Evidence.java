package io.mediajobs.tracking.discovery;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.tracking.state.ClockSpan;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.ServiceTime;
import io.mediajobs.tracking.state.Times;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What answers have told of the time in which jobs are created: by the jobs themselves, which prove
 * it ({@link CreationClock}), and by other clocks, which can only hold back what follows from that.
 */
final class Evidence {

  /** A clock may be so far behind the one that stamps creation times, by their grain. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  /** Further ahead than that of every clock, a creation time says nothing. */
  private static final Duration IMPOSSIBLE = Duration.ofDays(1);

  /** A clock that is so far behind is not only read with little care. */
  private static final Duration BEHIND = Duration.ofSeconds(5);

  /** What is younger than that beyond the overlap does not age out while it is listed. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  /** How far the clocks hold settling back that stamp no job. */
  enum Held {
    /** By the earliest of them. */
    BY_EARLIEST,
    /** By the latest of them: there is no room for what the others hold back. */
    BY_LATEST,
    /** Late jobs are looked for whatever these clocks show. */
    NOT_AT_ALL
  }

  private final Duration overlap;
  private CreationClock clock;

  /** What the clocks show that stamp no job, as the newest answer says. */
  private ClockSpan clocks = new ClockSpan(Duration.ZERO, Duration.ZERO);

  /** Creation times after this one are not believed. */
  private Instant latest = CreationTimes.BEGINNING;

  /** Up to here the service's clock had come before it was set back; null where it was not. */
  private @Nullable Instant ceiling;

  /** Whether there is no room for what only the earliest clock holds back. */
  private boolean pressed;

  /**
   * What is known at the start of a run.
   *
   * @param last creation time of the newest job of earlier runs; null for none
   */
  Evidence(Duration overlap, @Nullable Instant last, Instant now) {
    this.overlap = overlap;
    this.clock = CreationClock.startingWith(last, now);
  }

  /**
   * Takes in what an answer to any question tells of clocks and creation times.
   *
   * @param serviceTime the service's clock by its {@code Date} headers, this answer's taken in
   */
  void heard(JobPage page, Times at, ServiceTime serviceTime) {
    Instant service = serviceTime.known() ? serviceTime.at(at.now()) : null;
    Instant newest = service == null ? at.wall() : CreationTimes.later(at.wall(), service);
    clocks = ClockSpan.of(serviceTime, at);
    if (ceiling != null && service != null) {
      newest = service;
      ceiling = service.isBefore(ceiling) ? ceiling : null;
    }
    // Those from before the clock was set back prove nothing.
    Instant possible = newest.plus(ceiling == null ? IMPOSSIBLE : SLACK);
    clock = clock.after(page, possible, at.now());
    // One that is far ahead of all clocks may not be true.
    Instant proven = ceiling != null ? null : clock.certain(at.now());
    latest = (proven == null ? newest : CreationTimes.later(newest, proven)).plus(SLACK);
  }

  /** The answer without creation times that can't be: from before the service, or far ahead. */
  JobPage possible(JobPage page) {
    Instant most = latest.plus(IMPOSSIBLE);
    if (page.jobs().stream().allMatch(job -> isPossible(job, most))) {
      return page;
    }
    return page.with(
        page.jobs().stream()
            .map(job -> isPossible(job, most) ? job : job.withoutCreationTime())
            .toList());
  }

  private static boolean isPossible(JobDetail job, Instant most) {
    Instant created = job.creationTime();
    return created == null || !(created.isBefore(CreationTimes.BEGINNING) || created.isAfter(most));
  }

  /** Creation times after this one are not believed. */
  Instant latest() {
    return latest;
  }

  /**
   * Whether jobs of a second may age out while they are listed, by the latest of all clocks; where
   * no answer has told of any yet, they may.
   */
  boolean isOld(Instant second) {
    return latest.equals(CreationTimes.BEGINNING)
        || second.isBefore(latest.minus(overlap).minus(YOUNG));
  }

  /** Whether jobs prove anything of the clock that stamps creation times. */
  boolean proves(Instant now) {
    return clock.at(now) != null;
  }

  /** What the other clocks show. */
  ClockSpan clocks() {
    return clocks;
  }

  /** Says whether there is no room for what only the earliest of the other clocks holds back. */
  void press(boolean noRoom) {
    pressed = noRoom;
  }

  /** How far the other clocks hold settling back. */
  Held held() {
    return pressed ? Held.BY_LATEST : Held.BY_EARLIEST;
  }

  /**
   * How far they hold back the search for late jobs: where a clock is far behind, these are looked
   * for all the same. They are settled by the other clock once there is little room, and need not
   * be listed again for that.
   */
  Held heldForLate(Instant now) {
    Instant proven = clock.at(now);
    boolean behind = proven != null && clocks.at(now, pressed).isBefore(proven.minus(BEHIND));
    return behind && !pressed ? Held.NOT_AT_ALL : held();
  }

  /** Every job created up to here is visible by now; null where nothing proves it for any. */
  @Nullable Instant horizon(Instant now) {
    return horizon(now, held());
  }

  /** The same as far as other clocks hold it back. */
  @Nullable Instant horizon(Instant now, Held held) {
    return horizon(now, clocks, held);
  }

  /**
   * Every job created up to here was visible at a time; null where nothing proves it for any.
   *
   * @param others what the other clocks showed then
   */
  @Nullable Instant horizon(Instant time, ClockSpan others, Held held) {
    Instant certain = clock.at(time);
    if (certain == null) {
      return null;
    }
    if (held != Held.NOT_AT_ALL) {
      certain = CreationTimes.earlier(certain, others.at(time, held == Held.BY_LATEST));
    }
    return CreationTimes.second(certain.minus(overlap).minus(CreationTimes.GRAIN));
  }

  /** The newest second that was surely over at a time; null where nothing tells. */
  @Nullable Instant lastOver(Instant time) {
    Instant proven = clock.at(time);
    return proven == null ? null : CreationTimes.second(proven).minus(CreationTimes.GRAIN);
  }

  /** Whether the service's clock was set back and has not yet come to where it was. */
  boolean isSetBack() {
    return ceiling != null;
  }

  /** Takes in that the service's clock may have been set back to this time. */
  void maybeSetBack(Instant to, Instant now) {
    clock = clock.setBack(to, now);
  }

  /**
   * Takes in that the service's clock was set back to this time.
   *
   * @param last creation time of the newest job
   * @return false where that is no time before that job
   */
  boolean setBack(Instant to, Instant last) {
    if (!last.isAfter(to.plus(SLACK))) {
      return false;
    }
    ceiling = ceiling == null ? last : CreationTimes.later(ceiling, last);
    latest = to.plus(SLACK);
    clock = CreationClock.NOTHING;
    return true;
  }
}
