package io.mediajobs.client.credentials;

import io.mediajobs.client.http.ClientSettings;
import io.mediajobs.job.JobsApiException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where credentials come from. Safe for use by several threads. */
@FunctionalInterface
public interface CredentialsSource extends AutoCloseable {

  /** What a CAM role may be called. */
  Pattern ROLE_FORM = Pattern.compile("[\\w.@+=,-]{1,128}");

  /**
   * The credentials to sign the next request with; asked for before every request, so that new ones
   * are used as soon as they are there.
   *
   * @throws JobsApiException if there are none, of a kind that says whether asking again can help
   */
  Credentials get() throws JobsApiException;

  /**
   * The credentials to use in place of some that the service has refused, looked for anew unless
   * that has just been done.
   *
   * @return the refused ones where there are no others
   */
  default Credentials renewed(Credentials refused) {
    return refused;
  }

  /**
   * Whether others may yet come in place of refused credentials, so that asking the service again
   * can help: only where credentials change by themselves, and only for a time.
   */
  default boolean awaitsOthers(Credentials refused) {
    return false;
  }

  /** What to do where the service does not accept the key, one clause in the imperative. */
  default String ifRefused() {
    return "check ci.secret.id and ci.secret.key";
  }

  /** Abandons what is under way and frees every connection. */
  @Override
  default void close() {}

  /** A source of credentials that never change. */
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
    return new EnvironmentCredentials(variables);
  }

  /**
   * The credentials in a file of the form of {@code ~/.tencentcloud/credentials}, which may change
   * at any time.
   *
   * @param time our clock
   */
  static CredentialsSource file(Path file, InstantSource time) {
    return new ChangingCredentials(new ProfileFile(file), time);
  }

  /**
   * The temporary credentials of the role of the instance that this runs on, renewed before they
   * expire.
   *
   * @param metadata how the metadata service is reached, {@code http://metadata.tencentyun.com}
   * @param role the name of the role; null for the first that the instance has
   * @param time our clock
   */
  static CredentialsSource instanceRole(
      ClientSettings metadata, @Nullable String role, InstantSource time) {
    return new ChangingCredentials(new InstanceRole(metadata, role), time);
  }
}
