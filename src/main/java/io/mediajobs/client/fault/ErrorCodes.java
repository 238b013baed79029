package io.mediajobs.client.fault;

import io.mediajobs.client.fault.ErrorReader.ServiceError;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobTags;
import io.mediajobs.job.JobsApiException.Reason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's tables: what a refusal is about, by its status and error code, what an operator can
 * do about it, and which action a key needs for a request.
 */
final class ErrorCodes {

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

  private ErrorCodes() {}

  /**
   * What a refusal is about. Codes of COS count too: a request to a host of its kind is checked by
   * it first.
   */
  static Reason reason(int status, ServiceError error) {
    String code = error.code() == null ? "" : error.code();
    return switch (code) {
      case "SecretidNotExist", "InvalidAccessKeyId" -> Reason.SECRET_ID;
      case "InvalidAuthorization", "SignatureDoesNotMatch" -> Reason.SIGNATURE;
      case "NoSuchBucket", "MediaBucketUnBinded" -> Reason.BUCKET;
      case "QueueNotFound" -> Reason.QUEUE;
      case "InvalidHost" -> Reason.PLACE;
      default -> code.contains("Token") ? Reason.TOKEN : reason(status);
    };
  }

  private static Reason reason(int status) {
    return switch (status) {
      case 400 -> Reason.QUESTION;
      case 401 -> Reason.SIGNATURE;
      case 403 -> Reason.PERMISSION;
      case 404 -> Reason.PLACE;
      default -> status >= 300 && status < 400 ? Reason.PLACE : Reason.OTHER;
    };
  }

  /** Whether a request was refused for the time of its signature. */
  static boolean isAboutTime(int status, ServiceError error) {
    String message = error.message() == null ? "" : error.message();
    return isAboutAccess(status)
        && (error.hasCode("SignatureExpired")
            || error.hasCode("RequestTimeTooSkewed")
            || (error.hasCode("AccessDenied") && message.contains("Request has expired")));
  }

  /** Whether this key won't do, and another might. */
  static boolean isAboutKey(int status, ServiceError error) {
    return isAboutAccess(status) && !isAboutTime(status, error);
  }

  private static boolean isAboutAccess(int status) {
    return status == 401 || status == 403;
  }

  /**
   * What an operator can do about a request that was refused.
   *
   * @param ifKeyRefused what to do where it was for its key
   * @return one clause, in the imperative
   */
  static String advice(int status, ServiceError error, RequestLabel label, String ifKeyRefused) {
    String place = "check ci.region, ci.bucket and ci.endpoint";
    return switch (reason(status, error)) {
      case SECRET_ID, SIGNATURE, TOKEN -> ifKeyRefused;
      case PERMISSION -> label.ifForbidden();
      case BUCKET ->
          error.hasCode("MediaBucketUnBinded") ? "bind the bucket to Cloud Infinite" : place;
      case PLACE -> place;
      case QUEUE -> "check ci.queue.ids";
      case QUESTION -> label.ifMistaken();
      default -> "look the code up in the error codes of Cloud Infinite";
    };
  }

  /** What to grant for a request for jobs; one clause, in the imperative. */
  static String permission(JobQuery query) {
    String bucket = query.source().bucket();
    if (query instanceof JobQuery.LookUp) {
      String path = JobTags.lookUpPath(query.source());
      return grant(LOOK_UP_JOBS.get(path), bucket, "look up jobs on " + path);
    }
    String path = query.source().path();
    return grant(LIST_JOBS.get(path), bucket, "list jobs on " + path);
  }

  /** What to grant for a listing of queues; one clause, in the imperative. */
  static String permission(String bucket, String path) {
    return grant(LIST_QUEUES.get(path), bucket, "list queues on " + path);
  }

  private static String grant(@Nullable String action, String bucket, String inWords) {
    return action == null
        ? "grant the key permission to " + inWords
        : "grant the key the action " + action + " on bucket " + bucket;
  }
}
