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
import io.mediajobs.standin.Family;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.Queue;
import io.mediajobs.standin.StandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A queue that is made while a connector with {@code ci.queue.ids=*} runs in a worker. */
class QueuesIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Queue NEW =
      new Queue(
          "p00000000000000000000000000000aaa",
          "queue-2",
          Family.MEDIA,
          "Transcoding",
          "Active",
          Instant.parse("2026-11-01T00:00:00Z"));

  @TempDir static Path plugins;

  @Test
  void theJobsOfANewQueueArriveAndThoseOfTheOthersDoNotComeAgain() throws Exception {
    KafkaProcess broker = KafkaProcess.shared(KafkaClasspath.current());
    try (StandIn service = StandIn.start(InstantSource.system());
        ConnectProcess worker =
            ConnectProcess.start(
                WorkerSettings.on(broker).group("queues").plugins(PluginArchive.unzipTo(plugins)));
        TopicReader transitions = new TopicReader(broker, "queues.transitions")) {
      ConnectRest rest = worker.client();
      addJobs(service, Queue.defaultOf(Family.MEDIA), 10);
      Map<String, String> config = ConnectorConfig.of(service, "queues", "Transcode");
      config.put("ci.queue.ids", "*");
      config.put("ci.queue.discovery.interval.ms", "2000");
      config.put("start.creation.time", "P1D");
      rest.configure("queues", config);
      transitions.await(30, PATIENCE);

      service.add(NEW);
      addJobs(service, NEW, 5);

      Map<String, Integer> seen = new HashMap<>();
      for (ConsumerRecord<String, byte[]> record : transitions.await(45, PATIENCE)) {
        seen.merge(record.key(), 1, Integer::sum);
      }
      assertThat(seen).hasSize(15);
      assertThat(seen.values()).containsOnly(3);
      assertThat(rest.tasks("queues").toString()).contains(NEW.queueId());
      assertThat(rest.offsets("queues").path("offsets"))
          .as("one that has no jobs yet, too")
          .hasSize(3);
      rest.delete("queues");
    }
  }

  private static void addJobs(StandIn service, Queue queue, int jobs) {
    Instant start = Instant.now().minusSeconds(3600);
    for (int i = 0; i < jobs; i++) {
      service.add(
          Jobs.job("Transcode")
              .queue(queue.queueId(), queue.category())
              .createdAt(start.plusSeconds(i))
              .runningAfter(Duration.ofSeconds(1))
              .endsAfter(Duration.ofSeconds(2), JobState.SUCCESS)
              .build());
    }
  }
}
