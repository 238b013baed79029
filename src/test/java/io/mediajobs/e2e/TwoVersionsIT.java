package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.ConnectRest;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.Backlog;
import io.mediajobs.standin.StandIn;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * This version and the next lie beside each other in a worker's {@code plugin.path}, and the
 * connector is pinned to one and then to the other, there and back: {@code
 * connector.plugin.version} of Kafka 4.1. The next version is this one under another number.
 */
class TwoVersionsIT {

  private static final String NAME = "versions";
  private static final String THIS = System.getProperty("project.version");
  private static final String NEXT = THIS + ".1";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int WAVE = 40;

  @Test
  void offsetsGoOnFromEachVersionToTheOther(@TempDir Path plugins) throws Exception {
    KafkaClasspath classpath = KafkaClasspath.current();
    assumeFalse(classpath.version().matches("(3|4\\.0)\\..*"), "its workers know one version only");
    addNextTo(PluginArchive.unzipTo(plugins));
    try (StandIn service = StandIn.start(InstantSource.system());
        ConnectProcess worker =
            ConnectProcess.start(
                WorkerSettings.on(KafkaProcess.shared(classpath)).group(NAME).plugins(plugins));
        Arrivals arrivals = new Arrivals(service, KafkaProcess.shared(classpath), NAME)) {
      ConnectRest rest = worker.client();
      Backlog backlog = Backlog.seeded(9, "Transcode").living(Duration.ofSeconds(6));
      for (String version : new String[] {THIS, NEXT, THIS}) {
        // Some of them are on their way when the version changes.
        service.add(backlog.jobs(WAVE, Instant.now().minusSeconds(2), Duration.ofSeconds(8)));
        int known = arrivals.read().jobs().size();
        rest.configure(NAME, pinned(service, version));
        Await.until(
            PATIENCE,
            "version " + version + " to run",
            () -> running(rest, version) && arrivals.read().jobs().size() > known);
      }
      arrivals.awaitEnds(PATIENCE);
      arrivals.assertExact();
      rest.delete(NAME);
    }
  }

  private static Map<String, String> pinned(StandIn service, String version) {
    Map<String, String> config = ConnectorConfig.of(service, NAME, "Transcode");
    config.put("connector.plugin.version", version);
    config.put("value.converter.plugin.version", version);
    return config;
  }

  /** Whether connector and task are of this version, and no other. */
  private static boolean running(ConnectRest rest, String version) {
    var status = rest.status(NAME);
    return status.at("/connector/version").asText().equals(version)
        && status.at("/tasks/0/version").asText().equals(version)
        && status.at("/tasks/0/state").asText().equals("RUNNING");
  }

  /** A copy of the plugin that says of itself that it is the next version. */
  private static void addNextTo(Path plugins) throws IOException {
    Path here = plugins.resolve("mediajobs-kafka-connect-media-jobs-" + THIS);
    Path next = plugins.resolve("mediajobs-kafka-connect-media-jobs-" + NEXT);
    Files.createDirectories(next.resolve("lib"));
    try (Stream<Path> jars = Files.list(here.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        Files.copy(jar, next.resolve("lib").resolve(jar.getFileName()));
      }
    }
    Path jar = next.resolve("lib/kafka-connect-media-jobs-" + THIS + ".jar");
    try (FileSystem content = FileSystems.newFileSystem(jar)) {
      Path version = content.getPath("io/mediajobs/version.properties");
      assertThat(version).hasContent("version=" + THIS);
      Files.writeString(version, "version=" + NEXT + "\n");
    }
  }
}
