package io.mediajobs.simulation;

import io.mediajobs.job.Jobs;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * What a job shows beside its state and times.
 *
 * @param resultAfter how long after its end its EndTime and its result come, in milliseconds
 * @param partAfter how long after its end a part of it goes on, in milliseconds; negative for no
 *     part
 * @param differs whether listings and look-ups show it differently
 */
record SimContent(int resultAfter, int partAfter, boolean differs) {

  private static final SimContent PLAIN = new SimContent(0, -1, false);

  /** All is there so long before the last look, by the way. */
  private static final int LATEST = 270_000;

  static SimContent random(int percent, SplittableRandom random) {
    if (random.nextInt(100) >= percent) {
      return PLAIN;
    }
    int most = random.nextInt(4) == 0 ? LATEST : 30_000;
    return new SimContent(
        random.nextBoolean() ? random.nextInt(most) : 0,
        random.nextInt(3) == 0 ? random.nextInt(most) : -1,
        random.nextInt(3) == 0);
  }

  boolean plain() {
    return equals(PLAIN);
  }

  /** How many contents it has more than states, at most, in the eyes of one kind of answers. */
  int more() {
    return (resultAfter > 0 ? 1 : 0) + (partAfter > 0 ? 1 : 0);
  }

  /** Whether its end is to be seen as what it is. */
  boolean hasResult(Instant end, Instant now) {
    return !now.isBefore(end.plusMillis(resultAfter));
  }

  /** Whether the part that goes on has ended. */
  boolean hasPartEnded(Instant end, Instant now) {
    return partAfter >= 0 && !now.isBefore(end.plusMillis(partAfter));
  }

  void add(Jobs shown, boolean listing, Instant end, Instant now) {
    if (!now.isBefore(end) && hasResult(end, now)) {
      shown.with("Message", "done");
    }
    if (partAfter >= 0) {
      shown.part(hasPartEnded(end, now) ? "Success" : "Running");
    }
    if (differs) {
      shown.with("Code", listing ? "listed" : "looked up");
    }
  }
}
