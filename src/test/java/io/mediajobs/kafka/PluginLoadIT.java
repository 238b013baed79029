package io.mediajobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stock workers, the newest and the oldest, find the unzipped archive by its service files. */
class PluginLoadIT {

  private static final String CONNECTOR = "io.mediajobs.connect.MediaJobsSourceConnector";
  private static final String CONVERTER = "io.mediajobs.converter.SingleObjectAvroConverter";
  private static final String TRANSFORM = "io.mediajobs.transform.JobRow";

  @TempDir Path plugins;

  @Test
  void theCurrentWorkerListsThePlugin() throws Exception {
    lists(KafkaClasspath.current());
  }

  @Test
  void theOldestWorkerListsThePlugin() throws Exception {
    lists(KafkaClasspath.oldest());
  }

  private void lists(KafkaClasspath classpath) throws Exception {
    PluginArchive.unzipTo(plugins);
    WorkerSettings settings =
        WorkerSettings.on(KafkaProcess.shared(classpath)).group("plugin-load").plugins(plugins);
    try (ConnectProcess worker = ConnectProcess.start(settings)) {
      String version = System.getProperty("project.version");
      assertThat(found(worker.client().plugins(false)))
          .contains(
              "source " + CONNECTOR + " " + version,
              "converter " + CONVERTER + " " + version,
              "transformation " + TRANSFORM + " " + version);
      assertThat(worker.log().lines())
          .filteredOn(line -> line.contains(" WARN ") || line.contains(" ERROR "))
          .noneMatch(line -> line.contains("mediajobs") || line.contains(plugins.toString()));
    }
  }

  private static List<String> found(JsonNode plugins) {
    List<String> found = new ArrayList<>();
    for (JsonNode plugin : plugins) {
      found.add(
          plugin.path("type").asText()
              + " "
              + plugin.path("class").asText()
              + " "
              + plugin.path("version").asText());
    }
    return found;
  }
}
