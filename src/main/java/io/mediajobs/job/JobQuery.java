package io.mediajobs.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A question to the job API. */
public sealed interface JobQuery {

  /** The source that is asked about. */
  JobSource source();

  /** The question itself, be its answer to be salvaged or not. */
  default JobQuery plain() {
    return this;
  }

  /**
   * One page of a listing, {@code DescribeMediaJobs}.
   *
   * @param source whose jobs
   * @param filter what else the jobs must have in common
   * @param order the direction of creation time
   * @param size jobs a page, 1 to 100
   * @param nextToken where to go on; null for the first page
   * @param states only jobs in one of these; empty for all
   * @param start only jobs created at this second or later; null for no bound
   * @param end only jobs created at this second or earlier; null for no bound
   */
  record Listing(
      JobSource source,
      Filter filter,
      Order order,
      int size,
      @Nullable String nextToken,
      List<JobState> states,
      @Nullable Instant start,
      @Nullable Instant end)
      implements JobQuery {

    /** Makes the list unchangeable and checks the size against the API's maximum. */
    public Listing {
      states = List.copyOf(states);
      if (size < 1 || size > 100) {
        throw new IllegalArgumentException("A page holds 1 to 100 jobs, not " + size);
      }
    }
  }

  /**
   * Jobs by their ids, {@code DescribeMediaJob}.
   *
   * @param source whose jobs they are; {@link JobTags#lookUpPath} is asked
   * @param ids 1 to 10 ids: the API takes no more, and of some jobs less, {@link
   *     JobTags#idsPerLookUp}
   */
  record LookUp(JobSource source, List<JobId> ids) implements JobQuery {

    /** Makes the list unchangeable, and checks its length and each id. */
    public LookUp {
      ids = List.copyOf(ids);
      if (!ids.stream().allMatch(JobId::canBeLookedUp)) {
        throw new IllegalArgumentException("A look-up takes ids that can stand in a path only");
      }
      if (ids.isEmpty() || ids.size() > 10) {
        throw new IllegalArgumentException("A look-up takes 1 to 10 ids, not " + ids.size());
      }
    }
  }

  /**
   * A question that has only got answers that are unreadable or too large. Of one more, whatever
   * can be read is wanted, each job on its own: the others come as {@link JobPage#unreadable}. Of
   * an answer that is too large that is its beginning, {@link JobPage#cut}; the job in the middle
   * of which it ends has what was there of it as a whole.
   *
   * @param plain the question
   */
  record Salvage(JobQuery plain) implements JobQuery {

    @Override
    public JobSource source() {
      return plain.source();
    }
  }

  /** The direction of {@code orderByTime}. */
  enum Order {
    /** The oldest jobs first. */
    ASC("Asc"),
    /** The newest jobs first. */
    DESC("Desc");

    private final String parameter;

    Order(String parameter) {
      this.parameter = parameter;
    }

    /** The direction as the API writes it. */
    public String parameter() {
      return parameter;
    }
  }

  /**
   * Further conditions of a listing, each null where it does not apply.
   *
   * @param workflowId the workflow that started the job
   * @param inventoryTriggerJobId the batch that started the job
   * @param inputObject the exact name of the input object
   */
  record Filter(
      @Nullable String workflowId,
      @Nullable String inventoryTriggerJobId,
      @Nullable String inputObject) {}
}
