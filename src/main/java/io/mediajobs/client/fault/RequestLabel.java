package io.mediajobs.client.fault;

import io.mediajobs.job.JobQuery;

/**
 * What a failure says of the request that failed.
 *
 * @param subject what was asked, as the beginning of a sentence: {@code Listing b-1/jobs?tag=T}
 * @param ifMistaken what to do where the service finds fault with the question itself, one clause
 *     in the imperative
 * @param ifForbidden what to do where the key may not ask it, one clause in the imperative
 */
public record RequestLabel(String subject, String ifMistaken, String ifForbidden) {

  /** The label of a question for jobs. */
  public static RequestLabel of(JobQuery query) {
    return new RequestLabel(
        subject(query),
        "check ci.tags, ci.queue.ids, ci.queue.types and ci.job.path",
        ErrorCodes.permission(query));
  }

  /**
   * The label of a listing of queues.
   *
   * @param path which lists them, {@code /queue}
   */
  public static RequestLabel ofQueues(String bucket, String path) {
    String orNameThem = ", or name the queues in ci.queue.ids";
    return new RequestLabel(
        "Listing the queues of " + bucket + path,
        "check that Cloud Infinite is turned on for the bucket" + orNameThem,
        ErrorCodes.permission(bucket, path) + orNameThem);
  }

  private static String subject(JobQuery query) {
    if (query instanceof JobQuery.LookUp lookUp) {
      int count = lookUp.ids().size();
      return "Looking up " + count + (count == 1 ? " job of " : " jobs of ") + query.source();
    }
    return "Listing " + query.source();
  }
}
