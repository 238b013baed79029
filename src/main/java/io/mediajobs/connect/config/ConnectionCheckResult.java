package io.mediajobs.connect.config;

import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobTags;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.config.AbstractConfig;
import org.jspecify.annotations.Nullable;

/**
 * What a check of the connection says of the settings.
 *
 * @param problem what is wrong with them; null where nothing is
 * @param warnings what is to be known, but does not speak against the settings: one sentence each
 */
public record ConnectionCheckResult(@Nullable ConfigProblem problem, List<String> warnings) {

  /** Judges the settings by what their check has shown. */
  public static ConnectionCheckResult of(ConnectionCheck check, AbstractConfig config) {
    if (check.page() != null) {
      return new ConnectionCheckResult(null, warnings(check, check.page()));
    }
    JobsApiException failure = check.failure();
    if (failure == null) {
      return late(check, config);
    }
    boolean passes =
        failure.kind() == Kind.THROTTLED
            || failure.kind() == Kind.TOO_LARGE
            || (failure.kind() == Kind.RETRY && failure.reason() == Reason.OTHER);
    return passes
        ? new ConnectionCheckResult(
            null,
            List.of("validate.connection could not try the settings: " + failure.getMessage()))
        : new ConnectionCheckResult(
            new ConfigProblem(
                key(failure.reason(), check.question().source(), config),
                Objects.requireNonNull(failure.getMessage())),
            List.of());
  }

  private static ConnectionCheckResult late(ConnectionCheck check, AbstractConfig config) {
    String key = network(config);
    return new ConnectionCheckResult(
        new ConfigProblem(
            key,
            "Listing "
                + check.question().source()
                + " got no answer from "
                + ServiceSection.endpoint(config)
                + " within "
                + check.limit().toMillis()
                + " ms: check the network and "
                + key
                + ", or set validate.connection=false to go without this request"),
        List.of());
  }

  private static List<String> warnings(ConnectionCheck check, JobPage page) {
    List<String> warnings = new ArrayList<>();
    Duration error = check.clockError();
    if (error != null) {
      warnings.add(
          "The clock of this machine is "
              + error.abs().toSeconds()
              + " s "
              + (error.isNegative() ? "behind" : "ahead of")
              + " the service's, which refused it; the connector goes by the service's, but set"
              + " the clock");
    }
    if (page.jobs().isEmpty() && page.unreadable().isEmpty()) {
      warnings.add(
          "Listing "
              + check.question().source()
              + " shows no job; if there should be some, check ci.tags, ci.queue.ids and"
              + " ci.queue.types");
    }
    return warnings;
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
