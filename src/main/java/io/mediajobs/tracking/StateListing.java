package io.mediajobs.tracking;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.UnreadableJob;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A listing of the jobs in one state, in the order of creation, that need not go on to its last
 * page: it covers the stretch of creation times that its pages span.
 */
final class StateListing {

  private final JobState state;
  private final Instant start;
  private final Set<JobId> shown = new HashSet<>();
  private int pagesLeft;
  private @Nullable String token;
  private @Nullable Instant newest;
  private @Nullable Instant askedAt;
  private boolean whole;

  /**
   * A listing not asked for yet.
   *
   * @param oldest creation time of the oldest job that matters
   * @param pages how many pages it may have, at least 1
   */
  StateListing(JobState state, Instant oldest, int pages) {
    this.state = state;
    // In case the service takes the start as exclusive.
    this.start = oldest.minus(Sweep.GRAIN);
    this.pagesLeft = pages;
  }

  /** The page to ask for next. */
  Listing listing(JobSource source, PollSettings settings) {
    return settings.listing(source, token, List.of(state), start, null);
  }

  /** Takes in a page; true where no other is to be asked for. */
  boolean answered(JobPage page, Instant pageAskedAt) {
    if (askedAt == null) {
      askedAt = pageAskedAt;
    }
    for (JobDetail job : page.jobs()) {
      shown.add(job.id());
      Instant creation = job.creationTime();
      if (creation != null && (newest == null || creation.isAfter(newest))) {
        newest = creation.truncatedTo(ChronoUnit.SECONDS);
      }
    }
    for (UnreadableJob job : page.unreadable()) {
      // In this state it is, whatever else its text says.
      if (job.id() != null) {
        shown.add(job.id());
      }
    }
    String next = page.nextToken();
    whole = next == null;
    boolean ends = next == null || next.equals(token) || --pagesLeft <= 0;
    token = next;
    return ends;
  }

  /** Whether it has come to its last page. */
  boolean whole() {
    return whole;
  }

  /** The jobs that it has shown. */
  Set<JobId> shown() {
    return shown;
  }

  /**
   * Whether it would have shown a job created then, were it in this state. Of the newest second
   * that it has come to, more jobs may be on the next page.
   */
  boolean covers(Instant creation) {
    return whole || (newest != null && creation.isBefore(newest));
  }

  /** When its first page was asked for: what answers have told since then counts more. */
  Instant askedAt() {
    return askedAt == null ? Instant.MIN : askedAt;
  }
}
