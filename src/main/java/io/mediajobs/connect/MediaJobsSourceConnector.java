package io.mediajobs.connect;

import io.mediajobs.client.HttpAccountApi;
import io.mediajobs.connect.config.ConfigProblem;
import io.mediajobs.connect.config.ConnectionCheck;
import io.mediajobs.connect.config.Heartbeats;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.connect.config.SourcesSection;
import io.mediajobs.connect.config.TaskShare;
import io.mediajobs.connect.offset.OffsetCodec;
import io.mediajobs.connect.offset.OffsetException;
import io.mediajobs.connect.offset.SourcePartition;
import io.mediajobs.job.JobQueues;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTags;
import io.mediajobs.job.Printable;
import io.mediajobs.schema.PluginVersion;
import io.mediajobs.tracking.AccountFollow;
import io.mediajobs.tracking.pace.FairQueue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Source connector for the media jobs of Tencent Cloud Infinite: every job as a typed record and
 * every state transition of every job, once and in order per job.
 */
public final class MediaJobsSourceConnector extends SourceConnector {

  private static final Logger LOG = LoggerFactory.getLogger(MediaJobsSourceConnector.class);

  /** The worker does nothing else while it waits for task configurations. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private Map<String, String> properties = Map.of();
  private @Nullable MediaJobsConfig config;
  private @Nullable AccountWatch watch;
  private final BusySources busySources = new BusySources(Worker.STEADY, InstantSource.system());

  @Override
  public String version() {
    return PluginVersion.get();
  }

  @Override
  public void start(Map<String, String> props) {
    MediaJobsConfig settings = MediaJobsConfig.of(props);
    config = settings;
    properties = MediaJobsConfig.given(props);
    SourcesSection sources = settings.sources();
    Set<String> tags = new TreeSet<>(sources.tags());
    tags.removeIf(JobTags::known);
    if (!tags.isEmpty()) {
      LOG.warn(
          "ci.tags names {}, which the connector does not know; they are asked for",
          Printable.of(tags.toString()));
    }
    Set<String> states = new TreeSet<>(settings.records().transitionStates());
    states.removeIf(state -> new JobState(state).known());
    if (!states.isEmpty()) {
      LOG.warn(
          "transitions.states names {}, which the service is not known to use",
          Printable.of(states.toString()));
    }
    if (sources.followsQueues() || sources.followsBuckets()) {
      Worker worker = Worker.of(settings.endpoint());
      InstantSource wall = worker.wall();
      watch =
          new AccountWatch(
              new AccountLook(
                  new HttpAccountApi(settings.client(), settings.credentials(wall), wall), sources),
              new AccountFollow(
                  sources.queueInterval(), settings.polling().backoff(), worker.random()),
              context,
              sources.followsBuckets(),
              settings.requestsPerSecond(),
              worker);
    }
  }

  @Override
  public Class<? extends Task> taskClass() {
    return MediaJobsSourceTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    MediaJobsConfig settings = Objects.requireNonNull(config, "A worker starts a connector first");
    // The first look at queues takes a request or two; that at an account, some seconds.
    Duration patience = Collections.min(List.of(settings.requestTimeout(), LONGEST_WAIT));
    SourcesSection named = settings.sources();
    List<JobSource> sources =
        watch == null ? named.all(JobQueues.NONE) : named.all(watch.account(patience));
    List<Map<String, String>> configs = new ArrayList<>();
    // Few are always dealt alike, lest the tasks of each start be stopped as they begin.
    boolean many = maxTasks > 1 && sources.size() > maxTasks * FairQueue.FEW;
    Map<JobSource, Double> busy = many ? busySources.of(sources, context) : Map.of();
    for (TaskShare share : TaskShare.deal(sources, busy, maxTasks, named.followsBuckets())) {
      Map<String, String> task = new HashMap<>(properties);
      task.putAll(share.properties(named));
      if (watch != null) {
        task.putAll(share.hurrying(watch.newBuckets()));
        task.putAll(TaskShare.news(watch.newsAge()));
      }
      configs.add(task);
    }
    return configs;
  }

  @Override
  public void stop() {
    if (watch != null) {
      watch.close();
      watch = null;
    }
  }

  @Override
  public ConfigDef config() {
    return MediaJobsConfig.definition();
  }

  /**
   * Checks every setting, then what they say together, and then, with {@code
   * validate.connection=true}, whether the service answers to them: each problem on the key at
   * fault.
   */
  @Override
  public Config validate(Map<String, String> connectorConfigs) {
    Map<String, String> given = MediaJobsConfig.given(connectorConfigs);
    Config result = super.validate(given);
    for (ConfigValue value : result.configValues()) {
      // A setting that can't be parsed is null to its validator, which complains of that too.
      List<String> messages = value.errorMessages();
      messages.subList(Math.min(1, messages.size()), messages.size()).clear();
    }
    if (result.configValues().stream().allMatch(value -> value.errorMessages().isEmpty())) {
      AbstractConfig config = new AbstractConfig(config(), given, false);
      MediaJobsConfig.Checked checked = MediaJobsConfig.check(config);
      checked.problems().forEach(problem -> add(result, problem));
      MediaJobsConfig settings = checked.config();
      if (settings != null) {
        Heartbeats.checkTopic(settings, given);
      }
      if (settings != null && settings.checksConnection()) {
        ConnectionCheck check = ConnectionCheck.run(settings, ConnectionCheck.LIMIT);
        check.warnings().forEach(LOG::warn);
        ConfigProblem problem = check.problem(config);
        if (problem != null) {
          // Workers of Kafka 4.4 don't show it where the value is from a config provider.
          LOG.warn(
              "validate.connection finds fault with {}: {}", problem.key(), problem.sentence());
          add(result, problem);
        }
      }
    }
    return result;
  }

  private static void add(Config result, @Nullable ConfigProblem problem) {
    for (ConfigValue value : result.configValues()) {
      if (problem != null && value.name().equals(problem.key())) {
        value.addErrorMessage(problem.sentence());
      }
    }
  }

  /** Always supported: what a task emits is a function of its offsets and of the answers. */
  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  /**
   * Accepts offsets that a task could start from, and null, which resets a source. The exceptions
   * name the key at fault.
   */
  @Override
  public boolean alterOffsets(
      Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
    try {
      check(offsets);
    } catch (OffsetException refused) {
      throw new ConnectException(refused.getMessage(), refused);
    }
    return true;
  }

  private static void check(Map<Map<String, ?>, Map<String, ?>> offsets) {
    for (Map.Entry<Map<String, ?>, Map<String, ?>> entry : offsets.entrySet()) {
      JobSource source = SourcePartition.fromMap(entry.getKey());
      Map<String, ?> offset = entry.getValue();
      if (offset != null) {
        SourcePartition.checkOrder(entry.getKey());
        OffsetCodec.check(entry.getKey(), offset);
        Set<String> unknown = OffsetCodec.unknownKeys(offset);
        if (!unknown.isEmpty()) {
          LOG.warn("The new offset of {} has keys without meaning: {}", source, unknown);
        }
      }
    }
  }
}
