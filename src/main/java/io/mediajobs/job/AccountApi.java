package io.mediajobs.job;

import io.mediajobs.job.Account.Bucket;
import java.util.NavigableSet;

/** The listings of buckets and of their queues, read-only. Safe for use by several threads. */
public interface AccountApi extends AutoCloseable {

  /** Waits between the requests of listings. */
  interface Rest {

    /** Waits before one more page. */
    void beforePage() throws InterruptedException;
  }

  /**
   * The ids of every queue of a bucket that a path lists, of every kind and state. Asks page by
   * page, each once and without any retry.
   *
   * @param path {@code /queue}, {@code /ai_queue} and so on: {@link JobTags#queuePaths}
   * @param rest waits before each page
   * @throws JobsApiException for whatever keeps the whole listing from being had
   */
  NavigableSet<String> queueIds(Bucket bucket, String path, Rest rest)
      throws JobsApiException, InterruptedException;

  /**
   * Every bucket of a region that a path lists. Asks page by page, each once and without any retry.
   * Names are what the service gives: {@link Bucket#isName} says whether one may be used.
   *
   * @param path {@code /mediabucket}, {@code /ai_bucket} and so on: {@link JobTags#bucketPaths}
   * @param rest waits before each page
   * @throws JobsApiException for whatever keeps the whole listing from being had
   */
  NavigableSet<Bucket> buckets(String region, String path, Rest rest)
      throws JobsApiException, InterruptedException;

  /** Abandons what is under way, in well under a second, and frees every connection. */
  @Override
  void close();
}
