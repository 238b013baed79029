package io.mediajobs.connect.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediajobs.docs.Docs;
import io.mediajobs.monitoring.Dashboard;
import io.mediajobs.monitoring.Dashboard.Panel;
import io.mediajobs.monitoring.Dashboard.Target;
import io.mediajobs.monitoring.Queries;
import io.mediajobs.monitoring.Scrape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The rules, the alerts and the dashboard of {@code config/monitoring} against what a real worker
 * shows: a scrape, which {@code mvn -Pmonitoring verify -Dscrape.update=true} takes anew.
 */
class MonitoringFilesTest {

  private static final Path FOLDER = Path.of("config/monitoring");
  private static final Path SCRAPE = Path.of("src/test/resources/monitoring/scrape.txt");
  private static final Pattern RULE_NAME = Pattern.compile("(?m)^    name: (\\S+)$");
  private static final Pattern OF_SOURCES =
      Pattern.compile("\\bmediajobs_(?!task_)\\w+\\b(\\{[^}]*}|)");
  private static final Pattern ALERT = Pattern.compile("(?m)^      - alert: (\\w+)$");

  @Test
  void theScrapeHasEveryMetric() throws IOException {
    assertThat(scraped()).containsAll(PrometheusNames.all());
  }

  @Test
  void everyRuleHasGivenSomething() throws IOException {
    Matcher name = RULE_NAME.matcher(Files.readString(FOLDER.resolve("jmx-exporter.yml")));
    List<String> names = new ArrayList<>();
    while (name.find()) {
      names.add(name.group(1));
    }

    Set<String> scraped = scraped();
    assertThat(names).hasSizeGreaterThan(10);
    for (String rule : names) {
      Pattern pattern = Pattern.compile(rule.replaceAll("\\$\\d", "[a-z_]+"));
      assertThat(scraped).as(rule).anyMatch(metric -> pattern.matcher(metric).matches());
    }
  }

  /** Those of tasks are named one by one. */
  @Test
  void everyMetricOfATaskHasARule() throws IOException {
    String rules = Files.readString(FOLDER.resolve("jmx-exporter.yml"));

    assertThat(TaskFigures.metrics())
        .isNotEmpty()
        .allSatisfy(
            metric ->
                assertThat(rules)
                    .containsPattern("[(|]" + metric.name().replace("-total", "") + "[)|]"));
  }

  @Test
  void everyMetricOfTheAlertsIsThere() throws IOException {
    List<String> queries = Queries.ofAlerts(FOLDER.resolve("alerts.yml"));

    assertThat(queries).hasSize(alerts().size());
    for (String query : queries) {
      assertThat(Queries.metrics(query)).as(query).isNotEmpty().isSubsetOf(scraped());
    }
  }

  @Test
  void everyAlertHasATestAndSaysWhatToDo() throws IOException {
    String tests = Files.readString(Path.of("src/test/resources/monitoring/alerts-test.yml"));
    String file = Files.readString(FOLDER.resolve("alerts.yml"));
    String page = Docs.page("monitoring.md").text();

    for (String alert : alerts()) {
      assertThat(tests).contains("alertname: " + alert + "\n");
      assertThat(page).contains("| `" + alert + "` |");
      String rule = file.substring(file.indexOf("alert: " + alert + "\n") + 1);
      int next = rule.indexOf("- alert: ");
      assertThat(next < 0 ? rule : rule.substring(0, next))
          .as(alert)
          .contains("severity: ", "summary: ", "description: ");
    }
  }

  @Test
  void everyMetricOfTheDashboardIsThere() throws IOException {
    for (Panel panel : Dashboard.read().panels()) {
      for (Target target : panel.targets()) {
        assertThat(Queries.metrics(target.query()))
            .as(panel.title())
            .isNotEmpty()
            .isSubsetOf(scraped());
      }
    }
  }

  /** With metrics.per.source=false each source counts once by its bucket and once by its tag. */
  @Test
  void whatIsAddedUpCountsEachSourceOnce() throws IOException {
    List<String> queries = new ArrayList<>(Queries.ofAlerts(FOLDER.resolve("alerts.yml")));
    for (Panel panel : Dashboard.read().panels()) {
      panel.targets().forEach(target -> queries.add(target.query()));
    }
    List<String> sums = queries.stream().filter(query -> query.contains("sum")).toList();

    int ofSources = 0;
    for (String query : sums) {
      Matcher metric = OF_SOURCES.matcher(query);
      while (metric.find()) {
        assertThat(metric.group(1)).as(query).contains("tag!=\"all\"");
        ofSources++;
      }
    }
    assertThat(ofSources).isEqualTo(11);
  }

  @Test
  void theDashboardCanBeImportedAndExplainsItself() throws IOException {
    Dashboard dashboard = Dashboard.read();
    JsonNode json = dashboard.json();

    assertThat(json.path("schemaVersion").asInt()).isEqualTo(39);
    assertThat(json.at("/templating/list").findValuesAsText("name"))
        .containsExactly("DS_PROMETHEUS", "connector");
    assertThat(dashboard.panels().stream().filter(p -> p.kind().equals("row")))
        .extracting(Panel::title)
        .containsExactly("Health", "Source lag", "Throughput", "Requests", "JVM");
    Set<Integer> ids = new HashSet<>();
    json.path("panels").forEach(panel -> ids.add(panel.path("id").asInt()));
    assertThat(ids).hasSameSizeAs(dashboard.panels());
    for (Panel panel : dashboard.panels()) {
      if (!panel.kind().equals("row")) {
        assertThat(panel.description()).as(panel.title()).endsWith(".").hasSizeGreaterThan(30);
        assertThat(panel.targets()).as(panel.title()).isNotEmpty();
      }
      assertThat(panel.x() + panel.width()).as(panel.title()).isLessThanOrEqualTo(24);
    }
  }

  private static List<String> alerts() throws IOException {
    Matcher alert = ALERT.matcher(Files.readString(FOLDER.resolve("alerts.yml")));
    List<String> alerts = new ArrayList<>();
    while (alert.find()) {
      alerts.add(alert.group(1));
    }
    return alerts;
  }

  private static Set<String> scraped() throws IOException {
    return Scrape.parse(Files.readString(SCRAPE)).names();
  }
}
