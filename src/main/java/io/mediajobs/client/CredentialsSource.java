package io.mediajobs.client;

import io.mediajobs.job.JobsApiException;
import java.util.function.UnaryOperator;

/** Where credentials come from. Safe for use by several threads. */
@FunctionalInterface
public interface CredentialsSource {

  /**
   * The credentials to sign the next request with; asked for before every request, so that new ones
   * are used as soon as they are there.
   *
   * @throws JobsApiException if there are none, of a kind that says whether asking again can help
   */
  Credentials get() throws JobsApiException;

  /** The same credentials at all times. */
  static CredentialsSource fixed(Credentials credentials) {
    return () -> credentials;
  }

  /**
   * The credentials in the variables that Tencent Cloud's own tools read: {@code
   * TENCENTCLOUD_SECRET_ID}, {@code TENCENTCLOUD_SECRET_KEY} and, for temporary ones, {@code
   * TENCENTCLOUD_SECURITY_TOKEN}. A missing one is refused with a sentence that names it.
   *
   * @param variables the value of a variable by its name, null where it is not set; {@code
   *     System::getenv}
   */
  static CredentialsSource environment(UnaryOperator<String> variables) {
    return () -> EnvironmentCredentials.read(variables);
  }
}
