package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTime;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.TopicReader;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.StandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rig itself: brokers and workers start, die, come back, and form a group. */
class ConnectProcessIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path plugins;

  private final StandIn service = StandIn.start(InstantSource.system());
  private final Instant hourAgo = Instant.now().minusSeconds(3600);

  @BeforeEach
  void unzip() throws Exception {
    PluginArchive.unzipTo(plugins);
    service.add(ended("one", hourAgo), ended("two", hourAgo.plusSeconds(1)));
  }

  @AfterEach
  void stopService() {
    service.close();
  }

  @Test
  void brokerAndWorkerComeBackWithWhatTheyHad() {
    try (KafkaProcess broker = KafkaProcess.start(KafkaClasspath.current());
        ConnectProcess worker = ConnectProcess.start(WorkerSettings.on(broker).plugins(plugins))) {
      worker.client().configure("rig", config());
      worker.client().awaitRunning("rig", 1, PATIENCE);
      assertThat(jobs(broker, 2)).containsExactly("one", "two");

      worker.kill();
      broker.kill();
      broker.restart();
      worker.restart();
      Instant last = Instant.now().minusSeconds(10);
      service.add(ended("three", last));
      assertThat(jobs(broker, 3)).containsExactly("one", "two", "three");
      assertThat(worker.client().offsets("rig").at("/offsets/0/offset/lastCreationTime").asText())
          .isEqualTo(JobTime.format(last));
      worker.stop();
      assertThat(worker.log()).contains("Kafka Connect stopped").doesNotContain("Graceful stop");
    }
  }

  @Test
  void twoWorkersOfOneGroupAreOneCluster() {
    KafkaProcess broker = KafkaProcess.shared(KafkaClasspath.current());
    WorkerSettings settings = WorkerSettings.on(broker).group("pair").plugins(plugins);
    try (ConnectProcess first = ConnectProcess.start(settings);
        ConnectProcess second = ConnectProcess.start(settings)) {
      first.client().configure("rig", config());
      second.client().awaitRunning("rig", 1, PATIENCE);
      second.client().stop("rig");
      assertThat(first.client().deleteOffsets("rig").toString()).contains("reset successfully");
      assertThat(List.of(first, second))
          .allSatisfy(
              worker -> assertThat(worker.client().offsets("rig").at("/offsets")).isEmpty());
    }
  }

  /** The keys of the records of jobs once there are so many. */
  private static List<String> jobs(KafkaProcess broker, int count) {
    try (TopicReader topic = new TopicReader(broker, "rig.jobs")) {
      return topic.await(count, PATIENCE).stream().map(ConsumerRecord::key).toList();
    }
  }

  private Map<String, String> config() {
    Map<String, String> config = ConnectorConfig.of(service, "rig", "Transcode");
    config.put("topic.creation.default.partitions", "1");
    return config;
  }

  private static Job ended(String id, Instant created) {
    return Jobs.job("Transcode")
        .id(id)
        .createdAt(created)
        .runningAfter(Duration.ofSeconds(1))
        .endsAfter(Duration.ofSeconds(2), JobState.SUCCESS)
        .build();
  }
}
