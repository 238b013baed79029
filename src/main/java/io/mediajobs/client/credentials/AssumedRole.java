package io.mediajobs.client.credentials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediajobs.job.JobsApiException;

/**
 * The right that other credentials give to assume a role, be it of their account or of another.
 *
 * @param role its ARN
 * @param region that is asked
 */
record AssumedRole(CredentialsSource from, String role, String region) implements StsRole.Right {

  @Override
  public String action() {
    return "AssumeRole";
  }

  @Override
  public void show(ObjectNode question) {
    // The signature does.
  }

  @Override
  public Credentials signer() throws JobsApiException {
    return from.get();
  }

  @Override
  public String ifRefused() {
    return "check ci.role.arn, and that the role lets the key of ci.credentials.provider assume it";
  }

  @Override
  public void close() {
    from.close();
  }
}
