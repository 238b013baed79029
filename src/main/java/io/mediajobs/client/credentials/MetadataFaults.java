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

  /** The failure of an instance without any role. */
  JobsApiException noRole() {
    String advice = "bind a CAM role to the instance, or set another ci.credentials.provider";
    return fault(Kind.REFUSED, 404, "knows no role of this instance", advice);
  }

  /** The failure of an instance without this role. */
  JobsApiException unknownRole(String role) {
    String advice = "bind that CAM role to the instance, or correct ci.instance.role";
    return fault(Kind.REFUSED, 404, "knows no role " + role + " of this instance", advice);
  }

  /** The failure of an answer that is neither 200 nor 404. */
  JobsApiException status(int status) {
    return fault(Kind.RETRY, status, "failed with HTTP " + status, ENDPOINT);
  }

  /** The failure of a list of roles that is none. */
  JobsApiException noNames() {
    return fault(Kind.RETRY, 200, "gave something other than names of roles", ENDPOINT);
  }

  /** The failure of an answer without usable credentials. */
  JobsApiException noCredentials(String role) {
    String what = "gave something other than credentials for the role " + role;
    return fault(Kind.RETRY, 200, what, ENDPOINT);
  }

  /** The failure of an answer that says itself that there are no credentials. */
  JobsApiException unsuccessful(String role) {
    String what = "could not get credentials for the role " + role;
    return fault(Kind.RETRY, 200, what, "check the role in CAM if it lasts");
  }

  /** The failure of credentials that are of no use any more. */
  JobsApiException expired(String role) {
    String what = "gave credentials for the role " + role + " that have expired";
    return fault(Kind.RETRY, 200, what, "check this machine's clock if it lasts");
  }

  /** The failure of an answer beyond the bound. */
  JobsApiException tooLarge(int status) {
    String what = "gave an answer longer than " + settings.maxResponseBytes() + " bytes";
    return fault(Kind.RETRY, status, what, ENDPOINT);
  }

  @Override
  public JobsApiException late() {
    long millis = settings.requestTimeout().toMillis();
    String what = "gave no complete answer within " + millis + " ms";
    return fault(Kind.RETRY, 0, what, ENDPOINT + ", or raise request.timeout.ms");
  }

  @Override
  public JobsApiException closed() {
    return fault(Kind.RETRY, 0, "was not waited for", "the client has been closed");
  }

  @Override
  public JobsApiException unreachable(IOException failure) {
    NetworkFailure reason = NetworkFailure.of(failure, settings);
    String advice =
        "check that this machine is an instance of Tencent Cloud, and ci.instance.metadata.endpoint";
    String what = "gave no answer (" + reason.text() + ")";
    return fault(Kind.RETRY, 0, what, advice, reason.cause());
  }

  private JobsApiException fault(Kind kind, int status, String what, String advice) {
    return fault(kind, status, what, advice, null);
  }

  private JobsApiException fault(
      Kind kind, int status, String what, String advice, @Nullable IOException cause) {
    String message = "The metadata service at " + settings.origin() + " " + what + ": " + advice;
    return new JobsApiException(kind, Reason.CREDENTIALS, status, message, null, cause);
  }
}
