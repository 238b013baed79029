package io.mediajobs.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the job API.
 *
 * @param jobs the jobs in the order of the answer
 * @param nextToken where the next page of a listing starts; null on the last page. Never empty
 * @param nonExistIds the ids of a look-up that the service does not know
 * @param serviceTime the service's clock when it answered, by the {@code Date} header; null where
 *     the answer had none
 */
public record JobPage(
    List<JobDetail> jobs,
    @Nullable String nextToken,
    List<JobId> nonExistIds,
    @Nullable Instant serviceTime) {

  /** Makes the lists unchangeable. */
  public JobPage {
    jobs = List.copyOf(jobs);
    nonExistIds = List.copyOf(nonExistIds);
  }
}
