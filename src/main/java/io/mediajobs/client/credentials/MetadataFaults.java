package io.mediajobs.client.credentials;

import io.mediajobs.client.http.ClientSettings;
import io.mediajobs.client.http.NetworkFailure;
import io.mediajobs.client.http.TransportFaults;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Words why the metadata service gave no credentials. No answer of it is ever repeated. */
final class MetadataFaults implements TransportFaults {

  private static final String ENDPOINT = "check ci.instance.metadata.endpoint if it lasts";

  private final ClientSettings settings;

  MetadataFaults(ClientSettings settings) {
    this.settings = settings;
  }

  /** No role at all. */
  JobsApiException noRole() {
    return fault(
        Kind.REFUSED,
        404,
        "knows no role of this instance",
        "bind a CAM role to the instance, or set another ci.credentials.provider");
  }

  /** Not this role. */
  JobsApiException unknownRole(String role) {
    return fault(
        Kind.REFUSED,
        404,
        "knows no role " + role + " of this instance",
        "bind that CAM role to the instance, or correct ci.instance.role");
  }

  /** An answer that is neither 200 nor 404. */
  JobsApiException status(int status) {
    return fault(Kind.RETRY, status, "failed with HTTP " + status, ENDPOINT);
  }

  /** A list of roles that is none. */
  JobsApiException noNames() {
    return fault(Kind.RETRY, 200, "gave something other than names of roles", ENDPOINT);
  }

  /** An answer without usable credentials. */
  JobsApiException noCredentials(String role) {
    return fault(
        Kind.RETRY, 200, "gave something other than credentials for the role " + role, ENDPOINT);
  }

  /** An answer that says itself that there are none. */
  JobsApiException unsuccessful(String role) {
    return fault(
        Kind.RETRY,
        200,
        "could not get credentials for the role " + role,
        "check the role in CAM if it lasts");
  }

  /** Credentials that are of no use any more. */
  JobsApiException expired(String role) {
    return fault(
        Kind.RETRY,
        200,
        "gave credentials for the role " + role + " that have expired",
        "check this machine's clock if it lasts");
  }

  /** An answer beyond the bound. */
  JobsApiException tooLarge(int status) {
    return fault(
        Kind.RETRY,
        status,
        "gave an answer longer than " + settings.maxResponseBytes() + " bytes",
        ENDPOINT);
  }

  @Override
  public JobsApiException late() {
    return fault(
        Kind.RETRY,
        0,
        "gave no complete answer within " + settings.requestTimeout().toMillis() + " ms",
        ENDPOINT + ", or raise request.timeout.ms");
  }

  @Override
  public JobsApiException closed() {
    return fault(Kind.RETRY, 0, "was not waited for", "the client has been closed");
  }

  @Override
  public JobsApiException unreachable(IOException failure) {
    NetworkFailure reason = NetworkFailure.of(failure, settings);
    return fault(
        Kind.RETRY,
        0,
        "gave no answer (" + reason.text() + ")",
        "check that this machine is an instance of Tencent Cloud, and"
            + " ci.instance.metadata.endpoint",
        reason.cause());
  }

  private JobsApiException fault(Kind kind, int status, String what, String advice) {
    return fault(kind, status, what, advice, null);
  }

  private JobsApiException fault(
      Kind kind, int status, String what, String advice, @Nullable IOException cause) {
    return new JobsApiException(
        kind,
        Reason.CREDENTIALS,
        status,
        "The metadata service at " + settings.origin() + " " + what + ": " + advice,
        null,
        cause);
  }
}
