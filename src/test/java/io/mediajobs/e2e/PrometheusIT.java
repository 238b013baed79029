package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediajobs.build.Console;
import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.MetricsAgent;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.PrometheusProcess;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.monitoring.Dashboard;
import io.mediajobs.monitoring.Dashboard.Panel;
import io.mediajobs.monitoring.Dashboard.Target;
import io.mediajobs.monitoring.DashboardPicture;
import io.mediajobs.monitoring.Series;
import io.mediajobs.standin.Backlog;
import io.mediajobs.standin.Fault;
import io.mediajobs.standin.Faults;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.LiveJobs;
import io.mediajobs.standin.Request;
import io.mediajobs.standin.StandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus over a real worker: the alerts fire when they should, and every query of the
 * dashboard has an answer. With {@code -Dpicture.update=true} it all takes some minutes, and the
 * picture of the dashboard is drawn anew.
 */
@Tag("monitoring")
class PrometheusIT {

  private static final Path MONITORING = Path.of("config/monitoring");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final boolean PICTURE = Boolean.getBoolean("picture.update");
  private static final String NAME = "media-jobs";
  private static final String[] TAGS = {"Transcode", "VoiceSeparate", "Animation"};

  /** How long each part of the story lasts. */
  private static final Duration PART = Duration.ofSeconds(PICTURE ? 60 : 5);

  @TempDir Path plugins;
  private final StandIn service = StandIn.start(InstantSource.system());

