package io.mediajobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rig itself, on Kafka's own file connector: processes start, die and come back. */
class ConnectProcessIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void brokerAndWorkerComeBackWithWhatTheyHad() throws Exception {
    Path file = Files.writeString(folder.resolve("lines.txt"), "one\ntwo\n");
    try (KafkaProcess broker = KafkaProcess.start(KafkaClasspath.current());
        ConnectProcess worker = ConnectProcess.start(WorkerSettings.on(broker))) {
      worker.client().configure("lines", fileSource(file));
      worker.client().awaitRunning("lines", 1, SOON);
      try (TopicReader topic = new TopicReader(broker, "lines")) {
        topic.await(2, SOON);
      }

      worker.kill();
      broker.kill();
      broker.restart();
      worker.restart();
      Files.writeString(file, "three\n", StandardOpenOption.APPEND);
      try (TopicReader topic = new TopicReader(broker, "lines")) {
        assertThat(topic.await(3, SOON))
            .extracting(line -> new String(line.value(), StandardCharsets.UTF_8))
            .containsExactly("\"one\"", "\"two\"", "\"three\"");
      }
      assertThat(worker.client().offsets("lines").at("/offsets/0/offset/position").asInt())
          .isEqualTo("one\ntwo\nthree\n".length());
      worker.stop();
      assertThat(worker.log()).contains("Kafka Connect stopped").doesNotContain("Graceful stop");
    }
  }

  @Test
  void twoWorkersOfOneGroupAreOneCluster() throws Exception {
    Path file = Files.writeString(folder.resolve("lines.txt"), "one\n");
    KafkaProcess broker = KafkaProcess.shared(KafkaClasspath.current());
    WorkerSettings settings = WorkerSettings.on(broker).group("pair");
    try (ConnectProcess first = ConnectProcess.start(settings);
        ConnectProcess second = ConnectProcess.start(settings)) {
      first.client().configure("pair", fileSource(file));
      second.client().awaitRunning("pair", 1, SOON);
      second.client().stop("pair");
      assertThat(first.client().deleteOffsets("pair").toString()).contains("reset successfully");
      assertThat(List.of(first, second))
          .allSatisfy(
              worker -> assertThat(worker.client().offsets("pair").at("/offsets")).isEmpty());
    }
  }

  private static Map<String, String> fileSource(Path file) {
    return Map.of(
        "connector.class", "org.apache.kafka.connect.file.FileStreamSourceConnector",
        "tasks.max", "1",
        "file", file.toString(),
        "topic", "lines",
        "topic.creation.default.replication.factor", "1",
        "topic.creation.default.partitions", "1",
        "value.converter", "org.apache.kafka.connect.json.JsonConverter",
        "value.converter.schemas.enable", "false");
  }
}
