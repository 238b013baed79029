package io.mediajobs.job;

import io.mediajobs.job.Account.Bucket;
import java.util.NavigableSet;

/** The listings of buckets and of their queues, read-only. Safe for use by several threads. */
public interface AccountApi extends AutoCloseable {

  /**
   * The ids of every queue of a bucket that a path lists, of every kind and state. Asks page by
   * page, each once and without any retry.
   *
   * @param path {@code /queue}, {@code /ai_queue} and so on: {@link JobTags#queuePaths}
   * @throws JobsApiException for whatever keeps the whole listing from being had
   */
  NavigableSet<String> queueIds(Bucket bucket, String path) throws JobsApiException;

  /**
   * Every bucket of a region that a path lists. Asks page by page, each once and without any retry.
   *
   * @param path {@code /mediabucket}, {@code /ai_bucket} and so on: {@link JobTags#bucketPaths}
   * @throws JobsApiException for whatever keeps the whole listing from being had
   */
  NavigableSet<Bucket> buckets(String region, String path) throws JobsApiException;

  /** Abandons what is under way, in well under a second, and frees every connection. */
  @Override
  void close();
}
