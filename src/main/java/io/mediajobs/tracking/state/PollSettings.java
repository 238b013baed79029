package io.mediajobs.tracking.state;

import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.Order;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.tracking.pace.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a source is polled.
 *
 * @param filter further conditions of its listing
 * @param firstStart where the first run starts
 * @param pollInterval between two discoveries
 * @param overlap how long after its creation time a job may become visible
 * @param pageSize jobs a page, 1 to 100
 * @param refreshInterval between two looks at a job that changed lately
 * @param refreshIntervalMax between two looks at a job that has long stayed the same
 * @param learnsDurations whether looks follow how long jobs usually take
 * @param maxTrackedJobs where discovery waits for room
 * @param backoff the pauses after failures
 * @param parallel how far a long past may be listed in parallel
 */
public record PollSettings(
    JobQuery.Filter filter,
    FirstStart firstStart,
    Duration pollInterval,
    Duration overlap,
    int pageSize,
    Duration refreshInterval,
    Duration refreshIntervalMax,
    boolean learnsDurations,
    int maxTrackedJobs,
    Backoff backoff,
    Parallel parallel) {

  /**
   * So many requests are to fit into a latency that is aimed at: those of a source with some
   * hundred jobs. In less time they would only wait for each other, and changes with them.
   */
  public static final double REQUESTS_A_TARGET = 5;

  /** After so many pages in a row that show no job, each with a token, a listing is at its end. */
  public static final int MOST_EMPTY_PAGES = 10;

  /**
   * A source's share of what its task may ask for.
   *
   * @param slices how many slices of a long past may be listed side by side; 1 for one after
   *     another
   * @param requestsPerSecond its share of the rate
   */
  public record Parallel(int slices, double requestsPerSecond) {

    /** One page after another. */
    public static final Parallel NONE = new Parallel(1, 0);
  }

  /** These settings with another share of what the task may ask for. */
  public PollSettings with(Parallel share) {
    return with(pageSize, share);
  }

  /** These settings with another size of pages, and another share of what the task may ask for. */
  public PollSettings with(int size, Parallel share) {
    return new PollSettings(
        filter,
        firstStart,
        pollInterval,
        overlap,
        size,
        refreshInterval,
        refreshIntervalMax,
        learnsDurations,
        maxTrackedJobs,
        backoff,
        share);
  }

  /**
   * A page of jobs, oldest first.
   *
   * @param token where it goes on; null for the first
   * @param states only jobs in these; empty for all
   * @param start see {@link Listing}; null for no bound
   * @param end see {@link Listing}; null for no bound
   */
  public Listing listing(
      JobSource source,
      @Nullable String token,
      List<JobState> states,
      @Nullable Instant start,
      @Nullable Instant end) {
    return new Listing(source, filter, Order.ASC, pageSize, token, states, start, end);
  }

  /**
   * When to look again at a job that has not ended, where no more is known: the longer it has
   * stayed the same, the later.
   *
   * @param sinceChange the time since its last change
   */
  public Duration refreshAfter(Duration sinceChange) {
    Duration quarter = sinceChange.dividedBy(4);
    if (quarter.compareTo(refreshIntervalMax) > 0) {
      return refreshIntervalMax;
    }
    return quarter.compareTo(refreshInterval) < 0 ? refreshInterval : quarter;
  }
}
