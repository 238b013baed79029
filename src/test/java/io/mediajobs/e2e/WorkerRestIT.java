package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediajobs.converter.SingleObjectAvroConverter;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTime;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.ConnectRest;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.Secrets;
import io.mediajobs.kafka.TopicReader;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.Credential;
import io.mediajobs.standin.Fault;
import io.mediajobs.standin.Faults;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.StandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees and does over the REST interface of a worker. */
class WorkerRestIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int BACKLOG = 20;

  @TempDir static Path plugins;
  private static KafkaProcess broker;
  private static ConnectProcess worker;

  private final Instant start = Instant.now();
  private final StandIn service = StandIn.start(InstantSource.system());
  private final ConnectRest rest = worker.client();

  @BeforeAll
  static void startWorker() throws Exception {
    broker = KafkaProcess.shared(KafkaClasspath.current());
    worker =
        ConnectProcess.start(
            WorkerSettings.on(broker).group("rest").plugins(PluginArchive.unzipTo(plugins)));
  }

  @AfterAll
  static void stopWorker() {
    worker.close();
  }

  @AfterEach
  void stopService() {
    service.close();
  }

  @Test
  void aWrongSettingIsAnErrorOnItsKeyAndRefusesTheConnector() {
    Map<String, String> config = ConnectorConfig.of(service, "wrong", "Transcode");
    config.put("name", "wrong");
    config.put("page.size", "101");
    config.remove("ci.bucket");

    JsonNode result = rest.validate(config);

    assertThat(result.path("error_count").asInt()).as(result.toString()).isEqualTo(2);
    assertThat(errors(result, "page.size"))
        .contains("Invalid value 101 for configuration page.size");
    assertThat(errors(result, "ci.bucket")).contains("\"ci.bucket\" which has no default value");
    assertThatThrownBy(() -> rest.configure("wrong", config)).hasMessageContaining("400");
  }

  @Test
  void theLogSaysWhatIsWrongWithAValueOfAConfigProvider() {
    Credential right = service.credential();
    Map<String, String> config = ConnectorConfig.of(service, "provided", "Transcode");
    config.put("name", "provided");
    config.put("ci.secret.id", right.secretId());
    Path wrong = Secrets.file(new Credential("AKID-another", "not-the-key-of-that-id", null));
    config.put("ci.secret.key", "${file:" + wrong + ":secret.key}");

    JsonNode result = rest.validate(config);

    assertThat(errors(result, "ci.secret.key"))
        .containsAnyOf(
            "the value resolved from the config provider reference failed validation",
            "was refused with HTTP 401");
    assertThat(worker.log())
        .contains(
            "validate.connection finds fault with ci.secret.key: Listing"
                + " examplebucket-1250000000/jobs?tag=Transcode was refused with HTTP 401"
                + " InvalidAuthorization");
  }

  @Test
  void aRefusedRequestFailsTheTaskWithOneSentenceInItsTrace() {
    service.access().permit(false);
    Map<String, String> config = ConnectorConfig.of(service, "refused", "Transcode");
    config.put("validate.connection", "false");
    rest.configure("refused", config);

    rest.awaitTaskState("refused", "FAILED", PATIENCE);

    String trace = rest.status("refused").at("/tasks/0/trace").asText();
    assertThat(trace)
        .startsWith(
            "org.apache.kafka.connect.errors.ConnectException: Listing"
                + " examplebucket-1250000000/jobs?tag=Transcode was refused with HTTP 403"
                + " AccessDenied")
        .contains("grant the key the action ci:DescribeMediaJobs")
        .doesNotContain(service.credential().secretKey());
    rest.delete("refused");
  }

  @Test
  void offsetsCanBeReadAlteredAndForgotten() {
    addBacklog();
    rest.configure("offsets", ConnectorConfig.of(service, "offsets", "Transcode"));
    try (TopicReader transitions = new TopicReader(broker, "offsets.transitions")) {
      transitions.await(3 * BACKLOG, PATIENCE);
      rest.stop("offsets");

      JsonNode entry = rest.offsets("offsets").at("/offsets/0");
      assertThat(entry.at("/partition/tag").asText()).isEqualTo("Transcode");
      assertThat(entry.at("/offset/version").asInt()).isEqualTo(1);
      assertThat(entry.at("/offset/lastCreationTime").asText())
          .isEqualTo(creationTime(BACKLOG - 1));

      // The order in which a person writes the keys must not matter.
      ObjectNode earlier = JsonNodeFactory.instance.objectNode();
      earlier.put("lastCreationTime", creationTime(10));
      rest.alterOffsets("offsets", body(shuffled(entry.path("partition")), earlier));
      assertThat(rest.offsets("offsets").path("offsets")).hasSize(1);
      rest.resume("offsets");
      transitions.await(2 * 3 * BACKLOG, PATIENCE);

      rest.stop("offsets");
      ObjectNode wrong = JsonNodeFactory.instance.objectNode();
      wrong.put("lastCreationTime", "yesterday");
      assertThatThrownBy(() -> rest.alterOffsets("offsets", body(entry.path("partition"), wrong)))
          .hasMessageContaining("Offset key 'lastCreationTime' is 'yesterday'");

      rest.deleteOffsets("offsets");
      assertThat(rest.offsets("offsets").path("offsets")).isEmpty();
      rest.resume("offsets");
      transitions.await(3 * 3 * BACKLOG, PATIENCE);
    }
    rest.delete("offsets");
  }

  @Test
  void anUnreadableJobFailsTheTaskOrIsPutAside() {
    addBacklog();
    String job = service.jobs().get(0).id();
    service.faults().when(request -> true, Faults.ALWAYS, Fault.illFormed(job));
    Map<String, String> config = ConnectorConfig.of(service, "unreadable", "Transcode");
    config.put("malformed.jobs", "fail");
    rest.configure("unreadable", config);
    rest.awaitTaskState("unreadable", "FAILED", PATIENCE);
    assertThat(rest.status("unreadable").at("/tasks/0/trace").asText())
        .contains("Job " + job + " of examplebucket-1250000000/jobs?tag=Transcode can't be read");

    config.put("malformed.jobs", "quarantine");
    rest.configure("unreadable", config);

    try (TopicReader transitions = new TopicReader(broker, "unreadable.transitions");
        TopicReader malformed = new TopicReader(broker, "unreadable.malformed")) {
      transitions.await(3 * (BACKLOG - 1), PATIENCE);
      assertThat(malformed.await(1, PATIENCE)).extracting(ConsumerRecord::key).containsExactly(job);
    }
    rest.delete("unreadable");
  }

  @Test
  void aJobLargerThanKafkaTakesArrivesWithoutItsLargestPart() {
    service.add(
        Jobs.job("Transcode")
            .id("large")
            .createdAt(created(0))
            .failsAfter(Duration.ofSeconds(2), "Unknown", "\"".repeat(2_000_000))
            .build());
    rest.configure("large", ConnectorConfig.of(service, "large", "Transcode"));

    try (TopicReader transitions = new TopicReader(broker, "large.transitions")) {
      ConsumerRecord<String, byte[]> last = transitions.await(2, PATIENCE).get(1);
      SingleObjectAvroConverter converter = new SingleObjectAvroConverter();
      Struct value = (Struct) converter.toConnectData(last.topic(), last.value()).value();
      assertThat(value.getString("state")).isEqualTo("Failed");
      assertThat(value.getStruct("job").getArray("truncated")).isEqualTo(List.of("Message"));
      assertThat(value.getStruct("job").getString("code")).isEqualTo("Unknown");
    }
    assertThat(rest.status("large").at("/tasks/0/state").asText()).isEqualTo("RUNNING");
    rest.delete("large");
  }

  private void addBacklog() {
    for (int i = 0; i < BACKLOG; i++) {
      service.add(
          Jobs.job("Transcode")
              .createdAt(created(i))
              .runningAfter(Duration.ofSeconds(1))
              .endsAfter(Duration.ofSeconds(2), JobState.SUCCESS)
              .build());
    }
  }

  /** All within the overlap of the tenth, so that a start there shows every job again. */
  private Instant created(int job) {
    return start.minusSeconds(3600 - job);
  }

  private String creationTime(int job) {
    return JobTime.format(created(job));
  }

  private static Map<String, Object> body(JsonNode partition, JsonNode offset) {
    return Map.of("offsets", List.of(Map.of("partition", partition, "offset", offset)));
  }

  private static ObjectNode shuffled(JsonNode partition) {
    List<String> keys = new ArrayList<>();
    partition.fieldNames().forEachRemaining(keys::add);
    Collections.reverse(keys);
    ObjectNode other = JsonNodeFactory.instance.objectNode();
    keys.forEach(key -> other.set(key, partition.get(key)));
    return other;
  }

  private static String errors(JsonNode result, String key) {
    return Stream.iterate(0, i -> i < result.path("configs").size(), i -> i + 1)
        .map(i -> result.path("configs").get(i).path("value"))
        .filter(value -> value.path("name").asText().equals(key))
        .map(value -> value.path("errors").toString().replace("\\\"", "\""))
        .findFirst()
        .orElse("");
  }
}
