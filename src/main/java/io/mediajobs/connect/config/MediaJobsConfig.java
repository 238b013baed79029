package io.mediajobs.connect.config;

import io.mediajobs.client.credentials.CredentialsSource;
import io.mediajobs.client.http.ClientSettings;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQueues;
import io.mediajobs.job.JobSource;
import io.mediajobs.record.RecordSettings;
import io.mediajobs.tracking.QueueFollow;
import io.mediajobs.tracking.state.PollSettings;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The connector's settings, checked; each layer below gets its own part as a record. */
public final class MediaJobsConfig {

  private final AbstractConfig config;
  private final ClientSettings client;

  private MediaJobsConfig(AbstractConfig config, @Nullable SSLContext tls) {
    this.config = config;
    this.client = RequestSection.client(config, ServiceSection.endpoint(config), tls);
  }

  /**
   * Settings that were checked.
   *
   * @param complaints what is wrong between settings that are each well formed
   * @param config null where there is a complaint
   */
  public record Checked(List<ConfigProblem> complaints, @Nullable MediaJobsConfig config) {}

  /** Every setting, in the groups and the order in which people see them. */
  public static ConfigDef definition() {
    ConfigDef def = new ConfigDef();
    ServiceSection.define(def);
    SourcesSection.define(def);
    OutputSection.define(def);
    PollSection.define(def);
    RequestSection.define(def);
    return ConnectionSection.define(def);
  }

  /**
   * Reads settings.
   *
   * @throws ConfigException with a sentence that names the key at fault
   */
  public static MediaJobsConfig of(Map<String, String> properties) {
    Checked checked = check(new AbstractConfig(definition(), given(properties), false));
    if (checked.config() == null) {
      throw new ConfigException(checked.complaints().get(0).sentence());
    }
    return checked.config();
  }

  /** The settings without those that are null, as a client may send them in JSON: not set. */
  public static Map<String, String> given(Map<String, String> properties) {
    Map<String, String> given = new HashMap<>(properties);
    given.values().removeIf(Objects::isNull);
    return given;
  }

  /** Checks settings that are each well formed; opens what they name, and only here. */
  public static Checked check(AbstractConfig config) {
    TrustStoreFile.Opened trusted = ConnectionSection.trusted(config);
    List<ConfigProblem> complaints =
        Stream.of(
                ServiceSection.crossCheck(config),
                SourcesSection.crossCheck(config),
                OutputSection.crossCheck(config),
                PollSection.crossCheck(config),
                RequestSection.crossCheck(config),
                ConnectionSection.crossCheck(config),
                trusted.complaint())
            .filter(Objects::nonNull)
            .toList();
    return new Checked(
        complaints, complaints.isEmpty() ? new MediaJobsConfig(config, trusted.tls()) : null);
  }

  /** What a trial asks: one job of the first source, or none. */
  JobQuery trial() {
    JobSource source = SourcesSection.first(config);
    JobQuery.Filter filter = SourcesSection.filter(config);
    // As a salvage, since an ill-formed job says nothing of the settings.
    return new JobQuery.Salvage(
        new JobQuery.Listing(source, filter, JobQuery.Order.ASC, 1, null, List.of(), null, null));
  }

  /** Whether {@code ci.queue.ids=*} asks for every queue of the bucket. */
  public boolean followsQueues() {
    return SourcesSection.followsQueues(config);
  }

  /** The queues that the settings name. */
  public Set<String> queueIds() {
    return SourcesSection.queueIds(config);
  }

  /** The kinds of queues that the settings name. */
  public Set<String> queueTypes() {
    return SourcesSection.queueTypes(config);
  }

  /** The paths that list the queues of the tags. */
  public Set<String> queuePaths() {
    return SourcesSection.queuePaths(config);
  }

  /** The bucket's queues over time, of which nothing is known yet. */
  public QueueFollow queueFollow(RandomGenerator random) {
    return new QueueFollow(
        SourcesSection.queueInterval(config), RequestSection.backoff(config), random);
  }

  public String bucket() {
    return config.getString(ServiceSection.BUCKET);
  }

  public List<String> tags() {
    return config.getList(SourcesSection.TAGS);
  }

  /**
   * The sources of the connector.
   *
   * @param queues the bucket's, where the settings follow them
   */
  public List<JobSource> sources(JobQueues queues) {
    return SourcesSection.sources(config, queues);
  }

  /** The sources of the task with these properties; all of them where no share is named. */
  public List<JobSource> share(Map<String, String> properties) {
    String share = properties.get(TaskShare.SOURCES);
    return share == null
        ? sources(JobQueues.NONE)
        : TaskShare.parse(share, bucket(), config.getString(ServiceSection.REGION));
  }

  /** How sources are polled. */
  public PollSettings polling() {
    return PollSection.settings(config, RequestSection.backoff(config));
  }

  public RecordSettings records() {
    return OutputSection.settings(config);
  }

  /** Where the credentials come from; to be closed. */
  public CredentialsSource credentials(InstantSource time) {
    return CredentialsSection.source(config, time);
  }

  /** How the job API is reached. */
  public ClientSettings client() {
    return client;
  }

  /** The address of the job API. */
  public URI endpoint() {
    return client.endpoint();
  }

  /** How long a request may take, answer included. */
  public Duration requestTimeout() {
    return client.requestTimeout();
  }

  /** Whether a malformed job ends the task; otherwise it is quarantined. */
  public boolean failsOnMalformed() {
    return OutputSection.failsOnMalformed(config);
  }

  /** The interval of {@link Heartbeats}. */
  public Duration heartbeat() {
    return OutputSection.heartbeat(config);
  }

  public int maxBatchRecords() {
    return config.getInt(PollSection.MAX_BATCH);
  }

  public double requestsPerSecond() {
    return config.getDouble(RequestSection.PER_SECOND);
  }

  public int concurrentRequests() {
    return config.getInt(RequestSection.CONCURRENT);
  }
}
