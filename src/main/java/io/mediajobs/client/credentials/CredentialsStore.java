package io.mediajobs.client.credentials;

import io.mediajobs.job.JobsApiException;
import java.time.Instant;

/**
 * A place where someone else puts new credentials from time to time. {@link ChangingCredentials}
 * decides when to look there, and never does so twice at once.
 */
interface CredentialsStore extends AutoCloseable {

  /**
   * What was found there.
   *
   * @param lookAgain when to look the next time; before they expire
   * @param expiry from when on they can't be used; {@link Instant#MAX} where that is not known
   */
  record Found(Credentials credentials, Instant lookAgain, Instant expiry) {}

  /**
   * Looks there.
   *
   * @throws JobsApiException if there are no usable credentials, of a kind that says whether
   *     looking again can help; the message is one sentence without any of them
   */
  Found read(Instant now) throws JobsApiException;

  /** What to do where the service does not accept the key, one clause in the imperative. */
  String ifRefused();

  @Override
  void close();
}
