package io.mediajobs.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The Prometheus JMX exporter in a worker's JVM, on a loopback port. Maven fetches it as {@code
 * src/test/monitoring/pom.xml} says; it is kept in {@code target}.
 */
public final class MetricsAgent {

  private static final Path HOME = Path.of("target", "monitoring").toAbsolutePath();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path rules;
  private final int port = FreePort.next();

  private MetricsAgent(Path rules) {
    this.rules = rules;
  }

  /** An agent with these rules, for one worker. */
  public static MetricsAgent with(Path rules) {
    MavenProcess.run(
        Path.of("src/test/monitoring/pom.xml"), "dependency:copy@agent", "-Dagent=" + HOME);
    return new MetricsAgent(rules.toAbsolutePath());
  }

  /** Where it is scraped: {@code 127.0.0.1:<port>}. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** What it shows now. */
  public String scrape() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address() + "/metrics"))
            .timeout(Duration.ofSeconds(20))
            .build();
    try {
      String text = HTTP.send(request, BodyHandlers.ofString()).body();
      Secrets.absentFrom("The scrape", text);
      return text;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  String option() {
    return "-javaagent:"
        + HOME.resolve("jmx_prometheus_javaagent.jar")
        + "="
        + address()
        + ":"
        + rules;
  }
}
