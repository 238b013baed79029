package io.mediajobs.client;

import io.mediajobs.job.JobQuery;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an operator can do about a question that was refused. */
final class Advice {

  /**
   * The actions of Cloud Access Management for a listing and a look-up by path, as the vendor's
   * table of authorization granularity has them. That table does not have the AI and file families.
   */
  private static final Map<String, String[]> ACTIONS =
      Map.of(
          "/jobs", new String[] {"ci:DescribeMediaJobs", "ci:DescribeMediaJob"},
          "/asr_jobs", new String[] {"ci:DescribeAsrJobs", "ci:DescribeAsrJob"},
          "/pic_jobs", new String[] {"ci:DescribePicProcessJobs", "ci:DescribePicProcessJob"},
          "/doc_jobs", new String[] {"ci:DescribeDocProcessJobs", "ci:DescribeDocProcessJob"});

  private Advice() {}

  /** One clause, in the imperative. */
  static String on(int status, ServiceError error, JobQuery query) {
    if (status == 400) {
      return error.hasCode("InvalidHost")
          ? place()
          : "check ci.tags, ci.queue.ids, ci.queue.types and ci.job.path";
    }
    if (status == 401) {
      return "check ci.secret.id and ci.secret.key";
    }
    if (status == 403) {
      return permission(query);
    }
    if (status < 400 || status == 404) {
      return place();
    }
    return "look the code up in the error codes of Cloud Infinite";
  }

  private static String place() {
    return "check ci.region, ci.bucket and ci.endpoint";
  }

  private static String permission(JobQuery query) {
    String path = query.source().path();
    boolean lookUp = query instanceof JobQuery.LookUp;
    String @Nullable [] actions = ACTIONS.get(path);
    String bucket = " on bucket " + query.source().bucket();
    if (actions == null) {
      return "grant the key permission to " + (lookUp ? "look up" : "list") + " jobs on " + path;
    }
    return "grant the key the action " + actions[lookUp ? 1 : 0] + bucket;
  }
}
