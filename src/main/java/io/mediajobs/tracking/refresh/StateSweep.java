package io.mediajobs.tracking.refresh;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollSettings;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the jobs that have not ended, by listing their states instead of asking for each: a
 * tenth of the requests where many jobs are due. A job that the pass does not show may have ended,
 * or slipped between two pages; only a look-up decides.
 */
final class StateSweep {

  private static final List<JobState> STATES =
      List.of(JobState.SUBMITTED, JobState.RUNNING, JobState.PAUSE);

  private final CreationRange stretch;
  private final Instant begunAt;
  private final Set<JobId> missing;
  private @Nullable String token;
  private int pagesLeft;

  /**
   * A pass.
   *
   * @param stretch the creation times it goes over
   * @param jobs those it should show
   */
  StateSweep(CreationRange stretch, Set<JobId> jobs, int pageSize, Instant now) {
    this.stretch = stretch;
    this.begunAt = now;
    this.missing = new HashSet<>(jobs);
    // Jobs that are new meanwhile take room too; a service that pages for ever is left alone.
    this.pagesLeft = 2 * (jobs.size() / pageSize + 1) + 8;
  }

  /** When it began: what other answers told of a job since then needs no look-up. */
  Instant begunAt() {
    return begunAt;
  }

  /** The page to ask for next. */
  Listing listing(JobSource source, PollSettings settings) {
    // A second more at each end, in case the service takes it as exclusive.
    Instant start = stretch.oldest().minus(CreationTimes.GRAIN);
    Instant newest = stretch.newest();
    Instant end = newest.equals(Instant.MAX) ? null : newest.plus(CreationTimes.GRAIN);
    return settings.listing(source, token, STATES, start, end);
  }

  /** Takes in a page; true where it was the last. */
  boolean answered(JobPage page) {
    for (JobDetail job : page.jobs()) {
      missing.remove(job.id());
    }
    String next = page.nextToken();
    boolean ends = next == null || next.equals(token) || --pagesLeft <= 0;
    token = next;
    return ends;
  }

  /** The jobs that it has not shown. */
  List<JobId> missing() {
    return List.copyOf(missing);
  }
}