  @BeforeAll
  static void needsPrometheus() {
    if (!PrometheusProcess.isInstalled()) {
      String line = "PrometheusIT is skipped: there is no prometheus and promtool on the PATH";
      Console.print(line);
      abort(line);
    }
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void theAlertsPassTheirTests() {
    assertThat(PrometheusProcess.promtool("check", "rules", MONITORING + "/alerts.yml"))
        .contains("SUCCESS: 9 rules found");
    assertThat(
            PrometheusProcess.promtool(
                "test", "rules", "src/test/resources/monitoring/alerts-test.yml"))
        .contains("SUCCESS");
  }

  @Test
  void alertsFireAndTheDashboardHasData() throws Exception {
    MetricsAgent agent = MetricsAgent.with(MONITORING.resolve("jmx-exporter.yml"));
    // A test has no time to wait until a state has lasted.
    String alerts =
        Files.readString(MONITORING.resolve("alerts.yml")).replaceAll("for: \\d+m", "for: 0s");
    WorkerSettings settings =
        WorkerSettings.on(KafkaProcess.shared(KafkaClasspath.current()))
            .group("prometheus")
            .plugins(PluginArchive.unzipTo(plugins))
            .agent(agent);
    try (ConnectProcess worker = ConnectProcess.start(settings);
        PrometheusProcess prometheus = new PrometheusProcess(agent.address(), alerts)) {
      Instant start = Instant.now();
      addJobs(start);
      worker.client().configure(NAME, config());
      worker.client().awaitRunning(NAME, 2, PATIENCE);
      awaitAlerts(prometheus, List.of());
      pass(PART.multipliedBy(2));

      service
          .faults()
          .next(6, Fault.status(429, "RequestLimit", "Slow down", Duration.ofSeconds(1)));
      pass(PART);
      // Until it is seen: a streak that ends by itself may end between two looks of Prometheus.
      service.faults().next(Faults.ALWAYS, Fault.status(503, "ServiceUnavailable", "Busy"));
      awaitFiring(prometheus, "MediaJobsRetryStreak");
      service.faults().clear();
      pass(PART);
      service.faults().when(PrometheusIT::listsTranscode, Faults.ALWAYS, Fault.illFormed(newJob()));
      awaitFiring(prometheus, "MediaJobsMalformed");
      pass(PART.multipliedBy(2));

      assertEveryPanelHasData(prometheus);
      if (PICTURE) {
        draw(prometheus, start, Instant.now());
      }
      service.faults().clear();
      service.faults().next(Faults.ALWAYS, Fault.status(403, "AccessDenied", "No"));
      awaitFiring(prometheus, "MediaJobsTaskFailed");
      assertThat(prometheus.rules())
          .hasSize(9)
          .allSatisfy(rule -> assertThat(rule.path("health").asText()).isEqualTo("ok"));
    }
  }

  private Map<String, String> config() {
    Map<String, String> config = ConnectorConfig.of(service, NAME, TAGS);
    config.put("tasks.max", "2");
    config.put("requests.per.second", PICTURE ? "12" : "30");
    config.put("retry.backoff.ms", "50");
    config.put("retry.backoff.max.ms", PICTURE ? "1000" : "200");
    if (PICTURE) {
      config.keySet().removeIf(key -> key.matches("(poll|refresh)\\.interval\\..*"));
      config.put("latency.target.ms", "5000");
    }
    return config;
  }

  /** A long past, jobs that live on, and jobs that keep coming. */
  private void addJobs(Instant now) {
    Duration past = Duration.ofHours(12);
    service.add(
        Backlog.seeded(1, TAGS)
            .living(Duration.ofSeconds(90))
            .jobs(PICTURE ? 40_000 : 2_000, now.minus(past), past.minusSeconds(5)));
    service.add(
        new LiveJobs(
            Backlog.seeded(2, TAGS).living(Duration.ofSeconds(40)).late(Duration.ofSeconds(3)),
            now,
            Duration.ofMillis(150)));
  }

  private String newJob() {
    String id = "ill-formed-1";
    service.add(Jobs.job("Transcode").id(id).createdAt(Instant.now()).build());
    return id;
  }

  private static boolean listsTranscode(Request request) {
    return "Transcode".equals(request.parameter("tag"));
  }

  private static void assertEveryPanelHasData(PrometheusProcess prometheus) throws Exception {
    for (Panel panel : Dashboard.read().panels()) {
      for (Target target : panel.targets()) {
        assertThat(prometheus.query(target.over("10s"))).as(target.query()).isNotEmpty();
      }
    }
  }

  private static void awaitFiring(PrometheusProcess prometheus, String alert) {
    Await.until(PATIENCE, alert + " to fire", () -> firing(prometheus).contains(alert));
  }

  private static void awaitAlerts(PrometheusProcess prometheus, List<String> alerts) {
    Await.until(
        PATIENCE,
        "every rule to be evaluated, and " + alerts + " to fire",
        () ->
            prometheus.rules().stream().allMatch(rule -> rule.path("health").asText().equals("ok"))
                && firing(prometheus).equals(alerts));
  }

  private static List<String> firing(PrometheusProcess prometheus) {
    return prometheus.rules().stream()
        .filter(rule -> rule.path("state").asText().equals("firing"))
        .map(rule -> rule.path("name").asText())
        .toList();
  }

  private static void draw(PrometheusProcess prometheus, Instant from, Instant to)
      throws Exception {
    Dashboard dashboard = Dashboard.read();
    String picture =
        DashboardPicture.draw(
            dashboard,
            panel -> series(prometheus, panel, from, to),
            from.getEpochSecond(),
            to.getEpochSecond());
    Files.writeString(Path.of("src", "docs", "dashboard.svg"), picture);
  }

  private static List<Series> series(
      PrometheusProcess prometheus, Panel panel, Instant from, Instant to) {
    List<Series> all = new ArrayList<>();
    for (Target target : panel.targets()) {
      for (JsonNode answer : prometheus.query(target.over("15s"), from, to, 4)) {
        Map<String, String> labels = new TreeMap<>();
        answer
            .path("metric")
            .fields()
            .forEachRemaining(label -> labels.put(label.getKey(), label.getValue().asText()));
        NavigableMap<Long, Double> points = new TreeMap<>();
        for (JsonNode point : answer.path("values")) {
          double value = Double.parseDouble(point.get(1).asText().replace("Inf", "Infinity"));
          if (Double.isFinite(value)) {
            points.put(point.get(0).asLong(), value);
          }
        }
        all.add(new Series(target.legend(labels), points));
      }
    }
    all.sort(Comparator.comparing(Series::name));
    return all;
  }

  private static void pass(Duration time) throws InterruptedException {
    Thread.sleep(time.toMillis());
  }
}
