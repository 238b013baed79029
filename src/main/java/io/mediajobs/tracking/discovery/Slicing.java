package io.mediajobs.tracking.discovery;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobPage;
import io.mediajobs.tracking.listing.Course;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollSettings;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the pages of a sweep have told of how long a request takes and how many jobs lie ahead, and
 * so into how many slices it is worth cutting.
 *
 * @param pages how many there were
 * @param jobs how many jobs were on them
 * @param first creation time of the first one; null before it
 * @param fastest the shortest time that a page took, as others may have waited their turn
 */
record Slicing(int pages, long jobs, @Nullable Instant first, Duration fastest) {

  static final Slicing NOTHING = new Slicing(0, 0, null, Duration.ofDays(1));

  /** Fewer say too little: the first one pays for connecting. */
  private static final int PAGES = 3;

  /** A faster link leaves nothing to be gained. */
  private static final Duration SLOW = Duration.ofMillis(20);

  /** What is known after a page that took so long. */
  Slicing after(JobPage page, Duration took) {
    Instant oldest = first;
    for (JobDetail job : page.jobs()) {
      oldest = oldest == null ? job.creationTime() : oldest;
    }
    Duration shortest = took.compareTo(fastest) < 0 ? took : fastest;
    return new Slicing(pages + 1, jobs + page.jobs().size(), oldest, shortest);
  }

  /** The same for another sweep: only the time of a request holds on. */
  Slicing anew() {
    return new Slicing(0, 0, null, fastest);
  }

  /**
   * Whether cutting the front into slices may be worth what it costs to find out how far it goes.
   */
  boolean mayCut(DiscoveryState discovery, PollSettings settings) {
    Course front = discovery.turns().front();
    return front != null
        && front.cursor().end() == null
        && !discovery.turns().isSettling()
        && discovery.last() != null
        && most(settings) > 1;
  }

  /**
   * The rest of the front in slices, as far as every job is visible in it.
   *
   * @param horizon up to here every job is; null for unknown
   * @return null where that is not worth it
   */
  @Nullable Slices cut(DiscoveryState discovery, PollSettings settings, @Nullable Instant horizon) {
    Instant settled = discovery.settlement().settled();
    Instant last = discovery.last();
    // What has been listed already is not listed again for that.
    if (last == null || settled == null || horizon == null || !last.isBefore(horizon)) {
      return null;
    }
    if (settled.isBefore(CreationTimes.BEGINNING)) {
      // Where the past begins is not known yet.
      return null;
    }
    Slices cut =
        Slices.of(settled, last, horizon, discovery.turns().bounds(), density(last))
            .cut(most(settings), discovery.turns().bounds(), settings.pageSize());
    return cut.open() > 1 ? cut : null;
  }

  /** How many requests at once make sense: as many as the rate allows while one is under way. */
  int most(PollSettings settings) {
    if (fastest.compareTo(SLOW) < 0 || pages < PAGES) {
      return 1;
    }
    PollSettings.Parallel parallel = settings.parallel();
    double inTime = parallel.requestsPerSecond() * fastest.toNanos() / 1e9;
    // Each may hold a page that is not settled yet, and bring another.
    int room = settings.maxTrackedJobs() / (4 * settings.pageSize());
    return Math.min(Math.min(parallel.slices(), room), (int) Math.ceil(Math.min(inTime, 1e6)));
  }

  /** Jobs a second, by their creation times, up to the newest one listed; 0 where unknown. */
  private double density(Instant newest) {
    double seconds = first == null ? 0 : Duration.between(first, newest).toSeconds();
    return seconds <= 0 ? 0 : jobs / seconds;
  }
}
