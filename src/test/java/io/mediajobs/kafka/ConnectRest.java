package io.mediajobs.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * A worker's REST interface, with the answers as they come. A 409, which says that the group is
 * rebalancing, is asked again; any other refusal is {@link Refused}.
 */
public final class ConnectRest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration REBALANCE = Duration.ofMinutes(2);

  /** A worker gives up on a request after 90 s, and says more then than a timeout here would. */
  private static final Duration LONGEST = Duration.ofSeconds(95);

  private final URI worker;

  /** A client of the worker at this address. */
  public ConnectRest(URI worker) {
    this.worker = worker;
  }

  /** What the worker has found, {@code GET /connector-plugins}; converters too if asked for. */
  public JsonNode plugins(boolean connectorsOnly) {
    return call("GET", "/connector-plugins?connectorsOnly=" + connectorsOnly, null);
  }

  /** Makes a connector, or gives it a new configuration. */
  public JsonNode configure(String name, Map<String, String> config) {
    return call("PUT", "/connectors/" + name + "/config", config);
  }

  /** Checks a configuration without using it; {@code connector.class} has to be in it. */
  public JsonNode validate(Map<String, String> config) {
    String plugin = config.get("connector.class");
    return call("PUT", "/connector-plugins/" + plugin + "/config/validate", config);
  }

  /** State of a connector and its tasks, with the trace of what failed. */
  public JsonNode status(String name) {
    return call("GET", "/connectors/" + name + "/status", null);
  }

  /** The tasks with their configurations, {@code [{"id":…, "config":…}]}. */
  public JsonNode tasks(String name) {
    return call("GET", "/connectors/" + name + "/tasks", null);
  }

  /** The committed source offsets, {@code {"offsets": [{"partition":…, "offset":…}]}}. */
  public JsonNode offsets(String name) {
    return call("GET", "/connectors/" + name + "/offsets", null);
  }

  /** Replaces offsets of a stopped connector; the body is of the form that {@link #offsets} has. */
  public JsonNode alterOffsets(String name, Object offsets) {
    return call("PATCH", "/connectors/" + name + "/offsets", offsets);
  }

  /** Forgets the offsets of a stopped connector. */
  public JsonNode deleteOffsets(String name) {
    return call("DELETE", "/connectors/" + name + "/offsets", null);
  }

  /** Ends the tasks and keeps the configuration. The tasks are gone when this returns. */
  public void stop(String name) {
    call("PUT", "/connectors/" + name + "/stop", null);
    await(name, "STOPPED", 0, REBALANCE);
  }

  /** Takes a stopped or paused connector up again. */
  public void resume(String name) {
    call("PUT", "/connectors/" + name + "/resume", null);
  }

  /** Halts the tasks where they are. */
  public void pause(String name) {
    call("PUT", "/connectors/" + name + "/pause", null);
  }

  /** Starts a connector and all of its tasks again. */
  public void restart(String name) {
    call("POST", "/connectors/" + name + "/restart?includeTasks=true", null);
  }

  /** Removes a connector; its offsets stay. */
  public void delete(String name) {
    call("DELETE", "/connectors/" + name, null);
  }

  /** Waits until a connector and this many tasks run, no more and no fewer. */
  public void awaitRunning(String name, int tasks, Duration timeout) {
    await(name, "RUNNING", tasks, timeout);
  }

  /** Waits until a connector and all of its tasks are in a state, {@code PAUSED} say. */
  public void await(String name, String state, int tasks, Duration timeout) {
    Await.until(
        timeout,
        name + " with " + tasks + " tasks to be " + state,
        () -> {
          JsonNode status = status(name);
          boolean all = status.at("/connector/state").asText().equals(state);
          for (JsonNode task : status.path("tasks")) {
            all &= task.path("state").asText().equals(state);
          }
          if (!all || status.path("tasks").size() != tasks) {
            throw new IllegalStateException(status.toString());
          }
          return true;
        });
  }

  /** Waits until the first task of a connector is in a state, {@code FAILED} say. */
  public void awaitTaskState(String name, String state, Duration timeout) {
    Await.until(
        timeout,
        "task 0 of " + name + " to be " + state,
        () -> status(name).at("/tasks/0/state").asText().equals(state));
  }

  boolean isHealthy() throws IOException, InterruptedException {
    return send("GET", "/health", null, Duration.ofSeconds(3)).statusCode() == 200;
  }

  private JsonNode call(String method, String path, Object body) {
    long deadline = System.nanoTime() + REBALANCE.toNanos();
    try {
      HttpResponse<String> answer = send(method, path, body, LONGEST);
      while (answer.statusCode() == 409 && System.nanoTime() < deadline) {
        Await.pause();
        answer = send(method, path, body, LONGEST);
      }
      if (answer.statusCode() >= 300) {
        throw new Refused(method + " " + path, answer.statusCode(), answer.body());
      }
      return answer.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(answer.body());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private HttpResponse<String> send(String method, String path, Object body, Duration timeout)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(worker.resolve(path)).timeout(timeout);
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }
    HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
    Secrets.absentFrom("The answer to " + method + " " + path, answer.body());
    return answer;
  }

  /** An answer of status 300 or above. */
  public static final class Refused extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refused(String request, int status, String body) {
      super(request + ": " + status + " " + body);
      this.status = status;
    }

    /** The HTTP status; the body is in the message. */
    public int status() {
      return status;
    }
  }
}
