package io.mediajobs.tracking.pace;

import java.time.Instant;

/** The place of a source in a {@link FairQueue}, which alone changes it. */
final class Place<S> {

  final S source;

  /** Among the places, from 0. */
  final int number;

  /** When its last turn is over, in turns of a source without changes. */
  double over;

  /** When its last turn began, in the same. */
  double begun;

  /** How many changes a request has lately brought. */
  double changes;

  /** Since when it waits for its turn. */
  Instant since = Instant.MIN;

  /** Until when it has nothing to ask. */
  Instant until = Instant.MIN;

  Place(S source, int number) {
    this.source = source;
    this.number = number;
  }
}
