package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobState;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.ConnectRest;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.TopicReader;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.StandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files of {@code config/} as they stand, in a worker: changed is only where broker, service,
 * plugin and secrets are, and how many brokers there are.
 */
class ExampleFilesIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int JOBS = 10;

  @TempDir Path folder;
  private final StandIn service = StandIn.start(InstantSource.system());
  private KafkaProcess broker;

  @BeforeEach
  void prepare() throws IOException {
    // A broker of its own: the files name the topics, and two of them the same.
    broker = KafkaProcess.start(KafkaClasspath.current());
    PluginArchive.unzipTo(folder.resolve("plugins"));
    Files.createDirectories(folder.resolve("secrets"));
    Files.writeString(
        folder.resolve("secrets/media-jobs.properties"), ExampleFiles.secrets(service));
    Instant start = Instant.now().minusSeconds(3600);
    for (int i = 0; i < JOBS; i++) {
      service.add(
          Jobs.job(i % 2 == 0 ? "Transcode" : "Animation")
              .createdAt(start.plusSeconds(i))
              .runningAfter(Duration.ofSeconds(1))
              .endsAfter(Duration.ofSeconds(2), JobState.SUCCESS)
              .build());
    }
  }

  @AfterEach
  void stop() {
    broker.close();
    service.close();
  }

  @Test
  void theDistributedExamplesRun() throws Exception {
    Map<String, String> connector = ExampleFiles.json("distributed/connector-json.json");
    try (ConnectProcess worker = ConnectProcess.start(worker("distributed/worker.properties"))) {
      ConnectRest rest = worker.client();
      rest.configure("media-jobs", here(connector));
      assertRecordsArrive();
      assertThat(rest.tasks("media-jobs").toString())
          .contains("${file:")
          .doesNotContain(service.credential().secretKey());
    }
  }

  @Test
  void theStandaloneExamplesRun() throws Exception {
    Properties connector = new Properties();
    connector.putAll(here(ExampleFiles.properties("standalone/connector.properties")));
    try (ConnectProcess worker =
        ConnectProcess.standalone(worker("standalone/worker.properties"), connector)) {
      assertRecordsArrive();
    }
  }

  private void assertRecordsArrive() {
    try (TopicReader transitions = new TopicReader(broker, "media.transitions");
        TopicReader jobs = new TopicReader(broker, "media.jobs")) {
      List<ConsumerRecord<String, byte[]>> read = transitions.await(3 * JOBS, PATIENCE);
      assertThat(new String(read.get(0).value(), StandardCharsets.UTF_8))
          .startsWith("{\"eventId\":\"" + read.get(0).key() + "/0/Submitted\"");
      assertThat(jobs.await(JOBS, PATIENCE)).hasSize(JOBS);
    }
  }

  private String plugins() {
    return folder.resolve("plugins").toString();
  }

  private WorkerSettings worker(String file) throws IOException {
    Map<String, String> settings = here(ExampleFiles.properties(file));
    settings.remove("listeners");
    return new WorkerSettings(broker.classpath(), Map.copyOf(settings));
  }

  /** The settings with the places of this test in them. */
  private Map<String, String> here(Map<String, String> settings) {
    Map<String, String> here = ExampleFiles.on(broker.bootstrap(), service, settings);
    here.replaceAll(
        (key, value) ->
            value
                .replace("/etc/kafka-connect/secrets", folder.resolve("secrets").toString())
                .replace("media-jobs.offsets", folder.resolve("offsets").toString())
                .replace("/usr/share/kafka-connect/plugins", plugins())
                .replace("${env:CI_BUCKET}", service.bucket())
                .replace("${env:CI_REGION}", service.region())
                .replace("${env:CI_TAGS}", "Transcode,Animation")
                .replace("${env:TENCENTCLOUD_SECRET_ID}", service.credential().secretId())
                .replace("${env:TENCENTCLOUD_SECRET_KEY}", service.credential().secretKey()));
    here.replace("plugin.path", "plugins", plugins());
    return here;
  }
}
