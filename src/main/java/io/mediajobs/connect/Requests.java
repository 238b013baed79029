package io.mediajobs.connect;

import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.plan.Ask;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The requests of a task that are under way. Used by one thread, whatever it uses itself. */
interface Requests extends AutoCloseable {

  /** A request that has come back: exactly one of page and failure is there. */
  record Finished(
      SourcePoller poller,
      Ask ask,
      Instant askedAt,
      Instant answeredAt,
      @Nullable JobPage page,
      @Nullable JobsApiException failure) {}

  /** Starts a request; returns at once. */
  void start(SourcePoller poller, Ask ask, Instant now);

  /** The next request that has come back; null where none does within this time. */
  @Nullable Finished await(Duration atMost) throws InterruptedException;

  /** Abandons what is under way; may be called more than once. */
  @Override
  void close();
}
