package io.mediajobs.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka broker, its own KRaft controller, on a loopback port. It may be stopped, killed and
 * started again: port and data stay. Topics have to be made, it makes none by itself.
 */
public final class KafkaProcess implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(2);
  private static final int TRIES = 5;
  private static final Map<String, KafkaProcess> SHARED = new ConcurrentHashMap<>();

  private final KafkaClasspath classpath;
  private final String clusterId;
  private final int controllerPort;
  private final RunFolder folder;
  private final int port;
  private JvmProcess process;

  private KafkaProcess(KafkaClasspath classpath, @Nullable KafkaProcess first) {
    this.classpath = classpath;
    clusterId = first == null ? Uuid.randomUuid().toString() : first.clusterId;
    controllerPort = first == null ? FreePort.next() : first.controllerPort;
    folder = RunFolder.create("broker-" + classpath.version());
    port = FreePort.next();
    folder.write("server.properties", first == null ? properties() : joining());
    try {
      format();
      launch();
    } catch (JvmProcess.StartFailed failed) {
      folder.delete();
      throw failed;
    }
  }

  /** Starts a broker of its own for the caller, who closes it. Returns when it serves. */
  public static KafkaProcess start(KafkaClasspath classpath) {
    return start(classpath, null);
  }

  /**
   * Starts a second broker of the cluster, number 2, for the caller, who closes it: it has no part
   * in the quorum, and only the partitions that are made for it.
   */
  public KafkaProcess second() {
    return start(classpath, this);
  }

  private static KafkaProcess start(KafkaClasspath classpath, @Nullable KafkaProcess first) {
    for (int tries = 1; ; tries++) {
      try {
        return new KafkaProcess(classpath, first);
      } catch (JvmProcess.StartFailed failed) {
        if (!failed.portTaken() || tries == TRIES) {
          throw failed;
        }
      }
    }
  }

  /**
   * The broker that all tests of this JVM share, by version; it ends with the JVM. For tests that
   * leave it running and keep to topics and groups of their own.
   */
  public static KafkaProcess shared(KafkaClasspath classpath) {
    return SHARED.computeIfAbsent(
        classpath.version(),
        version -> {
          KafkaProcess broker = start(classpath);
          Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "end shared broker"));
          return broker;
        });
  }

  /** {@code bootstrap.servers} for its clients; the same after a restart. */
  public String bootstrap() {
    return "127.0.0.1:" + port;
  }

  /** The stock jars that it runs on, for workers of the same version. */
  public KafkaClasspath classpath() {
    return classpath;
  }

  /** What it has logged since it last started. */
  public String log() {
    return process.output();
  }

  /** Stops it in order (SIGTERM). */
  public void stop() {
    process.stop();
  }

  /** Kills it (SIGKILL): clients learn nothing, logs are not closed. */
  public void kill() {
    process.kill();
  }

  /** Starts it again on its data and port, after an orderly stop if it runs. */
  public void restart() {
    if (process.isAlive()) {
      process.stop();
    }
    launch();
  }

  /** Kills it if it runs, and deletes its data. The log stays in {@code target/kafka}. */
  @Override
  public void close() {
    process.kill();
    folder.delete();
  }

  private void format() {
    String tool = "kafka.tools.StorageTool";
    JvmProcess.start(
            classpath,
            folder.log(),
            tool,
            "format",
            "--cluster-id",
            clusterId,
            "--config",
            config())
        .awaitEnd(START);
  }

  private void launch() {
    process = JvmProcess.start(classpath, folder.log(), "kafka.Kafka", config());
    process.awaitReady(START, () -> process.output().contains("Kafka Server started"));
  }

  private String config() {
    return folder.path().resolve("server.properties").toString();
  }

  private Properties joining() {
    Properties properties = properties();
    properties.put("process.roles", "broker");
    properties.put("node.id", "2");
    properties.put("listeners", "PLAINTEXT://127.0.0.1:" + port);
    return properties;
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", "1");
    properties.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    // A static quorum of one: the same two lines work from 3.9 to 4.x.
    properties.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    properties.put("log.dirs", folder.path().resolve("data").toString());
    properties.put("auto.create.topics.enable", "false");
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("offsets.topic.num.partitions", "1");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("transaction.state.log.num.partitions", "1");
    properties.put("group.initial.rebalance.delay.ms", "0");
    // A killed worker keeps its place for its session, of which 6 s is the least by default.
    properties.put("group.min.session.timeout.ms", "1000");
    // A killed broker may not register again until its last session is over: 9 s by default.
    properties.put("broker.session.timeout.ms", "3000");
    properties.put("broker.heartbeat.interval.ms", "500");
    // The default of 128 MB would be half of the heap.
    properties.put("log.cleaner.dedupe.buffer.size", "2097152");
    return properties;
  }
}
