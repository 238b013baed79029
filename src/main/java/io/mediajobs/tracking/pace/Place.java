package io.mediajobs.tracking.pace;

import java.time.Instant;
import java.util.Comparator;
import java.util.function.Function;

/** The place of a source in a {@link FairQueue}, which alone changes it. */
final class Place<S> {

  /** How much the newest request counts for; those before it count ever less. */
  private static final double NEWEST = 0.1;

  final S source;

  /** Among the places, from 0. */
  final int number;

  /** When its last turn is over, in turns of a source without changes. */
  double over;

  /** When its last turn began, in the same. */
  double begun;

  /** How many changes a request has lately brought. */
  double changes;

  /** When it comes before its turn. */
  Instant due = Instant.MIN;

  /** Until when it has nothing to ask. */
  Instant until = Instant.MIN;

  Place(S source, int number) {
    this.source = source;
    this.number = number;
  }

  /** Takes in how many changes a request has brought. */
  void answered(int found) {
    changes += NEWEST * (found - changes);
  }

  static <S> Comparator<Place<S>> byTurn() {
    return Comparator.<Place<S>>comparingDouble(place -> place.over)
        .thenComparingInt(place -> place.number);
  }

  static <S> Comparator<Place<S>> by(Function<Place<S>, Instant> time) {
    return Comparator.comparing(time).thenComparingInt(place -> place.number);
  }
}
