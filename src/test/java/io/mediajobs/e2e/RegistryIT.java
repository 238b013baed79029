package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediajobs.converter.PlainValues;
import io.mediajobs.job.JobState;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.ConnectRest;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.RegistryProcess;
import io.mediajobs.kafka.TopicReader;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.schema.EventSchemas;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.StandIn;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records through Apicurio's converter, with the settings of the example in {@code config}, and a
 * consumer that has nothing but Avro and the registry's REST interface.
 */
@Tag("registry")
class RegistryIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String[] TAGS = {"Transcode", "VoiceSeparate", "Animation", "Snapshot"};
  private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";
  private static final Schema TRANSITION = EventSchemas.JOB_STATE_TRANSITION.avro();

  @TempDir static Path plugins;
  private static KafkaProcess broker;
  private static RegistryProcess registry;
  private static ConnectProcess worker;

  private final StandIn service = StandIn.start(InstantSource.system());
  private final ConnectRest rest = worker.client();
  private long seed;
  private final RegistryReader reader = new RegistryReader(registry.client());

  @BeforeAll
  static void start() throws Exception {
    broker = KafkaProcess.shared(KafkaClasspath.current());
    registry = RegistryProcess.start();
    registry.client().compatibility("FULL_TRANSITIVE");
    String path = PluginArchive.unzipTo(plugins) + "," + RegistryProcess.converter();
    worker =
        ConnectProcess.start(
            WorkerSettings.on(broker)
                .group("registry")
                .with("plugin.path", path)
                // The converter has no service file.
                .with("plugin.discovery", "hybrid_warn"));
  }

  @AfterAll
  static void stop() {
    worker.close();
    registry.close();
  }

  @AfterEach
  void stopService() {
    service.close();
  }

  @Test
  void everyConverterWritesTheSameValues() throws Exception {
    for (String tag : TAGS) {
      addJob(tag, 60);
      addJob(tag, 30);
    }
    Map<String, Map<String, String>> converters =
        Map.of(
            "registry", apicurio(),
            "bundled", Map.of(),
            "json", Map.of("value.converter", JSON, "value.converter.schemas.enable", "true"),
            "plain", Map.of("value.converter", JSON, "value.converter.schemas.enable", "false"));
    converters.forEach((name, settings) -> deploy("same-" + name, settings, TAGS));

    for (String topic : List.of("transitions", "jobs")) {
      int count = (topic.equals("jobs") ? 1 : 3) * 2 * TAGS.length;
      Map<String, Object> expected =
          ConvertedRecords.bundled(await("same-bundled." + topic, count));
      assertThat(expected).hasSize(count);
      assertThat(ConvertedRecords.registry(await("same-registry." + topic, count), reader))
          .isEqualTo(expected);
      assertThat(ConvertedRecords.json(await("same-json." + topic, count), "/payload"))
          .isEqualTo(expected);
      assertThat(ConvertedRecords.json(await("same-plain." + topic, count), ""))
          .isEqualTo(expected);
      assertThat(registry.client().versions("same-registry." + topic)).isEqualTo(1);
    }
    Schema registered = reader.schemaOf(await("same-registry.transitions", 1).get(0));
    assertThat(SchemaNormalization.toParsingForm(registered))
        .isEqualTo(SchemaNormalization.toParsingForm(TRANSITION));
    converters.keySet().forEach(name -> rest.delete("same-" + name));
  }

  @Test
  void aFieldThatComesIsReadByOldReadersAndOldRecordsByNewOnes() throws Exception {
    addJob("Transcode", 60);
    deploy("evolve", apicurio(), "Transcode");
    List<ConsumerRecord<String, byte[]>> before = await("evolve.transitions", 3);
    // As the next version would: a field that may be null.
    upgrade("evolve", added("cluster?"));
    ConsumerRecord<String, byte[]> earlier = before.get(0);
    ConsumerRecord<String, byte[]> later = newest(await("evolve.transitions", 6));

    Schema next = reader.schemaOf(later);
    assertThat(reader.schemaOf(earlier)).isNotEqualTo(next);
    assertThat(reader.read(later).get("cluster")).hasToString("one");
    assertThat(registry.client().versions("evolve.transitions")).isEqualTo(2);

    Map<String, Object> all = PlainValues.of(reader.read(later));
    all.remove("cluster");
    assertThat(PlainValues.of(reader.read(later, TRANSITION))).isEqualTo(all);

    Map<String, Object> old = PlainValues.of(reader.read(earlier));
    old.put("cluster", null);
    assertThat(PlainValues.of(reader.read(earlier, next))).isEqualTo(old);
    rest.delete("evolve");
  }

  @Test
  void aFieldThatMustNotBeNullIsRefusedAndNothingIsWritten() throws Exception {
    addJob("Transcode", 60);
    deploy("refuse", apicurio(), "Transcode");
    await("refuse.transitions", 3);
    upgrade("refuse", added("cluster!"));

    rest.awaitTaskState("refuse", "FAILED", PATIENCE);
    assertThat(rest.status("refuse").at("/tasks/0/trace").asText())
        .contains("RuleViolationException");
    assertThat(await("refuse.transitions", 3)).hasSize(3);
    assertThat(registry.client().versions("refuse.transitions")).isEqualTo(1);

    deploy("refuse", apicurio(), "Transcode");
    rest.restart("refuse");
    assertThat(await("refuse.transitions", 6)).hasSize(6);
    rest.delete("refuse");
  }

  /** A job that has ended, so that everyone who looks sees the same of it. */
  private void addJob(String tag, int secondsAgo) {
    service.add(
        Jobs.job(tag)
            .createdAt(Instant.now().minusSeconds(secondsAgo))
            .seed(seed++)
            .workflowId("w1")
            .runningAfter(Duration.ofSeconds(1))
            .endsAfter(Duration.ofSeconds(2), JobState.SUCCESS)
            .build());
  }

  private void deploy(String name, Map<String, String> converter, String... tags) {
    Map<String, String> config = ConnectorConfig.of(service, name, tags);
    config.putAll(converter);
    rest.configure(name, config);
  }

  /** Gives a connector other settings before it sees its next job. */
  private void upgrade(String name, Map<String, String> converter) {
    rest.stop(name);
    deploy(name, converter, "Transcode");
    addJob("Transcode", 5);
    rest.resume(name);
  }

  /** The converter's settings in the example for users, with the address of this registry. */
  private static Map<String, String> apicurio() throws IOException {
    Map<String, String> settings =
        new ObjectMapper()
            .readValue(
                new File("config/distributed/connector-apicurio.json"),
                new TypeReference<TreeMap<String, String>>() {});
    settings.keySet().removeIf(key -> !key.startsWith("value.converter"));
    assertThat(settings).containsKey("value.converter.apicurio.registry.url");
    settings.put("value.converter.apicurio.registry.url", registry.url().toString());
    return settings;
  }

  /** The same behind a transform that adds a field: {@code ?} may be null, {@code !} must not. */
  private static Map<String, String> added(String field) throws IOException {
    Map<String, String> settings = apicurio();
    settings.put("transforms", "add");
    settings.put("transforms.add.type", "org.apache.kafka.connect.transforms.InsertField$Value");
    settings.put("transforms.add.static.field", field);
    settings.put("transforms.add.static.value", "one");
    return settings;
  }

  private static List<ConsumerRecord<String, byte[]>> await(String topic, int count) {
    try (TopicReader records = new TopicReader(broker, topic)) {
      return records.await(count, PATIENCE);
    }
  }

  private static ConsumerRecord<String, byte[]> newest(List<ConsumerRecord<String, byte[]>> all) {
    return all.stream().max((a, b) -> Long.compare(a.timestamp(), b.timestamp())).orElseThrow();
  }
}
