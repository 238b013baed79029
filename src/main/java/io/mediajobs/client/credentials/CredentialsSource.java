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
   * TENCENTCLOUD_SECURITY_TOKEN}.
   *
   * @param variables {@code System::getenv}
   */
  static CredentialsSource environment(UnaryOperator<String> variables) {
    return new EnvironmentCredentials(variables);
  }

  /** The credentials in a file like {@code ~/.tencentcloud/credentials}, which may change. */
  static CredentialsSource file(Path file, InstantSource time) {
    return new ChangingCredentials(new ProfileFile(file), time);
  }

  /**
   * The temporary credentials of the role of the instance that this runs on, renewed before they
   * expire.
   *
   * @param metadata how the metadata service is reached, {@code http://metadata.tencentyun.com}
   * @param role the name of the role; null for the first that the instance has
   */
  static CredentialsSource instanceRole(
      ClientSettings metadata, @Nullable String role, InstantSource time) {
    return new ChangingCredentials(new InstanceRole(metadata, role), time);
  }

  /**
   * The temporary credentials of the role that the service account of this pod may assume, renewed
   * before they expire.
   *
   * @param tokens how the security token service is reached
   * @param variables {@code System::getenv}
   */
  static CredentialsSource webIdentity(
      ClientSettings tokens, UnaryOperator<String> variables, InstantSource time) {
    return new ChangingCredentials(new StsRole(tokens, new WebIdentity(variables)), time);
  }

  /**
   * The temporary credentials of a role that others may assume, renewed before they expire.
   *
   * @param tokens how the security token service is reached
   * @param from those others; closed with this
   * @param role the ARN of the role
   * @param region that is asked
   */
  static CredentialsSource assumedRole(
      ClientSettings tokens,
      CredentialsSource from,
      String role,
      String region,
      InstantSource time) {
    return new ChangingCredentials(
        new StsRole(tokens, new StsRole.OfOthers(from, role, region)), time);
  }
}
