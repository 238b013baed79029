package io.mediajobs.tracking.listing;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.UnreadableJob;
import io.mediajobs.tracking.state.CreationTimes;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Jobs that a page has shown, by which it is told whether the same page still shows them. Where
 * tokens are positions and its jobs have aged out, the pages behind it have left out as many.
 *
 * @param ids those that are looked for
 * @param page all of the page that showed their ids
 * @param nameless how many jobs of the page could not be read, not even their ids
 * @param newest the latest creation time on the page; the end where it shows none
 */
public record ShownJobs(Set<JobId> ids, Set<JobId> page, long nameless, Instant newest) {

  static final ShownJobs NONE = new ShownJobs(Set.of(), Set.of(), 0, CreationTimes.END);

  /** Some jobs of a page. */
  static ShownJobs of(JobPage page, Collection<JobId> ids) {
    Instant newest =
        page.jobs().stream()
            .map(JobDetail::creationTime)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(CreationTimes.END);
    return new ShownJobs(Set.copyOf(ids), idsOf(page), nameless(page), newest);
  }

  /**
   * The oldest job of a page, and those that may be older, as their times can't be read.
   *
   * @param second that of the oldest job that shows a time
   * @param most how many jobs can be looked for at once
   */
  public static ShownJobs oldestOf(JobPage page, Instant second, int most) {
    Set<JobId> ids = new LinkedHashSet<>();
    boolean found = false;
    for (JobDetail job : page.jobs()) {
      Instant created = job.creationTime();
      boolean mayBe = created == null || !created.isAfter(second.plus(CreationTimes.GRAIN));
      if (!found && mayBe && ids.size() < most) {
        ids.add(job.id());
        found = created != null;
      }
    }
    for (UnreadableJob job : page.unreadable()) {
      if (job.id() != null && ids.size() < most) {
        ids.add(job.id());
      }
    }
    return of(page, ids);
  }

  /** All jobs of a page that show their ids. */
  static ShownJobs of(JobPage page) {
    return of(page, idsOf(page));
  }

  /** Whether a look-up can tell of them, and of all that may be older as it shows no id. */
  public boolean canBeLookedUp() {
    return nameless == 0 && ids.stream().allMatch(JobId::canBeLookedUp);
  }

  /**
   * Whether an answer shows them; what can't be told from others now may be any of them. But where
   * it is the same page again and shows others too, some have moved up, and so others are gone.
   *
   * @param isSame whether it is the same page again, and not a look-up
   */
  public boolean areOn(JobPage answer, boolean isSame) {
    Set<JobId> shown = idsOf(answer);
    long hidden = nameless(answer) - (isSame ? nameless : 0);
    return without(ids, shown) <= Math.max(0, hidden)
        && (!isSame || (without(shown, page) <= Math.max(0, -hidden) && !hasMovedUp(answer)));
  }

  /** Whether a page shows a job that was behind it: no other makes room for it than one gone. */
  private boolean hasMovedUp(JobPage answer) {
    return answer.jobs().stream()
        .map(JobDetail::creationTime)
        .anyMatch(created -> created != null && created.isAfter(newest));
  }

  private static int without(Set<JobId> all, Set<JobId> others) {
    Set<JobId> rest = new HashSet<>(all);
    rest.removeAll(others);
    return rest.size();
  }

  private static long nameless(JobPage page) {
    return page.unreadable().stream().filter(job -> job.id() == null).count();
  }

  private static Set<JobId> idsOf(JobPage page) {
    Set<JobId> ids = new HashSet<>();
    page.jobs().forEach(job -> ids.add(job.id()));
    for (UnreadableJob job : page.unreadable()) {
      if (job.id() != null) {
        ids.add(job.id());
      }
    }
    return ids;
  }
}
