package io.mediajobs.client.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediajobs.client.http.ClientSettings;
import io.mediajobs.client.http.HttpAnswer;
import io.mediajobs.client.http.NetworkFailure;
import io.mediajobs.client.http.Transport;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The temporary credentials of a CAM role, as the security token service gives them to whoever may
 * assume it: {@code AssumeRole} and {@code AssumeRoleWithWebIdentity}, version 2018-08-13.
 */
final class StsRole implements ChangingCredentials.Store, Transport.Faults {

  private static final String CONTENT_TYPE = "application/json; charset=UTF-8";
  private static final String SERVICE = "sts";
  private static final String VERSION = "2018-08-13";
  private static final String SESSION = "kafka-connect-media-jobs";
  private static final int MAX_BYTES = 65_536;
  private static final int LIFE_SECONDS = 7200;
  private static final String IF_LASTS = "check the network and ci.sts.endpoint if it lasts";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectReader JSON = MAPPER.reader();

  /** By what right the role is assumed. */
  interface Right extends AutoCloseable {

    /** The name of the action. */
    String action();

    /** The ARN of the role. */
    String role() throws JobsApiException;

    /** The region that is asked. */
    String region() throws JobsApiException;

    /** Adds what shows the right to a question, where its signature alone does not. */
    default void show(ObjectNode question) throws JobsApiException {}

    /** Whose signature the question has; null for nobody's. */
    @Nullable Credentials signer() throws JobsApiException;

    /** What to do where the role can't be assumed, one clause in the imperative. */
    String ifRefused();

    @Override
    default void close() {}
  }

  /**
   * The right that other credentials give to assume a role, be it of their account or of another.
   *
   * @param role its ARN
   * @param region that is asked
   */
  record OfOthers(CredentialsSource from, String role, String region) implements Right {

    @Override
    public String action() {
      return "AssumeRole";
    }

    @Override
    public Credentials signer() throws JobsApiException {
      return from.get();
    }

    @Override
    public String ifRefused() {
      return "check ci.role.arn, and that the role lets the key of ci.credentials.provider assume"
          + " it";
    }

    @Override
    public void close() {
      from.close();
    }
  }

  private final ClientSettings settings;
  private final Transport transport;
  private final Right right;

  /**
   * Connects to nothing yet.
   *
   * @param settings how the security token service is reached
   * @param right closed with this
   */
  StsRole(ClientSettings settings, Right right) {
    this.settings = settings;
    this.transport = new Transport(settings, MAX_BYTES);
    this.right = right;
  }

  @Override
  public Found read(Instant now) throws JobsApiException {
    ObjectNode question = MAPPER.createObjectNode();
    question.put("RoleArn", right.role());
    question.put("RoleSessionName", SESSION);
    question.put("DurationSeconds", LIFE_SECONDS);
    right.show(question);
    String body = question.toString();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", settings.host());
    headers.put("Content-Type", CONTENT_TYPE);
    headers.put("X-TC-Action", right.action());
    headers.put("X-TC-Version", VERSION);
    headers.put("X-TC-Timestamp", Long.toString(now.getEpochSecond()));
    headers.put("X-TC-Region", right.region());
    Credentials signer = right.signer();
    if (signer != null && signer.token() != null) {
      headers.put("X-TC-Token", signer.token());
    }
    headers.put(
        "Authorization",
        signer == null
            ? "SKIP"
            : CloudSignature.authorization(
                SERVICE, CONTENT_TYPE, settings.host(), body, signer, now));
    HttpAnswer answer = transport.post(settings.origin(), headers, body, this);
    if (answer.status() != 200 || answer.cut()) {
      throw fault(Kind.RETRY, "failed with HTTP " + answer.status(), IF_LASTS, null);
    }
    return found(answer, now);
  }

  @Override
  public String ifRefused() {
    return right.ifRefused();
  }

  @Override
  public void close() {
    transport.close();
    right.close();
  }

  private Found found(HttpAnswer answer, Instant now) throws JobsApiException {
    JsonNode response;
    try {
      response = JSON.readTree(answer.body()).path("Response");
    } catch (IOException notJson) {
      // Without a cause, which would quote the answer.
      throw noCredentials();
    }
    String code = response.path("Error").path("Code").asText("");
    if (!code.isEmpty()) {
      boolean passes = code.matches("(InternalError|RequestLimitExceeded|Service)[A-Za-z.]*");
      String named = code.matches("[A-Za-z.]{1,100}") ? " with " + code : "";
      throw fault(
          passes ? Kind.RETRY : Kind.REFUSED,
          "refused the role" + named,
          passes ? IF_LASTS : right.ifRefused(),
          null);
    }
    JsonNode keys = response.path("Credentials");
    JsonNode expired = response.path("ExpiredTime");
    try {
      Credentials credentials =
          new Credentials(
              keys.path("TmpSecretId").asText(),
              keys.path("TmpSecretKey").asText(),
              keys.path("Token").asText());
      Instant date = answer.date();
      Duration left =
          Duration.between(date == null ? now : date, Instant.ofEpochSecond(expired.asLong(0)));
      if (left.isNegative() || left.isZero()) {
        throw noCredentials();
      }
      return Found.lasting(credentials, now, left);
    } catch (IllegalArgumentException unusable) {
      throw noCredentials();
    }
  }

  @Override
  public JobsApiException late() {
    String what = "gave no complete answer within " + settings.requestTimeout().toMillis() + " ms";
    return fault(Kind.RETRY, what, IF_LASTS + ", or raise request.timeout.ms", null);
  }

  @Override
  public JobsApiException closed() {
    return fault(Kind.RETRY, "was not waited for", "the client has been closed", null);
  }

  @Override
  public JobsApiException unreachable(IOException failure) {
    NetworkFailure reason = NetworkFailure.of(failure, settings);
    return fault(Kind.RETRY, "gave no answer (" + reason.text() + ")", IF_LASTS, reason.cause());
  }

  private JobsApiException noCredentials() {
    return fault(Kind.RETRY, "gave something other than credentials", IF_LASTS, null);
  }

  /** Words why there are no credentials. No answer of the service is ever repeated. */
  private JobsApiException fault(
      Kind kind, String what, String advice, @Nullable IOException cause) {
    String message = "The token service at " + settings.origin() + " " + what + ": " + advice;
    return new JobsApiException(kind, Reason.CREDENTIALS, 0, message, null, cause);
  }
}
