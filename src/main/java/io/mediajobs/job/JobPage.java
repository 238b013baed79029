package io.mediajobs.job;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the job API.
 *
 * @param jobs the jobs in the order of the answer
 * @param nextToken where the next page of a listing starts; null on the last page. Never empty
 * @param nonExistIds the ids of a look-up that the service does not know
 * @param serviceTime the service's clock when it answered, by the {@code Date} header; null where
 *     the answer had none
 * @param unreadable the jobs that could not be read, in the order of the answer; only on a page
 *     that was asked for as a {@link JobQuery.Salvage}
 * @param cut whether this is only the beginning of a longer answer; only then, too. It is no last
 *     page although it has no nextToken, and what it does not show may stand behind its end
 */
public record JobPage(
    List<JobDetail> jobs,
    @Nullable String nextToken,
    List<JobId> nonExistIds,
    @Nullable Instant serviceTime,
    List<UnreadableJob> unreadable,
    boolean cut) {

  /** Makes the lists unchangeable. */
  public JobPage {
    jobs = List.copyOf(jobs);
    nonExistIds = List.copyOf(nonExistIds);
    unreadable = List.copyOf(unreadable);
  }

  /** Whether it shows no job at all, and is no beginning of a longer answer. */
  public boolean isEmpty() {
    return jobs.isEmpty() && unreadable.isEmpty() && !cut;
  }

  /** What can be read for certain of the jobs that could not be read as a whole. */
  public List<JobDetail> legible() {
    return unreadable.stream().map(UnreadableJob::legible).filter(Objects::nonNull).toList();
  }

  /** Whether this answer may be about jobs that it does not name. */
  public boolean leavesOpen() {
    return cut || unreadable.stream().anyMatch(job -> job.id() == null);
  }

  /** This page with other jobs. */
  public JobPage with(List<JobDetail> others) {
    return new JobPage(others, nextToken, nonExistIds, serviceTime, unreadable, cut);
  }

  /** A whole page on which everything could be read. */
  public JobPage(
      List<JobDetail> jobs,
      @Nullable String nextToken,
      List<JobId> nonExistIds,
      @Nullable Instant serviceTime) {
    this(jobs, nextToken, nonExistIds, serviceTime, List.of(), false);
  }
}
