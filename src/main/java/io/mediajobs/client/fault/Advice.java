package io.mediajobs.client.fault;

import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobTags;
import java.util.Map;

/** What an operator can do about a question that was refused, but for its key. */
final class Advice {

  /**
   * The actions of Cloud Access Management for listings by path, as the vendor's table of
   * authorization granularity has them. That table does not have the AI and file families.
   */
  private static final Map<String, String> LISTING =
      Map.of(
          "/jobs", "ci:DescribeMediaJobs",
          "/asr_jobs", "ci:DescribeAsrJobs",
          "/pic_jobs", "ci:DescribePicProcessJobs",
          "/doc_jobs", "ci:DescribeDocProcessJobs");

  /** The same for look-ups; the one of files is from their own page. */
  private static final Map<String, String> LOOK_UP =
      Map.of(
          "/jobs", "ci:DescribeMediaJob",
          "/asr_jobs", "ci:DescribeAsrJob",
          "/pic_jobs", "ci:DescribePicProcessJob",
          "/doc_jobs", "ci:DescribeDocProcessJob",
          "/file_jobs", "ci:DescribeFileProcessJob");

  private Advice() {}

  /** One clause, in the imperative. */
  static String on(int status, ServiceError error, RequestLabel question) {
    return switch (Reasons.of(status, error)) {
      case PERMISSION -> question.ifForbidden();
      case BUCKET ->
          error.hasCode("MediaBucketUnBinded") ? "bind the bucket to Cloud Infinite" : place();
      case PLACE -> place();
      case QUEUE -> "check ci.queue.ids";
      case QUESTION -> question.ifMistaken();
      default -> "look the code up in the error codes of Cloud Infinite";
    };
  }

  private static String place() {
    return "check ci.region, ci.bucket and ci.endpoint";
  }

  /** What to grant for a question for jobs; one clause, in the imperative. */
  static String permission(JobQuery query) {
    boolean lookUp = query instanceof JobQuery.LookUp;
    String path = lookUp ? JobTags.lookUpPath(query.source()) : query.source().path();
    String action = (lookUp ? LOOK_UP : LISTING).get(path);
    if (action == null) {
      return "grant the key permission to " + (lookUp ? "look up" : "list") + " jobs on " + path;
    }
    return "grant the key the action " + action + " on bucket " + query.source().bucket();
  }
}
