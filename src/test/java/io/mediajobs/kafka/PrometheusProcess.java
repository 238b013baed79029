package io.mediajobs.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Prometheus of the machine's own, on a loopback port, that scrapes one address every second and
 * evaluates one file of rules as often. It keeps what it stores in a folder that goes with it.
 */
public final class PrometheusProcess implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final RunFolder folder = RunFolder.create("prometheus");
  private final int port = FreePort.next();
  private final JvmProcess process;

  /** Starts it and returns when it answers. */
  public PrometheusProcess(String target, String rules) {
    write("rules.yml", rules);
    Path config =
        write(
            "prometheus.yml",
            """
            global:
              scrape_interval: 1s
              evaluation_interval: 1s
            rule_files: [rules.yml]
            scrape_configs:
              - job_name: connect
                static_configs:
                  - targets: ["%s"]
                    labels: {instance: "worker-1:9404"}
            """
                .formatted(target));
    List<String> command =
        List.of(
            "prometheus",
            "--config.file=" + config,
            "--storage.tsdb.path=" + folder.path().resolve("data"),
            "--web.listen-address=127.0.0.1:" + port,
            "--log.level=warn");
    process = JvmProcess.run("Prometheus", folder.log(), Map.of(), command);
    try {
      process.awaitReady(START, () -> send("/-/ready").statusCode() == 200);
    } catch (JvmProcess.StartFailed failed) {
      folder.delete();
      throw failed;
    }
  }

  /** Whether the machine has a Prometheus and its tool. */
  public static boolean isInstalled() {
    return isInstalled("prometheus") && isInstalled("promtool");
  }

  /**
   * Runs {@code promtool}, from the project's folder.
   *
   * @return what it says
   * @throws IllegalStateException with what it says if it fails
   */
  public static String promtool(String... arguments) {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    RunFolder run = RunFolder.create("promtool");
    try {
      JvmProcess process = JvmProcess.run(String.join(" ", command), run.log(), Map.of(), command);
      process.awaitEnd(START);
      return process.output();
    } finally {
      run.delete();
    }
  }

  /** The rules with their health and alerts, {@code GET /api/v1/rules}. */
  public List<JsonNode> rules() {
    List<JsonNode> rules = new ArrayList<>();
    get("/api/v1/rules").at("/data/groups").forEach(g -> g.path("rules").forEach(rules::add));
    return rules;
  }

  /** The series that a query gives now, each with {@code metric} and {@code value}. */
  public List<JsonNode> query(String query) {
    return result(get("/api/v1/query?query=" + encoded(query)));
  }

  /** The series that a query gives over a time, each with {@code metric} and {@code values}. */
  public List<JsonNode> query(String query, Instant from, Instant to, int stepSeconds) {
    return result(
        get(
            "/api/v1/query_range?query="
                + encoded(query)
                + "&start="
                + from.getEpochSecond()
                + "&end="
                + to.getEpochSecond()
                + "&step="
                + stepSeconds));
  }

  /** Kills it, with all that it has stored. The log stays in {@code target/kafka}. */
  @Override
  public void close() {
    process.kill();
    folder.delete();
  }

  private Path write(String file, String text) {
    try {
      return Files.writeString(folder.path().resolve(file), text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private JsonNode get(String path) {
    try {
      HttpResponse<String> answer = send(path);
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private HttpResponse<String> send(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return HTTP.send(HttpRequest.newBuilder(uri).timeout(LONGEST).build(), BodyHandlers.ofString());
  }

  private static List<JsonNode> result(JsonNode answer) {
    List<JsonNode> series = new ArrayList<>();
    answer.at("/data/result").forEach(series::add);
    return series;
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
