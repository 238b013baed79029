package io.mediajobs.connect.config;

import io.mediajobs.client.HttpJobsApi;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobsApi;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What one signed request shows of settings that nobody runs on yet. It is made once, or twice
 * where the first answer corrects the clock, and moves no state.
 *
 * @param question what was asked
 * @param page the answer; null where there was none in time, or a failure
 * @param failure why there is no page; null where there is one, or nothing came in time
 * @param limit how long an answer was waited for
 * @param clockError how far this machine's clock is ahead of the service's, negative if behind,
 *     where the service refused it at first; else null
 */
public record ConnectionCheck(
    JobQuery question,
    @Nullable JobPage page,
    @Nullable JobsApiException failure,
    Duration limit,
    @Nullable Duration clockError) {

  /**
   * Validation as a whole takes 5 s at most: a worker gives up on a REST request after 90 s only,
   * but people wait for this one.
   */
  public static final Duration LIMIT = Duration.ofMillis(4500);

  /** Makes the request, and frees whatever that took. */
  public static ConnectionCheck run(MediaJobsConfig config, Duration limit) {
    InstantSource clock = InstantSource.system();
    JobsApi api = new HttpJobsApi(config.client(), config.credentials(clock), clock);
    return run(api, config.sources().checkQuestion(), clock, limit);
  }

  /**
   * Makes the request on a thread of its own and gives up on it at the limit: the look-up of a host
   * name can't be abandoned, and ends that thread, a daemon, in its own time.
   *
   * @param api closed at the end
   */
  static ConnectionCheck run(JobsApi api, JobQuery question, InstantSource clock, Duration limit) {
    FutureTask<ConnectionCheck> work = new FutureTask<>(() -> ask(api, question, clock, limit));
    Thread thread = new Thread(work, "media-jobs-trial");
    thread.setDaemon(true);
    thread.start();
    try {
      return work.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return new ConnectionCheck(question, null, null, limit, null);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new ConnectionCheck(question, null, null, limit, null);
    } catch (ExecutionException defect) {
      throw new IllegalStateException("The trial of validate.connection broke", defect.getCause());
    } finally {
      api.close();
    }
  }

  private static ConnectionCheck ask(
      JobsApi api, JobQuery question, InstantSource clock, Duration limit) {
    try {
      return new ConnectionCheck(question, api.ask(question), null, limit, null);
    } catch (JobsApiException failure) {
      if (failure.kind() != Kind.CLOCK) {
        return new ConnectionCheck(question, null, failure, limit, null);
      }
    }
    try {
      JobPage page = api.ask(question);
      Duration error =
          page.serviceTime() == null
              ? Duration.ZERO
              : Duration.between(page.serviceTime(), clock.instant());
      return new ConnectionCheck(question, page, null, limit, error);
    } catch (JobsApiException failure) {
      return new ConnectionCheck(question, null, failure, limit, null);
    }
  }
}
