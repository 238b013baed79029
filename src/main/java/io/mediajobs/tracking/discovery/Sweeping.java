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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The listings of discovery that are in progress: the front, and a settling one, which interrupts
 * it.
 *
 * @param front where the front goes on; null for none
 * @param settling the settling listing; null for none
 */
record Sweeping(@Nullable Course front, @Nullable Settling settling) {

  static final Sweeping NOTHING = new Sweeping(null, null);

  /**
   * What late jobs may be in is listed again, to be settled.
   *
   * @param to up to where the jobs of a page are taken in, which may show more
   */
  record Settling(Course course, Instant to) {

    /** How long the front goes on before seconds are tried again: as long as that has taken. */
    Duration turn(Instant now) {
      Instant begunAt = course.begunAt();
      Duration took = begunAt == null ? Duration.ZERO : Duration.between(begunAt, now);
      return took.compareTo(StuckSecond.PAUSE) > 0 ? took : StuckSecond.PAUSE;
    }
  }

  /** The front that an earlier run has left open; null for none. */
  static @Nullable Course resumed(SourceState state) {
    SourceState.OpenSweep open = state.sweep();
    if (open == null) {
      return null;
    }
    Instant last = state.lastCreationTime();
    Cursor sweep = Sweep.resumed(open.startTime(), open.endTime(), open.nextToken());
    // Of the newest second that an earlier run has come to, its pages show only the rest.
    Instant newest =
        Stream.concat(
                state.trackedJobs().stream().map(TrackedJob::creationTime),
                state.quarantinedJobs().stream().map(QuarantinedJob::creationTime))
            .reduce(last == null ? CreationTimes.BEGINNING : last, CreationTimes::later);
    return Course.of(sweep, newest.plus(CreationTimes.GRAIN));
  }

  /** The course whose page is asked for now; null where none is in progress. */
  @Nullable Course course() {
    return settling == null ? front : settling.course();
  }

  /** Up to where the jobs of a page are taken in; null for all. */
  @Nullable Instant settlingTo() {
    return settling == null ? null : settling.to();
  }

  /** A time as far as the jobs of a page are taken in; null for null. */
  @Nullable Instant taken(@Nullable Instant shownTo) {
    Instant to = settlingTo();
    return shownTo == null || to == null ? shownTo : CreationTimes.earlier(shownTo, to);
  }

  /** The same behind a page of {@link #course}; without that where it was the last. */
  Sweeping behind(@Nullable Course next) {
    if (settling == null) {
      return new Sweeping(next, null);
    }
    return new Sweeping(front, next == null ? null : new Settling(next, settling.to()));
  }

  /** The same where all up to a second is settled, and the front need not list it any more. */
  Sweeping behind(Instant settled, TimeBounds bounds) {
    return front == null || front.from().isAfter(settled)
        ? this
        : new Sweeping(front.startingBehind(settled, bounds), settling);
  }
}
