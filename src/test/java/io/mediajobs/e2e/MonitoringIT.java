package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.metrics.PrometheusNames;
import io.mediajobs.job.JobState;
import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.MetricsAgent;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.monitoring.Scrape;
import io.mediajobs.monitoring.Scrape.Sample;
import io.mediajobs.standin.JobBuilder;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.StandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a real worker shows of the connector with the Prometheus JMX exporter and the rules for
 * users. With {@code -Dscrape.update=true} the scrape that the unit tests rely on is taken anew.
 */
@Tag("monitoring")
class MonitoringIT {

  private static final Path RULES = Path.of("config/monitoring/jmx-exporter.yml");
  private static final Path SCRAPE = Path.of("src/test/resources/monitoring/scrape.txt");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int ENDED = 120;

  /** So often each source has asked, once it is at work. */
  private static final int ASKED = 3;

  @TempDir Path plugins;
  private final StandIn service = StandIn.start(InstantSource.system());

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void theCurrentWorkerShowsEveryMetric() throws Exception {
    Scrape scrape = Scrape.parse(scrape(KafkaClasspath.current()));

    assertThat(scrape.names()).containsAll(PrometheusNames.all());
  }

  /** It has no registry for the metrics of plugins. */
  @Test
  void theOldestWorkerShowsTheSameMetrics() throws Exception {
    Scrape scrape = Scrape.parse(scrape(KafkaClasspath.oldest()));

    assertThat(scrape.names()).containsAll(PrometheusNames.all());
  }

  /** Runs two connectors on a worker until they have caught up, and scrapes it. */
  private String scrape(KafkaClasspath classpath) throws Exception {
    addJobs();
    MetricsAgent agent = MetricsAgent.with(RULES);
    WorkerSettings settings =
        WorkerSettings.on(KafkaProcess.shared(classpath))
            .group("monitoring")
            .plugins(PluginArchive.unzipTo(plugins))
            .agent(agent);
    try (ConnectProcess worker = ConnectProcess.start(settings)) {
      Map<String, String> config =
          ConnectorConfig.of(service, "monitoring", "Transcode", "Animation");
      config.put("tasks.max", "2");
      worker.client().configure("monitoring", config);
      config.put("topic.prefix", "queue");
      config.put("ci.queue.ids", "p1");
      worker.client().configure("monitoring-queue", config);
      Await.until(PATIENCE, "the metrics to settle", () -> isSettled(agent.scrape()));

      String text = agent.scrape();
      if (classpath.equals(KafkaClasspath.current()) && Boolean.getBoolean("scrape.update")) {
        Files.writeString(SCRAPE, withoutTheMachine(text));
      }
      check(Scrape.parse(text));
      worker.client().delete("monitoring");
      worker.client().delete("monitoring-queue");
      Await.until(PATIENCE, "the metrics to go", () -> !agent.scrape().contains("mediajobs_"));
      return text;
    }
  }

  private void addJobs() {
    Instant first = Instant.now().minusSeconds(3000);
    for (int i = 0; i < ENDED; i++) {
      JobBuilder job = Jobs.job("Transcode").seed(i).createdAt(first.plusSeconds(10L * i));
      JobState end = i < 20 ? JobState.FAILED : JobState.SUCCESS;
      service.add(
          job.runningAfter(Duration.ofSeconds(1)).endsAfter(Duration.ofSeconds(2), end).build());
    }
    service.add(
        Jobs.job("Animation")
            .createdAt(Instant.now().minusSeconds(600))
            .seed(1000)
            .runningAfter(Duration.ofSeconds(1))
            .build());
  }

  private static boolean isSettled(String text) {
    Scrape scrape = Scrape.parse(text);
    return scrape.sum("mediajobs_discovered_jobs_total", "connector", "monitoring") == ENDED + 1
        && scrape.sum("mediajobs_tracked_jobs", "state", "ended") == 0
        && scrape.samples("mediajobs_lag_seconds", "queue_id", "p1").size() == 2
        && scrape.samples("mediajobs_requests_total", "outcome", "ok").stream()
            .allMatch(requests -> requests.value() >= ASKED)
        && scrape.sum(
                "kafka_connect_source_task_source_record_write_total", "connector", "monitoring")
            > ENDED;
  }

  /** Whether the numbers are those of the jobs. */
  private static void check(Scrape scrape) {
    assertThat(labels(scrape, "mediajobs_lag_seconds", "tag", "Transcode"))
        .contains(
            Map.of(
                "connector", "monitoring",
                "task", "0",
                "region", "ap-chongqing",
                "bucket", "examplebucket-1250000000",
                "path", "/jobs",
                "tag", "Transcode"));
    assertThat(scrape.sum("mediajobs_transitions_total", "state", "success")).isEqualTo(100);
    assertThat(scrape.sum("mediajobs_transitions_total", "state", "failed")).isEqualTo(20);
    assertThat(scrape.sum("mediajobs_transitions_total", "state", "submitted")).isEqualTo(121);
    assertThat(scrape.sum("mediajobs_transitions_total", "state", "other")).isZero();
    assertThat(scrape.sum("mediajobs_tracked_jobs", "state", "running")).isEqualTo(1);
    assertThat(scrape.sum("mediajobs_oldest_tracked_age_seconds", "connector", "monitoring"))
        .isBetween(590.0, 1200.0);
    assertThat(scrape.sum("mediajobs_lag_seconds", "connector", "monitoring"))
        .isBetween(2400.0, 3600.0);
    assertThat(scrape.sum("mediajobs_requests_total", "outcome", "ok"))
        .isGreaterThanOrEqualTo(4 * ASKED);
    assertThat(scrape.sum("mediajobs_requests_total", "outcome", "refused")).isZero();
    assertThat(scrape.sum("mediajobs_task_source_count", "connector", "monitoring")).isEqualTo(2);
    for (Sample sample : scrape.samples()) {
      switch (sample.name()) {
        case "mediajobs_discovery_delay_seconds", "mediajobs_last_success_seconds" ->
            assertThat(sample.value()).as(sample.toString()).isBetween(0.0, 600.0);
        case "mediajobs_backfill_progress_percent" -> assertThat(sample.value()).isEqualTo(100);
        case "mediajobs_last_success_time_ms" ->
            assertThat(sample.value())
                .isGreaterThan(Instant.now().minusSeconds(600).toEpochMilli());
        case "mediajobs_retry_streak",
            "mediajobs_malformed_jobs_total",
            "mediajobs_discovery_held_back",
            "mediajobs_backfill_remaining_seconds",
            "mediajobs_task_throttled_total" ->
            assertThat(sample.value()).as(sample.toString()).isZero();
        default -> {}
      }
    }
    assertThat(scrape.sum("kafka_connect_connector_task_status", "status", "running")).isEqualTo(4);
    assertThat(
            scrape.samples(
                "kafka_connect_connector_class",
                "class",
                "io.mediajobs.connect.MediaJobsSourceConnector"))
        .hasSize(2);
  }

  private static List<Map<String, String>> labels(
      Scrape scrape, String name, String label, String value) {
    return scrape.samples(name, label, value).stream().map(Sample::labels).toList();
  }

  private static String withoutTheMachine(String text) {
    return text.lines()
        .filter(line -> !line.contains("jvm_runtime_info"))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
