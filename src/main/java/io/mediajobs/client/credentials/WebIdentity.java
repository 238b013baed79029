package io.mediajobs.client.credentials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The right that a pod's service account has to assume a role: variables and a token that the
 * container service (TKE) puts into the pod. The token is read anew for each question, as it is
 * renewed in its file.
 */
final class WebIdentity implements StsRole.Right {

  private static final int MAX_BYTES = 65_536;

  private final UnaryOperator<String> variables;

  /**
   * Reads nothing yet.
   *
   * @param variables {@code System::getenv}
   */
  WebIdentity(UnaryOperator<String> variables) {
    this.variables = variables;
  }

  @Override
  public String action() {
    return "AssumeRoleWithWebIdentity";
  }

  @Override
  public String role() throws JobsApiException {
    return variable("TKE_ROLE_ARN");
  }

  @Override
  public String region() throws JobsApiException {
    return variable("TKE_REGION");
  }

  @Override
  public void show(ObjectNode question) throws JobsApiException {
    question.put("ProviderId", variable("TKE_PROVIDER_ID"));
    String name = "TKE_WEB_IDENTITY_TOKEN_FILE";
    try {
      byte[] token = new RegularFile(Path.of(variable(name)), MAX_BYTES).read();
      question.put("WebIdentityToken", new String(token, StandardCharsets.UTF_8).strip());
    } catch (IOException | InvalidPathException unreadable) {
      throw refused("The file that " + name + " of the worker names can't be read");
    }
  }

  @Override
  public @Nullable Credentials signer() {
    return null;
  }

  @Override
  public String ifRefused() {
    return "check TKE_ROLE_ARN and TKE_PROVIDER_ID of the worker, and that the role trusts its"
        + " service account";
  }

  private String variable(String name) throws JobsApiException {
    String value = variables.apply(name);
    if (value == null || value.isBlank()) {
      throw refused(name + " is not set for the worker");
    }
    return value.strip();
  }

  private static JobsApiException refused(String what) {
    String message =
        what
            + ": let the pod have a service account with a role, or set another"
            + " ci.credentials.provider";
    return new JobsApiException(Kind.REFUSED, Reason.CREDENTIALS, 0, message, null, null);
  }
}
