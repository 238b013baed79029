package io.mediajobs.tracking.tracked;

import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How long it has lately taken from a change of a job to its record, where the service tells when
 * that was: to be shown only. It tells times in whole seconds, so a change may seem up to a second
 * older than it is.
 */
public final class Latencies {

  /** The last one to two of these stretches count. */
  private static final Duration STRETCH = Duration.ofMinutes(5);

  private static final int A_FACTOR_OF_TWO = 16;

  /** From a tenth of a second to two days. */
  private static final int CLASSES = 21 * A_FACTOR_OF_TWO;

  private static final double LEAST = 0.1;

  /** Where no change was seen, as with most sources of an account: never written. */
  private static final long[] NOTHING = new long[CLASSES];

  /** Changes from before this are no news of how polling does. */
  private final Instant since;

  private long[] stretch = NOTHING;
  private long[] before = NOTHING;
  private Instant begunAt;

  /** Counts changes from now on. */
  public Latencies(Instant now) {
    this.since = now;
    this.begunAt = now;
  }

  /**
   * Takes in what an answer has brought to light.
   *
   * @param ahead how far the service's clock is ahead of ours
   */
  public void seen(List<JobEvent> findings, Duration ahead, Instant now) {
    turn(now);
    for (JobEvent finding : findings) {
      if (finding instanceof Observation seen) {
        for (JobTransition transition : seen.transitions()) {
          Instant at = transition.occurredAt();
          if (at != null && !at.minus(ahead).isBefore(since)) {
            stretch = stretch == NOTHING ? new long[CLASSES] : stretch;
            stretch[classOf(Duration.between(at.minus(ahead), now))]++;
          }
        }
      }
    }
  }

  /** The time within which a part of the changes was seen, in seconds; 0 where there were none. */
  public double within(double part) {
    long all = 0;
    for (int i = 0; i < CLASSES; i++) {
      all += stretch[i] + before[i];
    }
    long left = (long) Math.ceil(part * all);
    for (int i = 0; i < CLASSES && all > 0; i++) {
      left -= stretch[i] + before[i];
      if (left <= 0) {
        return LEAST * Math.pow(2, (i + 0.5) / A_FACTOR_OF_TWO);
      }
    }
    return 0;
  }

  private void turn(Instant now) {
    if (now.isBefore(begunAt.plus(STRETCH))) {
      return;
    }
    boolean isOver = now.isBefore(begunAt.plus(STRETCH.multipliedBy(2)));
    before = isOver ? stretch : NOTHING;
    stretch = NOTHING;
    begunAt = now;
  }

  private static int classOf(Duration duration) {
    double octaves = Math.log(Math.max(LEAST, duration.toMillis() / 1000.0) / LEAST) / Math.log(2);
    return Math.min(CLASSES - 1, (int) (octaves * A_FACTOR_OF_TWO));
  }
}
