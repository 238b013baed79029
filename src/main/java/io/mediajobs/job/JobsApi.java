package io.mediajobs.job;

/** The job API, read-only. Safe for use by several threads. */
public interface JobsApi extends AutoCloseable {

  /**
   * Asks once, and once more only with another key where one was refused, and waits for the whole
   * answer.
   *
   * @throws JobsApiException for whatever keeps the answer from being had
   */
  JobPage ask(JobQuery query) throws JobsApiException;

  /** Abandons what is under way, in well under a second, and frees every connection. */
  @Override
  void close();
}
