package io.mediajobs.connect;

import io.mediajobs.client.ClientSettings;
import io.mediajobs.client.CredentialsSource;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQueues;
import io.mediajobs.job.JobSource;
import io.mediajobs.record.RecordSettings;
import io.mediajobs.tracking.PollSettings;
import io.mediajobs.tracking.QueueFollow;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The connector's settings, checked; each layer below gets its own part as a record. */
final class MediaJobsConfig {

  private final AbstractConfig config;

  private MediaJobsConfig(AbstractConfig config) {
    this.config = config;
  }

  /** Every setting, in the groups and the order in which people see them. */
  static ConfigDef definition() {
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
  static MediaJobsConfig of(Map<String, String> properties) {
    AbstractConfig config = new AbstractConfig(definition(), given(properties), false);
    List<Complaint> complaints = crossCheck(config);
    if (!complaints.isEmpty()) {
      throw new ConfigException(complaints.get(0).sentence());
    }
    return new MediaJobsConfig(config);
  }

  /** The settings without those that are null, as a client may send them in JSON: not set. */
  static Map<String, String> given(Map<String, String> properties) {
    Map<String, String> given = new HashMap<>(properties);
    given.values().removeIf(Objects::isNull);
    return given;
  }

  /** What is wrong between settings that are each well formed. */
  static List<Complaint> crossCheck(AbstractConfig config) {
    return Stream.of(
            ServiceSection.crossCheck(config),
            SourcesSection.crossCheck(config),
            OutputSection.crossCheck(config),
            PollSection.crossCheck(config),
            RequestSection.crossCheck(config),
            ConnectionSection.crossCheck(config))
        .filter(Objects::nonNull)
        .toList();
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
  boolean followsQueues() {
    return SourcesSection.followsQueues(config);
  }

  /** The paths that list the queues of the tags. */
  Set<String> queuePaths() {
    return SourcesSection.queuePaths(config);
  }

  /** The bucket's queues over time, of which nothing is known yet. */
  QueueFollow queueFollow(RandomGenerator random) {
    return new QueueFollow(
        SourcesSection.queueInterval(config), RequestSection.backoff(config), random);
  }

  String bucket() {
    return config.getString(ServiceSection.BUCKET);
  }

  List<String> tags() {
    return config.getList(SourcesSection.TAGS);
  }

  /**
   * The sources of the connector.
   *
   * @param queues the bucket's, where the settings follow them
   */
  List<JobSource> sources(JobQueues queues) {
    return SourcesSection.sources(config, queues);
  }

  /** The sources of the task with these properties; all of them where no share is named. */
  List<JobSource> share(Map<String, String> properties) {
    String share = properties.get(TaskSources.SOURCES);
    return share == null
        ? sources(JobQueues.NONE)
        : TaskSources.parse(share, bucket(), config.getString(ServiceSection.REGION));
  }

  /**
   * How sources are polled.
   *
   * @param first whether on their first run
   */
  PollSettings polling(boolean first) {
    return PollSection.settings(config, RequestSection.backoff(config), first);
  }

  RecordSettings records() {
    return OutputSection.settings(config);
  }

  /** Where the credentials come from; to be closed. */
  CredentialsSource credentials(InstantSource time) {
    return CredentialsSection.source(config, time);
  }

  ClientSettings client() {
    return RequestSection.client(config, ServiceSection.endpoint(config));
  }

  /** Whether a malformed job ends the task; otherwise it is quarantined. */
  boolean failsOnMalformed() {
    return OutputSection.failsOnMalformed(config);
  }

  /** The interval of {@link Heartbeats}. */
  Duration heartbeat() {
    return OutputSection.heartbeat(config);
  }

  int maxBatchRecords() {
    return config.getInt(PollSection.MAX_BATCH);
  }

  double requestsPerSecond() {
    return config.getDouble(RequestSection.PER_SECOND);
  }

  int concurrentRequests() {
    return config.getInt(RequestSection.CONCURRENT);
  }
}
