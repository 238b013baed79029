package io.mediajobs.connect;

import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.pace.FairQueue;
import io.mediajobs.tracking.state.Backfill;
import io.mediajobs.tracking.state.SourceFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;

/**
 * How long a source is left alone that has no news, where a task has many: for a sixtieth of the
 * age of its newest job. What has been quiet for an hour will hardly have a job in the next second.
 */
final class IdlePace {

  private static final int PART_OF_AGE = 60;

  private final Duration least;
  private final Duration most;
  private final boolean stretches;
  private final IdentityHashMap<SourcePoller, Instant> until = new IdentityHashMap<>();

  /**
   * The pace of the sources of a task.
   *
   * @param least how long a source is left alone in any case
   * @param most how long at most, where that is longer
   * @param sources how many there are
   */
  IdlePace(Duration least, Duration most, int sources) {
    this.least = least;
    this.most = most;
    this.stretches = sources > FairQueue.FEW;
  }

  /** Until when a source is left alone; in the past where it is not. */
  Instant until(SourcePoller poller) {
    return until.getOrDefault(poller, Instant.MIN);
  }

  /**
   * Notes an answer.
   *
   * @param news whether it brought something to light
   * @param askedAt when it was asked for
   */
  void answered(SourcePoller poller, boolean news, Instant askedAt) {
    SourceFigures figures = news || !stretches ? null : poller.figures();
    if (figures != null && isIdle(figures)) {
      Instant newest = figures.newestCreation();
      until.put(
          poller,
          askedAt.plus(
              newest == null
                  ? within(most)
                  : within(
                      Duration.between(newest, askedAt.plus(figures.serviceAhead()))
                          .dividedBy(PART_OF_AGE))));
    } else {
      until.remove(poller);
    }
  }

  /** Whether nothing is known to be on its way, or still to be listed. */
  private static boolean isIdle(SourceFigures figures) {
    Backfill backfill = figures.backfill();
    return figures.tracked().active().isEmpty()
        && figures.failures() == 0
        && (backfill == null || backfill.doneAt() != null);
  }

  private Duration within(Duration part) {
    Duration atMost = part.compareTo(most) > 0 ? most : part;
    return atMost.compareTo(least) < 0 ? least : atMost;
  }
}
