package io.mediajobs.tracking.refresh;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobState;
import io.mediajobs.job.UnreadableJob;
import io.mediajobs.tracking.plan.Ask;
import io.mediajobs.tracking.plan.Plan;
import io.mediajobs.tracking.plan.Step;
import io.mediajobs.tracking.state.CreationTimes;
import io.mediajobs.tracking.state.PollSettings;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A listing in the order of creation that need not go on to its last page: it covers the range of
 * creation times that its pages span.
 */
final class CreationListing {

  private final List<JobState> states;
  private final Instant start;
  private final @Nullable Instant end;
  private final Set<JobId> shown = new HashSet<>();
  private @Nullable Ask asked;
  private int pagesLeft;

  /** How many pages in a row have shown nothing. */
  private int empty;

  private @Nullable String token;
  private @Nullable Instant askedAt;

  /** The seconds of its first job, and of its newest and second newest. */
  private @Nullable Instant first;

  private @Nullable Instant newest;
  private @Nullable Instant secondNewest;

  private boolean inOrder = true;
  private boolean nameless;
  private boolean whole;
  private boolean paged;

  /**
   * A listing not asked for yet.
   *
   * @param states of which jobs; empty for all
   * @param oldest creation time of the oldest job that matters
   * @param latest creation time of the newest job that matters; null for no bound
   * @param pages how many pages it may have, at least 1
   */
  CreationListing(List<JobState> states, Instant oldest, @Nullable Instant latest, int pages) {
    this.states = states;
    // In case the service takes the times as exclusive.
    this.start = oldest.minus(CreationTimes.GRAIN);
    this.end = latest == null ? null : latest.plus(CreationTimes.GRAIN);
    this.pagesLeft = pages;
  }

  /**
   * Asks for the next page, unless one is being asked for.
   *
   * @param plan takes in the answer
   * @param inPart whether the answer is too large to be read as a whole
   */
  Step step(RefreshPages pages, Plan plan, boolean inPart) {
    if (asked != null && asked.isOpen()) {
      return Step.Later.ANSWERED;
    }
    asked = new Ask(pages.listing(token, states, start, end), plan, inPart);
    return asked;
  }

  /** Takes in a page; true where no other is to be asked for. */
  boolean answered(JobPage page, Instant pageAskedAt) {
    if (askedAt == null) {
      askedAt = pageAskedAt;
    }
    for (JobDetail job : page.jobs()) {
      shown.add(job.id());
      Instant creation = job.creationTime();
      if (creation != null) {
        Instant second = CreationTimes.second(creation);
        first = first == null ? second : first;
        inOrder &= newest == null || !second.isBefore(newest);
        secondNewest = newest;
        newest = second;
      }
    }
    for (UnreadableJob job : page.unreadable()) {
      // In these states it is, whatever else its text says.
      if (job.id() != null) {
        shown.add(job.id());
      }
      nameless |= job.id() == null;
    }
    paged |= token != null;
    String next = page.nextToken();
    empty = page.isEmpty() ? empty + 1 : 0;
    pagesLeft -= empty == 0 ? 1 : 0;
    whole = (next == null && !page.cut()) || empty >= PollSettings.MOST_EMPTY_PAGES;
    boolean ends = whole || next == null || next.equals(token) || pagesLeft <= 0;
    token = next;
    return ends;
  }

  /** Whether it has come to its last page. */
  boolean whole() {
    return whole;
  }

  /**
   * Whether it took more than one page: where tokens are positions, jobs may have been left out.
   */
  boolean paged() {
    return paged;
  }

  /** The jobs that it has shown. */
  Set<JobId> shown() {
    return shown;
  }

  /** Whether it has shown a job that can't be told from others. */
  boolean nameless() {
    return nameless;
  }

  /**
   * Whether it would have shown a job created then, were it in these states. Of the newest second
   * that it has come to, more jobs may be on the next page, and the time of a single job proves
   * nothing; where the service does not show that it keeps to the order of creation, only the last
   * page tells.
   */
  boolean covers(Instant creation) {
    if (whole || !inOrder || first == null || secondNewest == null) {
      return whole;
    }
    return first.isBefore(secondNewest) && creation.isBefore(secondNewest);
  }

  /** When its first page was asked for: what answers have told since then counts more. */
  Instant askedAt() {
    return askedAt == null ? Instant.MIN : askedAt;
  }
}
