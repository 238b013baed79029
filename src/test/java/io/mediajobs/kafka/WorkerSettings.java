package io.mediajobs.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What a distributed worker is started with. The defaults are those of a cluster that cares:
 * exactly-once on, plugins by service files only, and no delays that a test would have to sit out.
 *
 * @param classpath the stock jars of its version
 * @param properties the worker file, without its listener
 * @param options more options of its JVM
 */
public record WorkerSettings(
    KafkaClasspath classpath, Map<String, String> properties, List<String> options) {

  /** A worker whose JVM needs no further options. */
  public WorkerSettings(KafkaClasspath classpath, Map<String, String> properties) {
    this(classpath, properties, List.of());
  }

  /** A worker of the broker's version, in the group {@code connect}, with no plugin. */
  public static WorkerSettings on(KafkaProcess broker) {
    return on(broker.classpath(), broker.bootstrap());
  }

  /** The same for a broker at any address. */
  public static WorkerSettings on(KafkaClasspath classpath, String bootstrap) {
    return new WorkerSettings(classpath, Map.of())
        .with("bootstrap.servers", bootstrap)
        .group("connect")
        .exactlyOnce(true)
        .with("plugin.discovery", "service_load")
        .with("key.converter", "org.apache.kafka.connect.storage.StringConverter")
        .with("value.converter", "org.apache.kafka.connect.json.JsonConverter")
        // Connect shows configurations as they were given: secrets are named in them, not held.
        .with("config.providers", "file")
        .with(
            "config.providers.file.class",
            "org.apache.kafka.common.config.provider.FileConfigProvider")
        .with("offset.flush.interval.ms", "1000")
        .with("scheduled.rebalance.max.delay.ms", "0")
        // 5 s by default, which a busy machine may need for what takes none of them elsewhere.
        .with("task.shutdown.graceful.timeout.ms", "30000")
        // So long a killed worker keeps its place; the least that a broker allows by default.
        .with("session.timeout.ms", "6000")
        .with("heartbeat.interval.ms", "2000")
        .with("offset.storage.partitions", "1")
        .with("status.storage.partitions", "1")
        .with("offset.storage.replication.factor", "1")
        .with("config.storage.replication.factor", "1")
        .with("status.storage.replication.factor", "1");
  }

  /** The folder in which plugins lie unzipped. */
  public WorkerSettings plugins(Path folder) {
    return with("plugin.path", folder.toAbsolutePath().toString());
  }

  /** Workers of one group form one Connect cluster, with internal topics named after it. */
  public WorkerSettings group(String group) {
    return with("group.id", group)
        .with("offset.storage.topic", group + "-offsets")
        .with("config.storage.topic", group + "-configs")
        .with("status.storage.topic", group + "-status");
  }

  /** How long a killed worker keeps its place in the group. */
  public WorkerSettings sessionTimeout(Duration timeout) {
    return with("session.timeout.ms", Long.toString(timeout.toMillis()))
        .with("heartbeat.interval.ms", Long.toString(timeout.toMillis() / 3));
  }

  /** {@code exactly.once.source.support}: enabled or disabled. */
  public WorkerSettings exactlyOnce(boolean on) {
    return with("exactly.once.source.support", on ? "enabled" : "disabled");
  }

  /**
   * The same settings with one worker property set; prefixed converter settings go this way too.
   */
  public WorkerSettings with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(properties);
    more.put(key, value);
    return new WorkerSettings(classpath, Map.copyOf(more), options);
  }

  /** The same settings with an agent in the worker's JVM. */
  public WorkerSettings agent(MetricsAgent agent) {
    return option(agent.option());
  }

  /** The same settings with this option of the worker's JVM. */
  public WorkerSettings option(String option) {
    return new WorkerSettings(classpath, properties, List.of(option));
  }

  Properties listeningOn(int port) {
    Properties file = new Properties();
    file.putAll(properties);
    file.put("listeners", "HTTP://127.0.0.1:" + port);
    file.put("rest.advertised.host.name", "127.0.0.1");
    file.put("rest.advertised.port", Integer.toString(port));
    return file;
  }
}
