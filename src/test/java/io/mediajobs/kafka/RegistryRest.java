package io.mediajobs.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;

/** What consumers ask of a registry over its Confluent API, and what its operator sets. */
public final class RegistryRest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final String API = "/apis/ccompat/v7";

  private final URI registry;

  RegistryRest(URI registry) {
    this.registry = registry;
  }

  /** The schema with an id, as a consumer that has read the id from a record would get it. */
  public Schema schema(int id) {
    return new Schema.Parser().parse(get(API + "/schemas/ids/" + id).path("schema").asText());
  }

  /** How many versions of the schema of a topic's values there are. */
  public int versions(String topic) {
    return get(API + "/subjects/" + topic + "-value/versions").size();
  }

  /**
   * Sets the rule that every new version of any schema has to keep, {@code FULL_TRANSITIVE} say.
   */
  public void compatibility(String rule) {
    String body = JSON.valueToTree(Map.of("compatibility", rule)).toString();
    call("PUT", API + "/config", BodyPublishers.ofString(body));
  }

  boolean isReady() {
    return get("/health/ready").path("status").asText().equals("UP");
  }

  private JsonNode get(String path) {
    return call("GET", path, BodyPublishers.noBody());
  }

  private JsonNode call(String method, String path, BodyPublisher body) {
    HttpRequest request =
        HttpRequest.newBuilder(registry.resolve(path))
            .timeout(LONGEST)
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    try {
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            method + " " + path + ": " + answer.statusCode() + " " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
