package io.mediajobs.connect;

import static io.mediajobs.job.Jobs.T0;

import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobsApi;
import io.mediajobs.job.JobsApiException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A job API with prepared answers; empty pages when they are used up. */
final class PreparedAnswers implements JobsApi {

  private static final JobPage EMPTY = new JobPage(List.of(), null, List.of(), T0);

  interface Behaviour {
    JobPage ask(JobQuery query) throws JobsApiException;
  }

  private final ConcurrentLinkedQueue<Object> prepared = new ConcurrentLinkedQueue<>();

  /** When each question came, but for those for the service's time. */
  final ConcurrentLinkedQueue<Instant> asked = new ConcurrentLinkedQueue<>();

  volatile Behaviour behave = this::nextPrepared;

  void next(JobPage page) {
    prepared.add(page);
  }

  void fail(JobsApiException failure) {
    prepared.add(failure);
  }

  @Override
  public JobPage ask(JobQuery query) throws JobsApiException {
    if (query instanceof JobQuery.Listing listing && listing.start() != null) {
      return EMPTY; // The question for the service's time.
    }
    asked.add(Instant.now());
    return behave.ask(query);
  }

  private JobPage nextPrepared(JobQuery query) throws JobsApiException {
    Object next = prepared.poll();
    if (next instanceof JobsApiException failure) {
      throw failure;
    }
    return next == null ? EMPTY : (JobPage) next;
  }

  @Override
  public void close() {}
}
