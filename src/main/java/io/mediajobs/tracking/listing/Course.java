package io.mediajobs.tracking.listing;

import io.mediajobs.tracking.listing.Cursor.Advance;
import io.mediajobs.tracking.state.CreationTimes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cursor on its way over creation times, and what its pages have proven so far.
 *
 * @param cursor where it goes on
 * @param from everything before is listed by now
 * @param begunAt when its first page was asked for; null before that
 * @param since when the oldest of the pages was asked for that have proven nothing yet; null for
 *     none
 */
public record Course(
    Cursor cursor, Instant from, @Nullable Instant begunAt, @Nullable Instant since) {

  /** A course that begins. */
  public static Course of(Cursor cursor, Instant from) {
    return new Course(cursor, from, null, null);
  }

  /** The same course behind a page; null where it was the last. */
  public @Nullable Course behind(Advance advance, Instant askedAt) {
    if (advance.next() == null) {
      return null;
    }
    Instant begun = begunAt == null ? askedAt : begunAt;
    if (advance.skipped() != null) {
      Instant rest = advance.skipped().plus(CreationTimes.GRAIN);
      return new Course(advance.next(), rest, begun, null);
    }
    if (advance.listedTo() == null) {
      return new Course(advance.next(), from, begun, since(askedAt));
    }
    // Of the newest second, the next page may show the rest: it is as old as this one.
    return new Course(advance.next(), advance.listedTo().plus(CreationTimes.GRAIN), begun, askedAt);
  }

  /**
   * Nothing after this time is sure to be listed by now. That is earlier than {@link #from} for a
   * sweep of an earlier run, which has proven nothing in this one: its {@code from} is behind all
   * that the earlier run has seen, and there the time of an unreadable job is only a guess.
   */
  public Instant openFrom() {
    if (!(cursor instanceof Sweep sweep) || sweep.listed() != null) {
      return from;
    }
    Instant start = sweep.start();
    return start == null ? CreationTimes.BEGINNING : CreationTimes.earlier(from, start);
  }

  /** When what a page has proven was asked for: the pages before it may have a part in it. */
  public Instant since(Instant askedAt) {
    return since == null ? askedAt : since;
  }

  /** The same course where what is before this time may not be listed. */
  public Course startingAt(Instant time) {
    return new Course(cursor, CreationTimes.later(from, time), begunAt, since);
  }

  /** The same course where all up to a second has been listed by others. */
  public Course startingBehind(Instant second, TimeBounds bounds) {
    Instant next = second.plus(CreationTimes.GRAIN);
    Cursor rest = cursor.startingAt(next, bounds);
    return rest == null ? this : new Course(rest, next, begunAt, null);
  }

  /**
   * What a page of an earlier run's course has brought it to: in this run, nothing tells what was
   * left out before the page, nor that nothing is behind it.
   */
  public Advance behindRestart(Advance advance, TimeBounds bounds) {
    Instant reached = advance.next() instanceof Sweep rest ? rest.reached() : null;
    Instant rest = reached == null ? from.minus(CreationTimes.GRAIN) : reached;
    Cursor anew = new Sweep(bounds.surelyFrom(rest), cursor.end());
    return advance.next() == null ? Advance.to(anew) : advance.goingOnBy(anew);
  }
}
