package io.mediajobs.downstream;

import io.mediajobs.e2e.ExampleFiles;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.ConnectRest;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A broker and two workers of one group, with the connector and sinks as plugins. They are set up
 * by the files of {@code config/} as they stand: changed is only where everything is, and how many
 * brokers there are.
 */
final class Pipeline implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(2);
  private static final int WORKERS = 2;

  /** The examples ask every few seconds; a test has less time. */
  private static final Map<String, String> QUICK =
      Map.of(
          "poll.interval.ms", "1000",
          "refresh.interval.ms", "1000",
          "refresh.interval.max.ms", "5000",
          "discovery.overlap.ms", "10000",
          "requests.per.second", "40");

  private final StandIn service;
  private final Path folder;
  private final KafkaProcess broker;
  private final List<ConnectProcess> workers = new ArrayList<>();

  private Pipeline(StandIn service, Path folder, KafkaClasspath kafka) {
    this.service = service;
    this.folder = folder;
    broker = KafkaProcess.start(kafka);
  }

  /**
   * Starts one.
   *
   * @param folder an empty one, for plugins and secrets
   * @param kafka the version of broker and workers, one that the sinks run on
   * @param sinks the folders of the POMs that fetch them, {@code debezium}
   */
  static Pipeline start(StandIn service, Path folder, KafkaClasspath kafka, String... sinks)
      throws IOException {
    Path plugins = PluginArchive.unzipTo(folder.resolve("plugins"));
    for (String sink : sinks) {
      SinkPlugin.copyTo(plugins, sink);
    }
    Pipeline pipeline = new Pipeline(service, folder, kafka);
    pipeline.secrets("media-jobs.properties", ExampleFiles.secrets(service));
    try {
      for (int i = 0; i < WORKERS; i++) {
        pipeline.workers.add(ConnectProcess.start(pipeline.worker()));
      }
      return pipeline;
    } catch (IOException | RuntimeException failed) {
      pipeline.close();
      throw failed;
    }
  }

  /** Writes a file of secrets to where the examples look for it. */
  void secrets(String file, String lines) throws IOException {
    Path secrets = Files.createDirectories(folder.resolve("secrets"));
    Files.writeString(secrets.resolve(file), lines);
  }

  /** Where the broker is. */
  String bootstrap() {
    return broker.bootstrap();
  }

  /** Deploys a connector by its file, with some settings changed, and waits until it runs. */
  void deploy(String file, Map<String, String> changed) throws IOException {
    Map<String, String> settings = here(ExampleFiles.json(file));
    boolean source = settings.containsKey("ci.bucket");
    if (source) {
      settings.putAll(QUICK);
    }
    settings.putAll(changed);
    String name = settings.get("name");
    ConnectRest rest = workers.get(0).client();
    rest.configure(name, settings);
    rest.awaitRunning(name, source ? 2 : 1, START);
  }

  /** Kills all workers in the middle of what they do, and starts them again. */
  void killWorkers() {
    workers.forEach(ConnectProcess::kill);
    workers.forEach(ConnectProcess::restartAlone);
  }

  @Override
  public void close() {
    workers.forEach(ConnectProcess::close);
    broker.close();
  }

  private WorkerSettings worker() throws IOException {
    Map<String, String> settings = here(ExampleFiles.properties("distributed/worker.properties"));
    settings.remove("listeners");
    // So long the group would wait for a killed worker: five minutes by default.
    settings.put("scheduled.rebalance.max.delay.ms", "0");
    return new WorkerSettings(broker.classpath(), Map.copyOf(settings));
  }

  /** The settings with the places of this pipeline in them. */
  private Map<String, String> here(Map<String, String> settings) {
    Map<String, String> here =
        new HashMap<>(ExampleFiles.on(broker.bootstrap(), service, settings));
    here.replaceAll(
        (key, value) ->
            value
                .replace("/etc/kafka-connect/secrets", folder.resolve("secrets").toString())
                .replace("/usr/share/kafka-connect/plugins", folder.resolve("plugins").toString()));
    return here;
  }
}
