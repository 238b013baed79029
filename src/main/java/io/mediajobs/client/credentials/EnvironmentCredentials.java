package io.mediajobs.client.credentials;

import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import java.util.function.UnaryOperator;

/** Reads credentials from environment variables. */
final class EnvironmentCredentials implements CredentialsSource {

  private static final String SECRET_ID = "TENCENTCLOUD_SECRET_ID";
  private static final String SECRET_KEY = "TENCENTCLOUD_SECRET_KEY";
  private static final String TOKEN = "TENCENTCLOUD_SECURITY_TOKEN";

  private final UnaryOperator<String> variables;

  EnvironmentCredentials(UnaryOperator<String> variables) {
    this.variables = variables;
  }

  @Override
  public Credentials get() throws JobsApiException {
    String secretId = required(SECRET_ID);
    String secretKey = required(SECRET_KEY);
    try {
      return new Credentials(secretId, secretKey, variables.apply(TOKEN));
    } catch (IllegalArgumentException unusable) {
      throw refused("The environment holds unusable credentials: " + unusable.getMessage());
    }
  }

  @Override
  public String ifRefused() {
    return "check " + SECRET_ID + " and " + SECRET_KEY + " in the environment";
  }

  private String required(String name) throws JobsApiException {
    String value = variables.apply(name);
    if (value == null || value.isBlank()) {
      throw refused(
          "The environment variable "
              + name
              + " is not set, but ci.credentials.provider=environment reads the credentials from it");
    }
    return value;
  }

  private static JobsApiException refused(String message) {
    return new JobsApiException(Kind.REFUSED, Reason.CREDENTIALS, 0, message, null, null);
  }
}
