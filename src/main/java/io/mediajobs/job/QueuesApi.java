package io.mediajobs.job;

import java.util.NavigableSet;

/** The listings of queues, read-only. Safe for use by several threads. */
public interface QueuesApi extends AutoCloseable {

  /**
   * The ids of every queue that a path lists, of every kind and state. Asks page by page, each once
   * and without any retry.
   *
   * @param path {@code /queue}, {@code /ai_queue} and so on: {@link JobTags#queuePaths}
   * @throws JobsApiException for whatever keeps the whole listing from being had
   */
  NavigableSet<String> queueIds(String path) throws JobsApiException;

  /** Abandons what is under way, in well under a second, and frees every connection. */
  @Override
  void close();
}
