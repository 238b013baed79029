package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobTags;
import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.ConnectGroup;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.TopicReader;
import io.mediajobs.kafka.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifty buckets with all tags at the default rate, {@code mvn -Paccount verify}: how late jobs are
 * told, and how much is asked, minute by minute, while the worker is killed twice; and an account
 * whose tasks move from one worker to three and back.
 */
@Tag("account")
class LargeAccountIT {

  private static final List<String> ALL = List.copyOf(JobTags.all());
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @TempDir Path plugins;

  @Test
  void jobsAreToldSoonAndNoSourceIsForgotten() throws Exception {
    int minutes = Integer.getInteger("account.minutes", 15);
    try (KafkaProcess broker = KafkaProcess.start(KafkaClasspath.current());
        ManyBuckets account = new ManyBuckets(50, ALL);
        ConnectProcess worker = ConnectProcess.start(settings(broker));
        TopicReader transitions = new TopicReader(broker, "large.transitions")) {
      AccountFigures figures = new AccountFigures(account, transitions);
      account.live(20, Duration.ofSeconds(10), Duration.ofSeconds(30));
      Instant start = Instant.now();
      worker.client().configure("large", config(account, "large", 2));
      System.out.println("minute  jobs  mean s  requests  most a second");
      for (int minute = 1; minute <= minutes; minute++) {
        Instant end = start.plus(Duration.ofMinutes(minute));
        if (minute == minutes / 2 || minute == minutes * 3 / 4) {
          worker.kill();
          worker.restart();
        }
        while (Instant.now().isBefore(end)) {
          Thread.sleep(1000);
        }
        figures.print(minute, end);
      }
      Instant end = Instant.now();
      account.end();
      figures.awaitEnds(PATIENCE);
      figures.assertExact();
      figures.assertPace(start, end);
      assertThat(worker.wholeLog()).doesNotContain("Graceful stop of task");
    }
  }

  @Test
  void nothingIsLostOrDoubledWhereWorkersComeAndGo() throws Exception {
    try (KafkaProcess broker = KafkaProcess.start(KafkaClasspath.current());
        ManyBuckets account = new ManyBuckets(10, ALL);
        ConnectGroup group = ConnectGroup.start(settings(broker), 1);
        TopicReader transitions = new TopicReader(broker, "scaled.transitions")) {
      AccountFigures figures = new AccountFigures(account, transitions);
      account.live(20, Duration.ofSeconds(5), Duration.ofSeconds(20));
      group.client().configure("scaled", config(account, "scaled", 3));
      group.client().awaitRunning("scaled", 3, PATIENCE);
      figures.awaitJobs(50, PATIENCE);
      group.add();
      group.add();
      awaitWorkers(group, 3);
      figures.awaitJobs(figures.jobs() + 100, PATIENCE);
      group.removeLast();
      group.removeLast();
      awaitWorkers(group, 1);
      figures.awaitJobs(figures.jobs() + 50, PATIENCE);

      account.end();
      figures.awaitEnds(PATIENCE);
      figures.assertExact();
    }
  }

  /** How long that takes is printed only, as it depends on the machine. */
  @Test
  void fiveThousandSourcesStartAndStopInOneTask() throws Exception {
    try (KafkaProcess broker = KafkaProcess.start(KafkaClasspath.current());
        ManyBuckets account = new ManyBuckets(120, ALL);
        ConnectProcess worker = ConnectProcess.start(settings(broker))) {
      Map<String, String> config = config(account, "many", 1);
      config.put("ci.bucket", account.names());
      config.put("validate.connection", "false");
      Instant configured = Instant.now();
      worker.client().configure("many", config);
      Await.until(PATIENCE, "a request", () -> !account.requests().isEmpty());
      Instant asked = Instant.now();
      Await.until(PATIENCE, "some requests", () -> account.requests().size() > 50);
      Instant stopping = Instant.now();
      worker.client().stop("many");
      Instant stopped = Instant.now();
      System.out.printf(
          "%d sources: %s from the configuration to the first request, %s to stop%n",
          account.sources(),
          Duration.between(configured, asked),
          Duration.between(stopping, stopped));
      assertThat(worker.log())
          .contains("Polling 5040 sources of 120 buckets", "Stopped polling 5040 sources")
          .doesNotContain("Graceful stop of task");
    }
  }

  private WorkerSettings settings(KafkaProcess broker) throws Exception {
    return WorkerSettings.on(broker).group("account").plugins(PluginArchive.unzipTo(plugins));
  }

  private static Map<String, String> config(ManyBuckets account, String prefix, int tasks) {
    Map<String, String> config =
        account.config(prefix, Map.of("tasks.max", Integer.toString(tasks)));
    // As by default: the others are quick for tests.
    config
        .keySet()
        .removeAll(
            Set.of(
                "poll.interval.ms",
                "refresh.interval.ms",
                "refresh.interval.max.ms",
                "discovery.overlap.ms"));
    // A worker that was killed amid a transaction starts when the broker has given that up.
    config.put("producer.override.transaction.timeout.ms", "10000");
    return config;
  }

  private static void awaitWorkers(ConnectGroup group, int count) {
    Await.until(
        PATIENCE,
        count + " workers with running tasks",
        () ->
            StreamSupport.stream(group.client().status("scaled").path("tasks").spliterator(), false)
                    .filter(task -> task.path("state").asText().equals("RUNNING"))
                    .map(task -> task.path("worker_id").asText())
                    .collect(Collectors.toSet())
                    .size()
                == count);
  }
}
