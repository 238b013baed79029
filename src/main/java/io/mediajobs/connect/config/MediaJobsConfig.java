package io.mediajobs.connect.config;

import io.mediajobs.client.credentials.CredentialsSource;
import io.mediajobs.client.http.ClientSettings;
import io.mediajobs.job.JobSource;
import io.mediajobs.record.RecordSettings;
import io.mediajobs.tracking.state.PollSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The connector's settings, checked; each layer below gets its own part as a record. */
public final class MediaJobsConfig {

  private final AbstractConfig config;
  private final SourcesSection sources;
  private final PollSettings polling;
  private final RecordSettings records;
  private final ClientSettings client;

  private MediaJobsConfig(AbstractConfig config, @Nullable SSLContext tls) {
    this.config = config;
    this.sources = new SourcesSection(config);
    this.polling = PollSection.settings(config, sources);
    this.records = OutputSection.settings(config);
    this.client =
        RequestSection.settings(
            config, ServiceSection.endpoint(config), ConnectionSection.proxy(config), tls);
  }

  /**
   * Settings that were checked.
   *
   * @param problems what is wrong between settings that are each well formed
   * @param config null where there is a problem
   */
  public record Checked(List<ConfigProblem> problems, @Nullable MediaJobsConfig config) {}

  /** Every setting, in the groups and the order in which people see them. */
  public static ConfigDef definition() {
    ConfigDef def = new ConfigDef();
    ServiceSection.define(def);
    CredentialsSection.define(def);
    SourcesSection.define(def);
    OutputSection.define(def);
    PollSection.define(def);
    RequestSection.define(def);
    ConnectionSection.define(def);
    return def;
  }

  /** Reads settings; a {@link ConfigException} says what is wrong, and names the key at fault. */
  public static MediaJobsConfig of(Map<String, String> properties) {
    Checked checked = check(new AbstractConfig(definition(), given(properties), false));
    if (checked.config() == null) {
      throw new ConfigException(checked.problems().get(0).sentence());
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
    ConnectionSection.Trusted trusted = ConnectionSection.trusted(config);
    List<ConfigProblem> problems =
        Stream.of(
                ServiceSection.crossCheck(config),
                new SourcesSection(config).crossCheck(),
                OutputSection.crossCheck(config),
                PollSection.crossCheck(config),
                RequestSection.crossCheck(config),
                ConnectionSection.crossCheck(config),
                trusted.problem())
            .filter(Objects::nonNull)
            .toList();
    return new Checked(
        problems, problems.isEmpty() ? new MediaJobsConfig(config, trusted.tls()) : null);
  }

  /** Which jobs are read. */
  public SourcesSection sources() {
    return sources;
  }

  /** The share of the task whose settings these are; everything where they are a connector's. */
  public TaskShare share() {
    return TaskShare.of(config.originalsStrings(), sources);
  }

  /** Which of these sources the task asks first of, as their buckets are new. */
  public List<JobSource> hurried(List<JobSource> all) {
    Set<String> names = TaskShare.hurried(config.originalsStrings());
    return all.stream().filter(s -> names.contains(s.bucket() + "@" + s.region())).toList();
  }

  /** How sources are polled, each of them alone. */
  public PollSettings polling() {
    return polling;
  }

  /** Which records are made, and where they go. */
  public RecordSettings records() {
    return records;
  }

  /** How the job API is reached. */
  public ClientSettings client() {
    return client;
  }

  /** The address of the job API, with placeholders where there are several buckets. */
  public String endpoint() {
    return client.endpoint().address();
  }

  /** How long a request may take, answer included. */
  public Duration requestTimeout() {
    return client.requestTimeout();
  }

  /** Where the credentials come from; to be closed. */
  public CredentialsSource credentials(InstantSource time) {
    return CredentialsSection.source(config, client, time);
  }

  /** Whether validating the settings includes a {@link ConnectionCheck}. */
  public boolean checksConnection() {
    return config.getBoolean(ConnectionSection.VALIDATE);
  }

  /** Whether a malformed job ends the task; otherwise it is quarantined. */
  public boolean failsOnMalformed() {
    return config.getString(OutputSection.MALFORMED_JOBS).equals(OutputSection.FAIL);
  }

  /**
   * How long a source may be without a record before a heartbeat; zero where only carriers are
   * wanted, negative where not even they are.
   */
  public Duration heartbeat() {
    return Duration.ofMillis(config.getLong(OutputSection.HEARTBEAT));
  }

  /** Within which time changes are to be records; null where intervals are set instead. */
  public @Nullable Duration latencyTarget() {
    Long millis = config.getLong(PollSection.LATENCY_TARGET);
    return millis == null ? null : Duration.ofMillis(millis);
  }

  /** How long a source without news is left alone at most, where there are many. */
  public Duration idleInterval() {
    Duration target = latencyTarget();
    return target == null
        ? Duration.ofMillis(config.getLong(PollSection.POLL_INTERVAL_MAX))
        : target;
  }

  /** Whether each source has its own metrics; else there are sums. */
  public boolean metricsPerSource() {
    return config.getBoolean(PollSection.METRICS_PER_SOURCE);
  }

  /** How many records a poll returns at most, if no single page yields more. */
  public int maxBatchRecords() {
    return config.getInt(PollSection.MAX_BATCH);
  }

  /** How many requests a second all tasks together make at most. */
  public double requestsPerSecond() {
    return config.getDouble(RequestSection.PER_SECOND);
  }

  /** The name of the budget that connectors of one worker share; null for none. */
  public @Nullable String requestsBudget() {
    return config.getString(RequestSection.BUDGET);
  }

  /** How many requests a task has under way at most. */
  public int concurrentRequests() {
    return config.getInt(RequestSection.CONCURRENT);
  }
}
