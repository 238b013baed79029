package io.mediajobs.client.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.mediajobs.client.http.ClientSettings;
import io.mediajobs.client.http.HttpAnswer;
import io.mediajobs.client.http.NetworkFailure;
import io.mediajobs.client.http.Transport;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.hc.core5.net.PercentCodec;
import org.jspecify.annotations.Nullable;

/**
 * The temporary credentials of a CAM role that is bound to this instance, as its metadata service
 * gives them: names of roles, one a line, below {@link #ROLES}, and the credentials of one, as
 * JSON, below its name.
 */
final class InstanceRole implements ChangingCredentials.Store, Transport.Faults {

  static final String ROLES = "/latest/meta-data/cam/security-credentials/";

  private static final String CHECK_ENDPOINT = "check ci.instance.metadata.endpoint if it lasts";
  private static final int MAX_BYTES = 65_536;
  private static final ObjectReader JSON = new ObjectMapper().reader();

  private final Transport transport;
  private final ClientSettings settings;
  private final @Nullable String role;

  /**
   * Connects to nothing yet.
   *
   * @param settings the metadata service and its time-outs
   * @param role null for the first that is named
   */
  InstanceRole(ClientSettings settings, @Nullable String role) {
    this.settings = settings;
    this.transport = new Transport(settings, MAX_BYTES);
    this.role = role;
  }

  @Override
  public Found read(Instant now) throws JobsApiException {
    String name = role == null ? firstRole() : role;
    HttpAnswer answer = get(ROLES + PercentCodec.RFC3986.encode(name));
    if (answer.status() == 404) {
      String what = "knows no role " + name + " of this instance";
      String advice = "bind that CAM role to the instance, or correct ci.instance.role";
      throw fault(Kind.REFUSED, 404, what, advice);
    }
    try {
      return found(JSON.readTree(answer.body()), name, now, answer.date());
    } catch (IOException notJson) {
      // Without a cause, which would quote the answer.
      throw noCredentials(name);
    }
  }

  @Override
  public String ifRefused() {
    return "check the instance's role and ci.instance.role";
  }

  @Override
  public void close() {
    transport.close();
  }

  private String firstRole() throws JobsApiException {
    HttpAnswer answer = get(ROLES);
    String names = new String(answer.body(), StandardCharsets.UTF_8).strip();
    if (answer.status() == 404 || names.isEmpty()) {
      String advice = "bind a CAM role to the instance, or set another ci.credentials.provider";
      throw fault(Kind.REFUSED, 404, "knows no role of this instance", advice);
    }
    String first = names.lines().iterator().next().strip();
    if (!CredentialsSource.ROLE_FORM.matcher(first).matches()) {
      throw fault(Kind.RETRY, 200, "gave something other than names of roles", CHECK_ENDPOINT);
    }
    return first;
  }

  /** An answer with status 200 or 404. */
  private HttpAnswer get(String target) throws JobsApiException {
    Map<String, String> headers = Map.of("Host", settings.host(), "Accept", "*/*");
    HttpAnswer answer = transport.get(settings.origin(), target, headers, this, false);
    if (answer.status() == 200 && answer.cut()) {
      String what = "gave an answer longer than " + MAX_BYTES + " bytes";
      throw fault(Kind.RETRY, 200, what, CHECK_ENDPOINT);
    }
    if (answer.status() != 200 && answer.status() != 404) {
      int status = answer.status();
      throw fault(Kind.RETRY, status, "failed with HTTP " + status, CHECK_ENDPOINT);
    }
    return answer;
  }

  /**
   * The credentials, with times by our clock.
   *
   * @param date the metadata service's time, by which ours may be wrong; null where it did not say
   */
  private Found found(JsonNode json, String name, Instant now, @Nullable Instant date)
      throws JobsApiException {
    if (!json.path("Code").asText("Success").equals("Success")) {
      String what = "could not get credentials for the role " + name;
      throw fault(Kind.RETRY, 200, what, "check the role in CAM if it lasts");
    }
    JsonNode expired = json.path("ExpiredTime");
    if (!expired.canConvertToLong()
        || !json.path("TmpSecretId").isTextual()
        || !json.path("TmpSecretKey").isTextual()) {
      throw noCredentials(name);
    }
    Duration left =
        Duration.between(date == null ? now : date, Instant.ofEpochSecond(expired.longValue()));
    if (left.isNegative() || left.isZero()) {
      String what = "gave credentials for the role " + name + " that have expired";
      throw fault(Kind.RETRY, 200, what, "check this machine's clock if it lasts");
    }
    return Found.lasting(credentials(json, name), now, left);
  }

  private Credentials credentials(JsonNode json, String name) throws JobsApiException {
    try {
      return new Credentials(
          json.path("TmpSecretId").textValue(),
          json.path("TmpSecretKey").textValue(),
          json.path("Token").textValue());
    } catch (IllegalArgumentException unusable) {
      throw noCredentials(name);
    }
  }

  @Override
  public JobsApiException late() {
    String what = "gave no complete answer within " + settings.requestTimeout().toMillis() + " ms";
    return fault(Kind.RETRY, 0, what, CHECK_ENDPOINT + ", or raise request.timeout.ms");
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

  private JobsApiException noCredentials(String role) {
    String what = "gave something other than credentials for the role " + role;
    return fault(Kind.RETRY, 200, what, CHECK_ENDPOINT);
  }

  private JobsApiException fault(Kind kind, int status, String what, String advice) {
    return fault(kind, status, what, advice, null);
  }

  /** Words why there are no credentials. No answer of the metadata service is ever repeated. */
  private JobsApiException fault(
      Kind kind, int status, String what, String advice, @Nullable IOException cause) {
    String message = "The metadata service at " + settings.origin() + " " + what + ": " + advice;
    return new JobsApiException(kind, Reason.CREDENTIALS, status, message, null, cause);
  }
}
