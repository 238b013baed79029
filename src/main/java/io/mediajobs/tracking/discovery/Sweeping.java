package io.mediajobs.tracking.discovery;

import io.mediajobs.tracking.listing.Course;
import io.mediajobs.tracking.listing.Cursor;
import io.mediajobs.tracking.listing.StuckSecond;
import io.mediajobs.tracking.listing.Sweep;
import io.mediajobs.tracking.listing.TimeBounds;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.SourceState.QuarantinedJob;
import io.mediajobs.tracking.state.TrackedJob;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which of its listings discovery is in: none, the front, or a settling one, which may have
 * interrupted the front. Each state has the moves that it allows, and no others.
 */
sealed interface Sweeping {

  /** The course whose page is asked for now; null where none is in progress. */
  @Nullable Course course();

  /** The front, be it interrupted; null for none. */
  @Nullable Course front();

  /**
   * Up to where the jobs of a page are taken in, as a settling listing may show more; null: all.
   */
  default @Nullable Instant settlingTo() {
    return null;
  }

  /** A time as far as the jobs of a page are taken in; null for null. */
  default @Nullable Instant taken(@Nullable Instant shownTo) {
    Instant to = settlingTo();
    return shownTo == null || to == null ? shownTo : CreationTimes.earlier(shownTo, to);
  }

  /** The same where all up to a second is settled, and the front need not list it any more. */
  Sweeping behind(Instant settled, TimeBounds bounds);

  /** A settling listing may begin. */
  sealed interface Ready extends Sweeping {

    /** Begins a settling listing up to a time; what is in progress goes on after it. */
    default Settling settling(Course course, Instant to) {
      return new Settling(course, to, this);
    }

    @Override
    Ready behind(Instant settled, TimeBounds bounds);
  }

  /** No listing is in progress. */
  record Idle() implements Ready {

    @Override
    public @Nullable Course course() {
      return null;
    }

    @Override
    public @Nullable Course front() {
      return null;
    }

    @Override
    public Idle behind(Instant settled, TimeBounds bounds) {
      return this;
    }
  }

  /** The front is listed. */
  record Front(Course course) implements Ready {

    /** The front that an earlier run has left open; null for none. */
    static @Nullable Course resumed(SourceState state) {
      SourceState.OpenSweep open = state.sweep();
      if (open == null) {
        return null;
      }
      Instant last = state.lastCreationTime();
      Cursor sweep = Sweep.resumed(open.startTime(), open.endTime(), open.nextToken(), last);
      // Of the newest second that an earlier run has come to, its pages show only the rest.
      Instant newest = last == null ? CreationTimes.BEGINNING : last;
      for (TrackedJob job : state.trackedJobs()) {
        newest = CreationTimes.later(newest, job.creationTime());
      }
      for (QuarantinedJob job : state.quarantinedJobs()) {
        newest = CreationTimes.later(newest, job.creationTime());
      }
      return Course.of(sweep, newest.plus(CreationTimes.GRAIN));
    }

    /** The front behind a page; none where that was the last. */
    static Ready behind(@Nullable Course next) {
      return next == null ? new Idle() : new Front(next);
    }

    @Override
    public Course front() {
      return course;
    }

    @Override
    public Front behind(Instant settled, TimeBounds bounds) {
      return course.from().isAfter(settled)
          ? this
          : new Front(course.startingBehind(settled, bounds));
    }
  }

  /**
   * What late jobs may be in is listed again, to be settled.
   *
   * @param to up to where
   * @param then what goes on after it
   */
  record Settling(Course course, Instant to, Ready then) implements Sweeping {

    @Override
    public @Nullable Course front() {
      return then.front();
    }

    @Override
    public Instant settlingTo() {
      return to;
    }

    /** How long the front goes on before seconds are tried again: as long as that has taken. */
    Duration turn(Instant now) {
      Instant begunAt = course.begunAt();
      Duration took = begunAt == null ? Duration.ZERO : Duration.between(begunAt, now);
      return took.compareTo(StuckSecond.PAUSE) > 0 ? took : StuckSecond.PAUSE;
    }

    /** The settling listing behind a page; what it has interrupted where that was the last. */
    Sweeping behind(@Nullable Course next) {
      return next == null ? then : new Settling(next, to, then);
    }

    @Override
    public Settling behind(Instant settled, TimeBounds bounds) {
      return new Settling(course, to, then.behind(settled, bounds));
    }
  }
}
