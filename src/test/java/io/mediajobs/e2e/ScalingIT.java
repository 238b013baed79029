package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediajobs.kafka.ConnectGroup;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.Backlog;
import io.mediajobs.standin.StandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers and tasks become more and fewer while jobs keep coming. */
@Tag("chaos")
class ScalingIT {

  private static final String NAME = "scaling";
  private static final String[] TAGS = {
    "Transcode", "Animation", "Snapshot", "Concat", "VoiceSeparate", "SmartCover", "Segment", "Tts"
  };
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Backlog backlog =
      Backlog.seeded(21, TAGS).living(Duration.ofSeconds(30)).late(Duration.ofSeconds(5));

  @TempDir Path plugins;

  @Test
  void everyTransitionArrivesOnceWhileTasksMoveAbout() throws Exception {
    Instant start = Instant.now();
    KafkaProcess broker = KafkaProcess.shared(KafkaClasspath.current());
    WorkerSettings settings =
        WorkerSettings.on(broker).group(NAME).plugins(PluginArchive.unzipTo(plugins));
    try (StandIn service = StandIn.start(InstantSource.system());
        ConnectGroup group = ConnectGroup.start(settings, 1);
        Arrivals arrivals = new Arrivals(service, broker, NAME)) {
      service.add(backlog.jobs(1000, start.minusSeconds(120), Duration.ofSeconds(120)));

      addWave(service);
      scale(group, service, 1);
      assertThat(workersWithTasks(group)).hasSize(1);
      addWave(service);
      group.add();
      group.add();
      addWave(service);
      scale(group, service, 8);
      assertThat(workersWithTasks(group)).hasSize(3);
      addWave(service);
      group.removeLast();
      group.removeLast();
      Polling.awaitEach(service, TAGS);
      addWave(service);
      scale(group, service, 2);
      assertThat(workersWithTasks(group)).hasSize(1);
      Duration scaled = Duration.between(start, Instant.now());

      arrivals.awaitEnds(PATIENCE);
      Ownership ownership = new Ownership(group.logs());
      System.out.println(
          "ScalingIT: "
              + arrivals.figures()
              + ", sources taken "
              + ownership.changes()
              + " times, scaled for "
              + scaled.toSeconds()
              + " s");
      arrivals.assertExact();
      assertThat(ownership.overlaps()).isEmpty();
      assertThat(ownership.changes()).as("sources taken").isGreaterThanOrEqualTo(3 * TAGS.length);
      assertThat(group.logs()).noneMatch(log -> log.contains("Graceful stop of task"));
    }
  }

  /** Jobs for every step, however long it takes: none of them moves a task that has no work. */
  private void addWave(StandIn service) {
    service.add(backlog.jobs(200, Instant.now(), Duration.ofSeconds(12)));
  }

  private static void scale(ConnectGroup group, StandIn service, int tasks) {
    Map<String, String> config = ConnectorConfig.of(service, NAME, TAGS);
    config.put("tasks.max", Integer.toString(tasks));
    config.put("requests.per.second", "80");
    group.client().configure(NAME, config);
    group.client().awaitRunning(NAME, tasks, PATIENCE);
    Polling.awaitEach(service, TAGS);
    List<String> dealt = group.client().tasks(NAME).findValuesAsText("task.sources");
    assertThat(dealt).hasSize(tasks);
    assertThat(String.join(";", dealt).split(";"))
        .containsExactlyInAnyOrder(
            List.of(TAGS).stream().map(tag -> "/jobs?tag=" + tag).toArray(String[]::new));
  }

  private static Set<String> workersWithTasks(ConnectGroup group) {
    Set<String> workers = new TreeSet<>();
    for (JsonNode task : group.client().status(NAME).path("tasks")) {
      workers.add(task.path("worker_id").asText());
    }
    return workers;
  }
}
