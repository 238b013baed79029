package io.mediajobs.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dashboard of Grafana, as far as it is needed to ask its queries and to draw it.
 *
 * @param panels rows included, from top to bottom
 */
public record Dashboard(JsonNode json, List<Panel> panels) {

  /** The one for users. */
  public static final Path FILE = Path.of("config/monitoring/dashboard.json");

  private static final Pattern LABEL = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

  /**
   * A panel.
   *
   * @param kind {@code row}, {@code stat} or {@code timeseries}
   * @param x left edge; the dashboard is 24 wide
   */
  public record Panel(
      String kind,
      String title,
      String description,
      String unit,
      boolean stacked,
      int x,
      int y,
      int width,
      int height,
      List<Target> targets) {}

  /**
   * A query of a panel.
   *
   * @param legend what its series are called, with labels in double braces
   */
  public record Target(String query, String legend) {

    /** The query for every connector, with rates over this time. */
    public String over(String time) {
      return query.replace("$connector", ".+").replace("$__rate_interval", time);
    }

    /** What a series of its answer is called. */
    public String legend(Map<String, String> labels) {
      return LABEL
          .matcher(legend)
          .replaceAll(label -> Matcher.quoteReplacement(labels.getOrDefault(label.group(1), "")))
          .strip();
    }
  }

  /** Reads {@link #FILE}. */
  public static Dashboard read() throws IOException {
    JsonNode json = new ObjectMapper().readTree(FILE.toFile());
    List<Panel> panels = new ArrayList<>();
    for (JsonNode panel : json.path("panels")) {
      List<Target> targets = new ArrayList<>();
      for (JsonNode target : panel.path("targets")) {
        targets.add(new Target(target.path("expr").asText(), target.path("legendFormat").asText()));
      }
      JsonNode place = panel.path("gridPos");
      JsonNode field = panel.at("/fieldConfig/defaults");
      panels.add(
          new Panel(
              panel.path("type").asText(),
              panel.path("title").asText(),
              panel.path("description").asText(),
              field.path("unit").asText(),
              field.at("/custom/stacking/mode").asText().equals("normal"),
              place.path("x").asInt(),
              place.path("y").asInt(),
              place.path("w").asInt(),
              place.path("h").asInt(),
              targets));
    }
    return new Dashboard(json, panels);
  }
}
