package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobState;
import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.ConnectContainer;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.ConnectRest;
import io.mediajobs.kafka.ContainerLog;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.TopicReader;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.Backlog;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.StandIn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** A broker in a container, as Testcontainers starts it, and the image of the Dockerfile. */
@Tag("containers")
@Testcontainers(disabledWithoutDocker = true)
class ContainersIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MANY = 600;
  private static final int FEW = 10;
  private static final String NAME = "containers";
  private static final String[] TAGS = {"Transcode", "VoiceSeparate", "Animation"};
  private static final String IMAGE = System.getProperty("kafka.image", "apache/kafka:4.4.0");

  @Container
  private static final KafkaContainer BROKER =
      new KafkaContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("apache/kafka"))
          .withLogConsumer(ContainerLog.named("broker-container"));

  private final StandIn service = StandIn.start(InstantSource.system());

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void everyTransitionArrivesOnceThoughTheWorkerIsKilled(@TempDir Path plugins) throws Exception {
    service.add(
        Backlog.seeded(11, TAGS)
            .living(Duration.ofSeconds(20))
            .late(Duration.ofSeconds(5))
            .jobs(MANY, Instant.now().minusSeconds(60), Duration.ofSeconds(70)));
    WorkerSettings settings =
        WorkerSettings.on(KafkaClasspath.current(), BROKER.getBootstrapServers())
            .group(NAME)
            .plugins(PluginArchive.unzipTo(plugins));
    try (ConnectProcess worker = ConnectProcess.start(settings);
        Arrivals arrivals = new Arrivals(service, BROKER.getBootstrapServers(), NAME)) {
      Map<String, String> config = ConnectorConfig.of(service, NAME, TAGS);
      config.put("tasks.max", "2");
      config.put("page.size", "25");
      // So long a killed worker's open transaction holds up who reads after it; 60 s by default.
      config.put("producer.override.transaction.timeout.ms", "5000");
      worker.client().configure(NAME, config);

      Await.until(PATIENCE, "the first jobs", () -> arrivals.read().jobs().size() > MANY / 10);
      assertThat(arrivals.read().ended()).as("killed with work left").isLessThan(MANY);
      worker.kill();
      worker.restart();

      arrivals.awaitEnds(Duration.ofMinutes(3));
      arrivals.assertExact();
      System.out.println(arrivals.figures());
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "the worker is on the host's network")
  void theImageOfTheDockerfileRunsTheExample() throws Exception {
    Instant start = Instant.now().minusSeconds(3600);
    for (int i = 0; i < FEW; i++) {
      service.add(
          Jobs.job(i % 2 == 0 ? "Transcode" : "Animation")
              .createdAt(start.plusSeconds(i))
              .runningAfter(Duration.ofSeconds(1))
              .endsAfter(Duration.ofSeconds(2), JobState.SUCCESS)
              .build());
    }
    Map<String, String> workerFile = here(ExampleFiles.properties("distributed/worker.properties"));
    Map<String, String> connector = here(ExampleFiles.json("distributed/connector-json.json"));
    try (ConnectContainer worker =
            ConnectContainer.start(IMAGE, workerFile, ExampleFiles.secrets(service));
        TopicReader transitions = reader("media.transitions");
        TopicReader jobs = reader("media.jobs")) {
      ConnectRest rest = worker.client();
      rest.configure("media-jobs", connector);
      rest.awaitRunning("media-jobs", 2, PATIENCE);
      List<ConsumerRecord<String, byte[]>> read = transitions.await(3 * FEW, PATIENCE);
      assertThat(read).hasSize(3 * FEW);
      assertThat(new String(read.get(0).value(), StandardCharsets.UTF_8))
          .startsWith("{\"eventId\":\"" + read.get(0).key() + "/0/Submitted\"");
      assertThat(jobs.await(FEW, PATIENCE)).hasSize(FEW);
    }
  }

  private Map<String, String> here(Map<String, String> settings) {
    return ExampleFiles.on(BROKER.getBootstrapServers(), service, settings);
  }

  private static TopicReader reader(String topic) {
    return new TopicReader(BROKER.getBootstrapServers(), topic);
  }
}
