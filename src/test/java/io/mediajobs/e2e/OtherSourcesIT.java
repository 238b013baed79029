package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediajobs.docs.Docs;
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
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recipe in guarantees.md for going on from the offsets of other sources, as it stands there.
 * Each test has connectors of its own names: what is deleted leaves its offsets, and the next one
 * of that name goes on from them, past jobs that were created before.
 */
class OtherSourcesIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int BEFORE = 20;

  @TempDir static Path plugins;
  @TempDir Path folder;
  private static KafkaProcess broker;
  private static ConnectProcess worker;

  @BeforeAll
  static void startWorker() throws Exception {
    broker = KafkaProcess.shared(KafkaClasspath.current());
    worker =
        ConnectProcess.start(
            WorkerSettings.on(broker)
                .group("other-sources")
                .plugins(PluginArchive.unzipTo(plugins)));
  }

  @AfterAll
  static void stopWorker() {
    worker.close();
  }

  @Test
  void nothingIsToldAgainAfterTheRecipe() throws Exception {
    assumeThat(curl()).as("This machine has curl").isTrue();
    try (StandIn service = StandIn.start(InstantSource.system());
        TopicReader transitions = new TopicReader(broker, "recipe.transitions")) {
      Map<String, String> config =
          startOnTheWholeBucket(service, transitions, "media-jobs", "recipe");
      config.put("ci.queue.ids", Queue.defaultOf(Family.MEDIA).queueId());
      Files.writeString(
          folder.resolve("by-queue.json"),
          new ObjectMapper()
              .writeValueAsString(
                  Map.of(
                      "name",
                      "media-jobs-by-queue",
                      "initial_state",
                      "STOPPED",
                      "config",
                      config)));

      run(recipe());

      add(service, 1, Instant.now().minusSeconds(5));
      List<ConsumerRecord<String, byte[]>> told = transitions.await(3 * BEFORE + 3, PATIENCE);
      TransitionLog log = new TransitionLog();
      told.forEach(log::add);
      assertThat(told).hasSize(3 * BEFORE + 3);
      assertThat(log.jobs()).hasSize(BEFORE + 1);
      assertThat(log.gaps()).isEmpty();
      assertThat(worker.client().offsets("media-jobs-by-queue").path("offsets")).hasSize(1);
      worker.client().delete("media-jobs-by-queue");
    }
  }

  @Test
  void withoutTheRecipeEverythingIsToldAgainAndAWarningSaysSo() throws Exception {
    try (StandIn service = StandIn.start(InstantSource.system());
        TopicReader transitions = new TopicReader(broker, "anew.transitions")) {
      Map<String, String> config =
          startOnTheWholeBucket(service, transitions, "media-jobs-anew", "anew");
      config.put("ci.queue.ids", Queue.defaultOf(Family.MEDIA).queueId());
      ConnectRest rest = worker.client();

      rest.configure("media-jobs-anew", config);

      transitions.await(2 * 3 * BEFORE, PATIENCE);
      assertThat(worker.log())
          .contains(
              "No offset is stored for"
                  + " [examplebucket-1250000000/jobs?tag=Transcode&queueId="
                  + Queue.defaultOf(Family.MEDIA).queueId()
                  + "], which begin anew, but there are offsets of"
                  + " [examplebucket-1250000000/jobs?tag=Transcode], which may have told");
      rest.delete("media-jobs-anew");
    }
  }

  private static Map<String, String> startOnTheWholeBucket(
      StandIn service, TopicReader transitions, String connector, String prefix) {
    add(service, BEFORE, Instant.now().minusSeconds(40));
    Map<String, String> config = ConnectorConfig.of(service, prefix, "Transcode");
    // All that was told is listed once more after the recipe, and has to be known.
    config.put("discovery.overlap.ms", "600000");
    worker.client().configure(connector, config);
    transitions.await(3 * BEFORE, PATIENCE);
    return config;
  }

  private static void add(StandIn service, int jobs, Instant first) {
    Queue queue = Queue.defaultOf(Family.MEDIA);
    for (int i = 0; i < jobs; i++) {
      service.add(
          Jobs.job("Transcode")
              .queue(queue.queueId(), queue.category())
              .createdAt(first.plusSeconds(i))
              .runningAfter(Duration.ofSeconds(1))
              .endsAfter(Duration.ofSeconds(2), JobState.SUCCESS)
              .build());
    }
  }

  private static String recipe() {
    return Docs.page("guarantees.md").code("other sources");
  }

  /** Runs commands as a shell does, but on this worker. */
  private void run(String commands) throws Exception {
    assertThat(commands).contains("http://localhost:8083");
    String rest = worker.rest().toString().replaceAll("/$", "");
    File output = folder.resolve("output").toFile();
    Process shell =
        new ProcessBuilder("bash", "-e", "-c", commands.replace("http://localhost:8083", rest))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    assertThat(shell.waitFor()).as(Files.readString(output.toPath())).isZero();
  }

  private static boolean curl() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
  }
}
