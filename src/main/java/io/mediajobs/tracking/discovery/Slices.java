package io.mediajobs.tracking.discovery;

import io.mediajobs.tracking.listing.Cursor;
import io.mediajobs.tracking.listing.TimeBounds;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A long past cut into slices that are listed side by side.
 *
 * <p>Invariants: the slices join on to each other without a gap, so every second between the first
 * one's start and the last one's stop belongs to exactly one; all but the last have something left,
 * as one that is done is joined to the next; and every job in them is visible already, so what they
 * have listed is settled.
 *
 * <p>Why: decision 3 in src/docs/develop/decisions.
 *
 * @param list from the oldest to the newest; at least one
 */
record Slices(List<Slice> list) {

  /** With fewer pages left, cutting a slice is not worth the pages that it costs. */
  static final int PAGES_WORTH_A_CUT = 8;

  /** More are not made of those that can't be paged. */
  private static final int MOST = 32;

  /** Makes the list unchangeable. */
  Slices {
    list = List.copyOf(list);
  }

  /**
   * A stretch as one slice, to be cut.
   *
   * @param settled up to here it is known
   * @param newest creation time of the newest job known
   * @param stop up to here every job is visible
   * @param density jobs a second
   */
  static Slices of(
      Instant settled, Instant newest, Instant stop, TimeBounds bounds, double density) {
    Instant from = settled.plus(CreationTimes.GRAIN);
    return new Slices(List.of(Slice.of(from, stop, settled, newest, bounds, density)));
  }

  /** The slices of an earlier run; null for none. */
  static @Nullable Slices of(List<SourceState.OpenSlice> open) {
    return open.isEmpty() ? null : joined(open.stream().map(Slice::of).toList());
  }

  /** What an offset has of them. */
  List<SourceState.OpenSlice> state() {
    return list.stream().map(Slice::state).toList();
  }

  /** Up to here, from the past, every job is known. */
  Instant settled() {
    return list.get(0).settled();
  }

  /** Creation time of the newest job known of those that join on to the past; null for none. */
  @Nullable Instant newest() {
    return list.get(0).newest();
  }

  /** Creation time of the newest job known of any of them; a time before all where none is. */
  Instant shown() {
    Instant shown = Instant.MIN;
    for (Slice slice : list) {
      shown = slice.newest() == null ? shown : CreationTimes.later(shown, slice.newest());
    }
    return shown;
  }

  /** The last second of all. */
  Instant stop() {
    return list.get(list.size() - 1).stop();
  }

  /** Whether every job of a creation time is known. */
  boolean settle(Instant creation) {
    return list.stream()
        .anyMatch(each -> !creation.isBefore(each.from()) && !creation.isAfter(each.settled()));
  }

  /** Whether all of them are done. */
  boolean done() {
    return list.get(0).done();
  }

  /** How many have something left. */
  int open() {
    return (int) list.stream().filter(slice -> !slice.done()).count();
  }

  /** How many have a page under way. */
  int underWay() {
    return (int) list.stream().filter(Slice::asked).count();
  }

  /** How much of their time is left. */
  Duration left() {
    return list.stream()
        .map(slice -> Duration.between(slice.settled(), slice.stop()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The slice to ask for now, the oldest first; null where none is due. */
  @Nullable Slice next(Instant now) {
    for (Slice slice : list) {
      Instant due = slice.due();
      if (due != null && !due.isAfter(now)) {
        return slice;
      }
    }
    return null;
  }

  /** When one can be asked for; {@link Instant#MAX} where all are under way. */
  Instant due() {
    Instant first = Instant.MAX;
    for (Slice slice : list) {
      Instant due = slice.due();
      first = due != null && due.isBefore(first) ? due : first;
    }
    return first;
  }

  /** The slice that has a page of this cursor under way; null for none. */
  @Nullable Slice asked(Cursor cursor) {
    return list.stream()
        .filter(slice -> !slice.done() && slice.asked() && slice.cursor().equals(cursor))
        .findFirst()
        .orElse(null);
  }

  /** The same with another in the place of one; what is done is joined to what comes next. */
  Slices with(Slice old, Slice replacement) {
    return joined(list.stream().map(each -> each.equals(old) ? replacement : each).toList());
  }

  /**
   * The same where seconds that can't be paged stand in nobody's way: each is a slice of its own,
   * and is left once nothing else is.
   */
  Slices aside(TimeBounds bounds) {
    List<Slice> aside = new ArrayList<>();
    for (Slice slice : list) {
      if (slice.goesBeyondStuck() && list.size() < MOST) {
        aside.add(slice.upToStuck(bounds));
        aside.add(slice.behindStuck(bounds));
      } else {
        aside.add(slice);
      }
    }
    boolean onlyStuck = aside.stream().allMatch(slice -> slice.done() || slice.stuck() != null);
    if (onlyStuck) {
      aside.replaceAll(
          slice ->
              slice.stuck() != null && slice.stuck().isInTheWay()
                  ? slice.withoutStuck(bounds)
                  : slice);
    }
    return joined(aside);
  }

  private static Slices joined(List<Slice> slices) {
    List<Slice> joined = new ArrayList<>();
    for (Slice slice : slices) {
      Slice before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (before != null && before.done()) {
        joined.set(joined.size() - 1, slice.joinedTo(before));
      } else {
        joined.add(slice);
      }
    }
    return new Slices(joined);
  }

  /** Cuts the longest ones in halves until there are so many, as far as that is worth it. */
  Slices cut(int most, TimeBounds bounds, int pageSize) {
    List<Slice> cut = new ArrayList<>(list);
    for (int open = open(); open < most; open++) {
      int longest = -1;
      double left = PAGES_WORTH_A_CUT * pageSize;
      for (int i = 0; i < cut.size(); i++) {
        if (cut.get(i).jobsLeft() >= left && cut.get(i).canBeCut()) {
          longest = i;
          left = cut.get(i).jobsLeft();
        }
      }
      if (longest < 0) {
        break;
      }
      Slice slice = cut.get(longest);
      cut.set(longest, slice.firstHalf());
      cut.add(longest + 1, slice.secondHalf(bounds));
    }
    return new Slices(cut);
  }
}
