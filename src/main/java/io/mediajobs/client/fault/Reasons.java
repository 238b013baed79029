package io.mediajobs.client.fault;

import io.mediajobs.job.JobsApiException.Reason;

/** What a refusal is about, by its status and by the vendor's table of error codes. */
final class Reasons {

  private Reasons() {}

  /** Codes of COS count too: a request to a host of its kind is checked by it first. */
  static Reason of(int status, ServiceError error) {
    String code = error.code() == null ? "" : error.code();
    switch (code) {
      case "SecretidNotExist", "InvalidAccessKeyId" -> {
        return Reason.SECRET_ID;
      }
      case "InvalidAuthorization", "SignatureDoesNotMatch" -> {
        return Reason.SIGNATURE;
      }
      case "NoSuchBucket", "MediaBucketUnBinded" -> {
        return Reason.BUCKET;
      }
      case "QueueNotFound" -> {
        return Reason.QUEUE;
      }
      case "InvalidHost" -> {
        return Reason.PLACE;
      }
      default -> {
        return code.contains("Token") ? Reason.TOKEN : byStatus(status);
      }
    }
  }

  private static Reason byStatus(int status) {
    if (status == 404 || (status >= 300 && status < 400)) {
      return Reason.PLACE;
    }
    return switch (status) {
      case 400 -> Reason.QUESTION;
      case 401 -> Reason.SIGNATURE;
      case 403 -> Reason.PERMISSION;
      default -> Reason.OTHER;
    };
  }
}
