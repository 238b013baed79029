package io.mediajobs.connect.config;

import io.mediajobs.client.HttpAccountApi;
import io.mediajobs.client.HttpJobsApi;
import io.mediajobs.job.AccountApi;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTags;
import io.mediajobs.job.JobsApi;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.config.AbstractConfig;
import org.jspecify.annotations.Nullable;

/**
 * What one signed request shows of settings that nobody runs on yet. It is made once, or twice
 * where the first answer corrects the clock, and moves no state. Where the settings want all
 * buckets, the first is looked for before.
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
    if (config.sources().followsBuckets()) {
      AccountApi account = new HttpAccountApi(config.client(), config.credentials(clock), clock);
      api = new FirstBucket(account, api, config.sources());
    }
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
    } catch (TimeoutException | InterruptedException none) {
      if (none instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return new ConnectionCheck(question, null, null, limit, null);
    } catch (ExecutionException defect) {
      throw new IllegalStateException("The trial of validate.connection broke", defect.getCause());
    } finally {
      api.close();
    }
  }

  private static ConnectionCheck ask(
      JobsApi api, JobQuery question, InstantSource clock, Duration limit) {
    Duration clockError = null;
    try {
      JobPage page;
      try {
        page = api.ask(question);
      } catch (JobsApiException failure) {
        if (failure.kind() != Kind.CLOCK) {
          throw failure;
        }
        page = api.ask(question);
        Instant time = page.serviceTime();
        clockError = time == null ? Duration.ZERO : Duration.between(time, clock.instant());
      }
      return new ConnectionCheck(question, page, null, limit, clockError);
    } catch (JobsApiException failure) {
      return new ConnectionCheck(question, null, failure, limit, null);
    }
  }

  /** What is wrong with the settings, on the key at fault; null where nothing is. */
  public @Nullable ConfigProblem problem(AbstractConfig config) {
    if (page != null || passes()) {
      return null;
    }
    if (failure != null) {
      return new ConfigProblem(
          key(failure.reason(), question.source(), config),
          Objects.requireNonNull(failure.getMessage()));
    }
    String key = network(config);
    return new ConfigProblem(
        key,
        "Listing "
            + question.source()
            + " got no answer from "
            + ServiceSection.endpoint(config)
            + " within "
            + limit.toMillis()
            + " ms: check the network and "
            + key
            + ", or set validate.connection=false to go without this request");
  }

  /** What is to be known, but does not speak against the settings: one sentence each. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (failure != null && passes()) {
      warnings.add("validate.connection could not try the settings: " + failure.getMessage());
    }
    if (clockError != null) {
      warnings.add(
          "The clock of this machine is "
              + clockError.abs().toSeconds()
              + " s "
              + (clockError.isNegative() ? "behind" : "ahead of")
              + " the service's, which refused it; the connector goes by the service's, but set"
              + " the clock");
    }
    if (page != null && page.jobs().isEmpty() && page.unreadable().isEmpty()) {
      warnings.add(
          "Listing "
              + question.source()
              + " shows no job; if there should be some, check ci.tags, ci.queue.ids and"
              + " ci.queue.types");
    }
    return warnings;
  }

  /** Whether it failed over a trouble of the service, which says nothing of the settings. */
  private boolean passes() {
    return failure != null
        && (failure.kind() == Kind.THROTTLED
            || failure.kind() == Kind.TOO_LARGE
            || (failure.kind() == Kind.RETRY && failure.reason() == Reason.OTHER));
  }

  private static String key(Reason reason, JobSource source, AbstractConfig config) {
    boolean fixed = config.getString(CredentialsSection.PROVIDER).equals(CredentialsSection.STATIC);
    return switch (reason) {
      case SECRET_ID, PERMISSION ->
          fixed ? CredentialsSection.SECRET_ID : CredentialsSection.PROVIDER;
      case SIGNATURE, CLOCK -> fixed ? CredentialsSection.SECRET_KEY : CredentialsSection.PROVIDER;
      case TOKEN -> fixed ? CredentialsSection.SESSION_TOKEN : CredentialsSection.PROVIDER;
      case CREDENTIALS -> CredentialsSection.PROVIDER;
      case BUCKET -> ServiceSection.BUCKET;
      case QUEUE -> SourcesSection.QUEUE_IDS;
      case QUESTION -> question(source, config);
      case NETWORK -> network(config);
      case CERTIFICATE ->
          config.getString(ConnectionSection.TRUSTSTORE) == null
              ? ServiceSection.ENDPOINT
              : ConnectionSection.TRUSTSTORE;
      case PLACE, OTHER -> place(config);
    };
  }

  /** The service does not say which parameter it refuses: the least usual one, then. */
  private static String question(JobSource source, AbstractConfig config) {
    if (!JobTags.known(source.tag())) {
      return SourcesSection.TAGS;
    } else if (config.getString(SourcesSection.JOB_PATH) != null) {
      return SourcesSection.JOB_PATH;
    } else if (!config.getList(SourcesSection.QUEUE_IDS).isEmpty()) {
      return SourcesSection.QUEUE_IDS;
    }
    return config.getList(SourcesSection.QUEUE_TYPES).isEmpty()
        ? SourcesSection.TAGS
        : SourcesSection.QUEUE_TYPES;
  }

  /** With a proxy, the proxy is all that is spoken to. */
  private static String network(AbstractConfig config) {
    return config.getString(ConnectionSection.PROXY_HOST) == null
        ? place(config)
        : ConnectionSection.PROXY_HOST;
  }

  private static String place(AbstractConfig config) {
    return config.getString(ServiceSection.ENDPOINT) == null
        ? ServiceSection.REGION
        : ServiceSection.ENDPOINT;
  }
}
