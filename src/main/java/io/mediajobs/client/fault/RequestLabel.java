package io.mediajobs.client.fault;

import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobTags;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a failure says of the request that failed.
 *
 * @param subject what was asked, as the beginning of a sentence: {@code Listing b-1/jobs?tag=T}
 * @param ifMistaken what to do where the service finds fault with the question itself, one clause
 *     in the imperative
 * @param ifForbidden what to do where the key may not ask it, one clause in the imperative
 */
public record RequestLabel(String subject, String ifMistaken, String ifForbidden) {

  /**
   * The actions of Cloud Access Management for listings of jobs by path, as the vendor's table of
   * authorization granularity has them. That table does not have the AI and file families.
   */
  private static final Map<String, String> LIST_JOBS =
      Map.of(
          "/jobs", "ci:DescribeMediaJobs",
          "/asr_jobs", "ci:DescribeAsrJobs",
          "/pic_jobs", "ci:DescribePicProcessJobs",
          "/doc_jobs", "ci:DescribeDocProcessJobs");

  /** The actions for look-ups of jobs by path; the one of files is from their own page. */
  private static final Map<String, String> LOOK_UP_JOBS =
      Map.of(
          "/jobs", "ci:DescribeMediaJob",
          "/asr_jobs", "ci:DescribeAsrJob",
          "/pic_jobs", "ci:DescribePicProcessJob",
          "/doc_jobs", "ci:DescribeDocProcessJob",
          "/file_jobs", "ci:DescribeFileProcessJob");

  /** The actions for listings of queues by path. */
  private static final Map<String, String> LIST_QUEUES =
      Map.of(
          "/queue", "ci:DescribeMediaQueues",
          "/asrqueue", "ci:DescribeAsrQueues",
          "/picqueue", "ci:DescribePicProcessQueues",
          "/docqueue", "ci:DescribeDocProcessQueues");

  /** The actions for listings of buckets by path. */
  private static final Map<String, String> LIST_BUCKETS =
      Map.of(
          "/mediabucket", "ci:DescribeMediaBuckets",
          "/asrbucket", "ci:DescribeAsrBuckets",
          "/picbucket", "ci:DescribePicProcessBucket",
          "/docbucket", "ci:DescribeDocProcessBucket");

  /** The label of a question for jobs. */
  public static RequestLabel of(JobQuery query) {
    return new RequestLabel(
        subject(query),
        "check ci.tags, ci.queue.ids, ci.queue.types and ci.job.path",
        permission(query));
  }

  /** The label of a listing of queues by a path, {@code /queue}. */
  public static RequestLabel ofQueues(String bucket, String path) {
    String orNameThem = ", or name the queues in ci.queue.ids";
    return new RequestLabel(
        "Listing the queues of " + bucket + path,
        "check that Cloud Infinite is turned on for the bucket" + orNameThem,
        grant(LIST_QUEUES.get(path), bucket, "list queues on " + path) + orNameThem);
  }

  /** The label of a listing of the buckets of a region by a path, {@code /mediabucket}. */
  public static RequestLabel ofBuckets(String region, String path) {
    String orNameThem = ", or name the buckets in ci.bucket";
    String action = LIST_BUCKETS.get(path);
    return new RequestLabel(
        "Listing the buckets of " + region + path,
        "check ci.region" + orNameThem,
        (action == null
                ? "grant the key permission to list buckets on " + path
                : "grant the key the action " + action + " on all buckets")
            + orNameThem);
  }

  private static String subject(JobQuery query) {
    if (query instanceof JobQuery.LookUp lookUp) {
      int count = lookUp.ids().size();
      return "Looking up " + count + (count == 1 ? " job of " : " jobs of ") + query.source();
    }
    return "Listing " + query.source();
  }

  private static String permission(JobQuery query) {
    String bucket = query.source().bucket();
    if (query instanceof JobQuery.LookUp) {
      String path = JobTags.lookUpPath(query.source());
      return grant(LOOK_UP_JOBS.get(path), bucket, "look up jobs on " + path);
    }
    String path = query.source().path();
    return grant(LIST_JOBS.get(path), bucket, "list jobs on " + path);
  }

  /** What to grant; the vendor has no action for some paths. */
  private static String grant(@Nullable String action, String bucket, String inWords) {
    return action == null
        ? "grant the key permission to " + inWords
        : "grant the key the action " + action + " on bucket " + bucket;
  }
}
