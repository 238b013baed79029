package io.mediajobs.tracking.state;

import io.mediajobs.job.JobSource;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a source is doing, for people and alerts: unchangeable, so that any thread may read it. What
 * grows with time is asked for with the time, and goes on growing while nothing is polled.
 *
 * @param newestCreation creation time of the newest job discovered; null before the first
 * @param serviceAhead how far the service's clock, which rules creation times, is ahead of ours
 * @param tracked the tracked jobs
 * @param counts what has been counted since the start; never changed
 * @param failures failed requests in a row
 * @param startedAt when polling started, by our clock
 * @param sweptAt when a front sweep came to its end, by our clock; before the first, the start
 * @param heldBack whether discovery waits because {@code max.tracked.jobs} is reached, or did so
 *     and has not caught up yet
 * @param backfill the newest front sweep over more than one page, done or not; null for none
 * @param median within how many seconds half of the changes of the last minutes were seen, of those
 *     whose time the service tells; 0 where there were none
 * @param tail within how many seconds 95 of 100 were
 */
public record SourceFigures(
    JobSource source,
    @Nullable Instant newestCreation,
    Duration serviceAhead,
    TrackedCounts tracked,
    PollCounts counts,
    int failures,
    Instant startedAt,
    Instant sweptAt,
    boolean heldBack,
    @Nullable Backfill backfill,
    double median,
    double tail) {

  /** The service's now minus the newest job's creation time, in seconds; 0 before any job. */
  public double lag(Instant now) {
    return newestCreation == null ? 0 : seconds(newestCreation, now.plus(serviceAhead));
  }

  /** Seconds since a front sweep last came to its end. */
  public double discoveryDelay(Instant now) {
    return seconds(sweptAt, now);
  }

  /** Age in seconds of the oldest tracked job that has not ended; 0 where all have. */
  public double oldestTrackedAge(Instant now) {
    Instant oldest = tracked.oldestActive();
    return oldest == null ? 0 : seconds(oldest, now.plus(serviceAhead));
  }

  /** Seconds since the newest usable answer; before the first, since the start. */
  public double sinceSuccess(Instant now) {
    Instant answered = counts.answeredAt();
    return seconds(answered == null ? startedAt : answered, now);
  }

  private static double seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis() / 1000.0);
  }
}
