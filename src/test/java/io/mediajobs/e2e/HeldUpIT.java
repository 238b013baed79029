package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.TopicReader;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.Backlog;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.StandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One partition of the transitions topic is down while all others go on, so that of one poll some
 * records are in Kafka and some are not, and offsets are committed meanwhile: what they say must be
 * there. Many jobs are tracked, so that these have a change log. The worker, at least once, is
 * killed in the middle.
 */
@Tag("chaos")
class HeldUpIT {

  private static final String NAME = "held-up";
  private static final String TAG = "Transcode";
  private static final int TRACKED = 1000;
  private static final int ROUNDS = 4;
  private static final int WAVES = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Backlog backlog = Backlog.seeded(41, TAG).living(Duration.ofSeconds(20));

  @TempDir Path plugins;

  @Test
  void nothingIsLostWhileAPartitionIsDown() throws Exception {
    Instant start = Instant.now();
    try (KafkaProcess broker = KafkaProcess.start(KafkaClasspath.current());
        StandIn service = StandIn.start(InstantSource.system());
        // Its own topics are on the first broker, as there is no other yet.
        ConnectProcess worker = ConnectProcess.start(settings(broker));
        KafkaProcess second = broker.second();
        TopicReader offsets = new TopicReader(broker, NAME + "-offsets");
        Arrivals arrivals = new Arrivals(service, broker, NAME)) {
      createTopics(broker);
      List<Job> tracked = LongJobs.running(TAG, TRACKED, start.minusSeconds(300));
      service.add(tracked);
      worker.client().configure(NAME, config(service));
      Polling.awaitEach(service, TAG);

      for (int round = 0; round < ROUNDS; round++) {
        second.kill();
        live(service);
        worker.kill();
        if (round % 2 == 0) {
          worker.restart();
          live(service);
          second.restart();
        } else {
          second.restart();
          worker.restart();
        }
        Polling.awaitEach(service, TAG);
        live(service);
      }
      LongJobs.end(service, tracked);

      TransitionLog log = arrivals.awaitEnds(PATIENCE);
      long entries = offsets.read().stream().filter(HeldUpIT::isEntry).count();
      System.out.println(
          "HeldUpIT: " + arrivals.figures() + ", " + entries + " entries in the change log");
      assertThat(entries).isPositive();
      assertThat(arrivals.lost()).as("lost").isEmpty();
      assertThat(log.unjoined()).as("unjoined").isEmpty();
      assertThat(arrivals.wrongSnapshots()).as("snapshots").isEmpty();
    }
  }

  /** New jobs for some seconds, some of which end meanwhile. */
  private void live(StandIn service) throws InterruptedException {
    for (int wave = 0; wave < WAVES; wave++) {
      service.add(backlog.jobs(10, Instant.now(), Duration.ofSeconds(1)));
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private WorkerSettings settings(KafkaProcess broker) throws Exception {
    return WorkerSettings.on(broker)
        .group(NAME)
        .exactlyOnce(false)
        .sessionTimeout(Duration.ofMillis(1500))
        .with("offset.flush.interval.ms", "300")
        .plugins(PluginArchive.unzipTo(plugins));
  }

  private static Map<String, String> config(StandIn service) {
    Map<String, String> config = ConnectorConfig.of(service, NAME, TAG);
    config.put("exactly.once.support", "requested");
    config.put("requests.per.second", "50");
    config.put("transitions.include.job", "false");
    return config;
  }

  /** Of the transitions, one partition of three is on the second broker. */
  private static void createTopics(KafkaProcess broker) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      List<NewTopic> topics =
          List.of(
              new NewTopic(
                  NAME + ".transitions", Map.of(0, List.of(1), 1, List.of(2), 2, List.of(1))),
              new NewTopic(NAME + ".jobs", Map.of(0, List.of(1))),
              new NewTopic(NAME + ".heartbeat", Map.of(0, List.of(1))));
      admin.createTopics(topics).all().get();
    }
  }

  private static boolean isEntry(ConsumerRecord<String, byte[]> record) {
    return record.key().matches(".*\"log\":\"[0-9].*");
  }
}
