package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediajobs.job.JobState;
import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.ConnectRest;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.TopicReader;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.Backlog;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.StandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker with exactly-once that is killed where only a heartbeat holds what the next one has to
 * know. {@code -Dseed=} kills at the same instants again; how often is for {@link Kills} to say.
 */
class CarriersIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TAG = "Transcode";
  private static final int WAVE = 30;

  @TempDir static Path plugins;
  private static KafkaProcess broker;
  private static ConnectProcess worker;

  private final StandIn service = StandIn.start(InstantSource.system());
  private final ConnectRest rest = worker.client();

  @BeforeAll
  static void startWorker() throws Exception {
    broker = KafkaProcess.shared(KafkaClasspath.current());
    worker =
        ConnectProcess.start(
            WorkerSettings.on(broker)
                .group("carriers")
                .sessionTimeout(Duration.ofMillis(1500))
                .plugins(PluginArchive.unzipTo(plugins)));
  }

  @AfterAll
  static void stopWorker() {
    worker.close();
  }

  @AfterEach
  void stopService() {
    service.close();
  }

  @Test
  void nothingComesAgainThoughATransformDropsEveryJob() throws Exception {
    String name = "dropped";
    long seed = Long.getLong("seed", new SplittableRandom().nextLong());
    Backlog backlog = Backlog.seeded(seed, TAG).living(Duration.ofSeconds(12));
    Map<String, String> config = ConnectorConfig.of(service, name, TAG);
    config.putAll(
        Map.of(
            "transforms", "nojobs",
            "transforms.nojobs.type", "org.apache.kafka.connect.transforms.Filter",
            "transforms.nojobs.predicate", "isJobs",
            "predicates", "isJobs",
            "predicates.isJobs.type",
                "org.apache.kafka.connect.transforms.predicates.TopicNameMatches",
            "predicates.isJobs.pattern", ".*\\.jobs"));
    try (Arrivals arrivals = new Arrivals(service, broker, name)) {
      service.add(backlog.jobs(WAVE, Instant.now().minusSeconds(300), Duration.ofSeconds(300)));
      rest.configure(name, config);
      awaitOffset(name, "dropped");

      Kills kills = new Kills(new SplittableRandom(seed));
      for (int kill = 0; kill < Kills.COUNT; kill++) {
        service.add(backlog.jobs(WAVE, Instant.now(), Duration.ofSeconds(3)));
        Polling.awaitEach(service, TAG);
        kills.kill(worker);
      }

      TransitionLog log = arrivals.awaitEnds(PATIENCE);
      System.out.println(
          "CarriersIT: " + arrivals.figures() + ", " + kills.figures() + ", seed " + seed);
      assertThat(log.repeats()).as("seed " + seed).isEmpty();
      assertThat(log.gaps()).as("seed " + seed).isEmpty();
      assertThat(arrivals.astray()).as("seed " + seed).isEmpty();
    }
    rest.delete(name);
  }

  @Test
  void aJobThatIsCreatedWhileNoWorkerRunsIsToldThoughNoneWasBefore() throws Exception {
    Map<String, String> config = ConnectorConfig.of(service, "latest", TAG);
    config.put("start.creation.time", "latest");
    config.putAll(ExampleFiles.transform());
    try (TopicReader transitions = new TopicReader(broker, "latest.transitions");
        TopicReader heartbeats = new TopicReader(broker, "latest.heartbeat")) {
      rest.configure("latest", config);
      awaitOffset("latest", "version");

      worker.kill();
      add("meanwhile", Duration.ofSeconds(2), JobState.SUCCESS);
      worker.restart();

      assertThat(transitions.await(3, PATIENCE))
          .extracting(ConsumerRecord::key)
          .containsOnly("Struct{jobId=meanwhile}")
          .hasSize(3);
      assertThat(heartbeats.read())
          .extracting(ConsumerRecord::key)
          .containsExactly("examplebucket-1250000000/jobs?tag=Transcode");
    }
    rest.delete("latest");
  }

  @Test
  void theEndOfAJobIsToldThoughNoRecordWasMadeOfItBefore() throws Exception {
    Map<String, String> config = ConnectorConfig.of(service, "failed", TAG);
    config.put("start.creation.time", "latest");
    config.put("transitions.states", "Failed");
    config.put("jobs.topic", "");
    try (Arrivals arrivals = new Arrivals(service, broker, "failed")) {
      rest.configure("failed", config);
      awaitOffset("failed", "version");
      add("followed", Duration.ofSeconds(20), JobState.FAILED);
      awaitOffset("failed", "trackedJobs");

      worker.kill();
      worker.restart();

      TransitionLog log = arrivals.awaitEnds(PATIENCE);
      assertThat(log.states("followed")).containsExactly("Failed");
      assertThat(log.repeats()).isEmpty();
    }
    rest.delete("failed");
  }

  @Test
  void aWorkerThatWaitsForTheTopicSaysSoAndGoesOnOnceItIsThere() throws Exception {
    Map<String, String> config = ConnectorConfig.of(service, "missing", TAG);
    config.put("start.creation.time", "latest");
    config.keySet().removeIf(key -> key.startsWith("topic.creation."));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
        Arrivals arrivals = new Arrivals(service, broker, "missing")) {
      create(admin, "missing.transitions", "missing.jobs");
      rest.configure("missing", config);
      Await.until(
          PATIENCE,
          "the warning",
          () ->
              worker
                  .log()
                  .contains("The worker has not got the first heartbeat into missing.heartbeat"));
      assertThat(rest.status("missing").at("/tasks/0/state").asText()).isEqualTo("RUNNING");

      create(admin, "missing.heartbeat");
      add("after", Duration.ofSeconds(2), JobState.SUCCESS);

      arrivals.awaitEnds(PATIENCE);
      arrivals.assertExact();
    }
    rest.delete("missing");
  }

  private void add(String id, Duration life, JobState end) {
    service.add(
        Jobs.job(TAG)
            .id(id)
            .createdAt(Instant.now())
            .runningAfter(Duration.ofSeconds(1))
            .endsAfter(life, end)
            .build());
  }

  private void awaitOffset(String name, String key) {
    Await.until(
        PATIENCE,
        "an offset of " + name + " with " + key,
        () -> {
          JsonNode offset = rest.offsets(name).at("/offsets/0/offset");
          return offset.has(key);
        });
  }

  private static void create(Admin admin, String... topics) throws Exception {
    List<NewTopic> all = List.of(topics).stream().map(t -> new NewTopic(t, 1, (short) 1)).toList();
    admin.createTopics(all).all().get();
  }
}
