package io.mediajobs.connect.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediajobs.connect.MediaJobsSourceConnector;
import io.mediajobs.docs.Docs;
import io.mediajobs.schema.PluginVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file under {@code config/} is one that a worker, and the connector, would take. */
class ConfigFilesTest {

  private static final MediaJobsSourceConnector CONNECTOR = new MediaJobsSourceConnector();
  private static final Map<String, ConfigKey> OWN = CONNECTOR.config().configKeys();

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]+}");

  private static final Pattern CONVERTER_KEY = Pattern.compile("(key|value|header)\\.converter");

  private static final Pattern CONNECT_KEY =
      Pattern.compile(
          "name|connector\\.class|tasks\\.max|exactly\\.once\\.support|errors\\.tolerance"
              + "|key\\.converter|header\\.converter"
              + "|value\\.converter(\\.schemas\\.enable|\\.schema\\.registry\\.url"
              + "|\\.auto\\.register\\.schemas|\\.apicurio\\.registry\\.(url|auto-register"
              + "|headers\\.enabled|as-confluent|use-id|fault-tolerant-refresh))?"
              + "|topic\\.creation\\.groups"
              + "|topic\\.creation\\.[a-z]+\\.(include|partitions|replication\\.factor"
              + "|cleanup\\.policy|retention\\.ms)");

  private static final Pattern WORKER_KEY =
      Pattern.compile(
          "bootstrap\\.servers|listeners|group\\.id|plugin\\.path|plugin\\.discovery"
              + "|(config|offset|status)\\.storage\\.(topic|replication\\.factor)"
              + "|offset\\.storage\\.file\\.filename|exactly\\.once\\.source\\.support"
              + "|(key|value|header)\\.converter(\\.schemas\\.enable)?"
              + "|config\\.providers(\\.(file|secrets|env)\\.(class|param\\.(allowed\\.paths"
              + "|allowlist\\.pattern)))?");

  /** Plugins that a user adds and that are not on the class path of this test. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "io.apicurio.registry.utils.converter.AvroConverter",
          "io.confluent.connect.avro.AvroConverter",
          "io.debezium.connector.jdbc.JdbcSinkConnector",
          "org.apache.iceberg.connect.IcebergSinkConnector",
          "io.strimzi.kafka.KubernetesSecretConfigProvider");

  static List<ConfigFile> all() throws IOException {
    return ConfigFile.all();
  }

  static Stream<ConfigFile> workers() throws IOException {
    return all().stream().filter(ConfigFile::isWorker);
  }

  static Stream<ConfigFile> connectors() throws IOException {
    return all().stream().filter(file -> !file.isWorker() && !file.isSink());
  }

  @Test
  void theFilesAreTheOnesPromised() throws IOException {
    assertThat(ConfigFile.paths())
        .extracting(path -> path.toString().replace('\\', '/'))
        .containsExactlyInAnyOrder(
            "config/distributed/connector-account.json",
            "config/distributed/connector-apicurio.json",
            "config/distributed/connector-avro.json",
            "config/distributed/connector-confluent.json",
            "config/distributed/connector-json.json",
            "config/distributed/worker.properties",
            "config/docker/Dockerfile",
            "config/monitoring/alerts.yml",
            "config/monitoring/dashboard.json",
            "config/monitoring/jmx-exporter.yml",
            "config/pipelines/iceberg-jobs.json",
            "config/pipelines/iceberg-rows.json",
            "config/pipelines/postgres-jobs.json",
            "config/pipelines/postgres-transitions.json",
            "config/standalone/connector.properties",
            "config/standalone/worker.properties",
            "config/strimzi/kafka-connect.yaml",
            "config/strimzi/kafka-connector.yaml");
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void theConnectorTakesItsFile(ConfigFile file) {
    Map<String, String> resolved = new HashMap<>();
    file.settings()
        .forEach((k, v) -> resolved.put(k, PLACEHOLDER.matcher(v).replaceAll("x-1250000000")));
    resolved.put("validate.connection", "false");

    assertThat(CONNECTOR.validate(resolved).configValues())
        .allSatisfy(value -> assertThat(value.errorMessages()).as(value.name()).isEmpty());
    assertThat(file.settings())
        .containsEntry("name", "media-jobs")
        .containsEntry("connector.class", MediaJobsSourceConnector.class.getName())
        .containsEntry("errors.tolerance", "none");
    assertThat(file.settings().keySet())
        .allMatch(key -> OWN.containsKey(key) || CONNECT_KEY.matcher(key).matches());
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void secretsAreNamedAndNotHeld(ConfigFile file) {
    assertThat(file.settings())
        .containsKeys(CredentialsSection.SECRET_ID, CredentialsSection.SECRET_KEY);
    assertThat(file.settings())
        .allSatisfy(
            (key, value) -> {
              if (key.equals(CredentialsSection.SECRET_ID)
                  || (OWN.containsKey(key) && OWN.get(key).type == Type.PASSWORD)) {
                assertThat(value).as(key).matches(PLACEHOLDER);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void theWorkerCreatesEachTopicAsItIsMeant(ConfigFile file) {
    Map<String, String> settings = file.settings();
    String prefix = settings.get(OutputSection.PREFIX);

    assertThat(settings)
        .containsEntry("topic.creation.groups", "jobs,transitions,heartbeat")
        .containsEntry("topic.creation.jobs.cleanup.policy", "compact,delete")
        .containsEntry(
            "topic.creation.jobs.retention.ms", Long.toString(Duration.ofDays(40).toMillis()))
        .containsEntry("topic.creation.transitions.cleanup.policy", "delete")
        .containsEntry("topic.creation.heartbeat.cleanup.policy", "compact")
        .containsKeys(
            "topic.creation.transitions.retention.ms",
            "topic.creation.default.partitions",
            "topic.creation.default.replication.factor");
    for (String topic : List.of("jobs", "transitions", "heartbeat")) {
      String include = settings.get("topic.creation." + topic + ".include");
      assertThat(prefix + "." + topic).matches(include);
      assertThat(prefix + "x" + topic).doesNotMatch(include);
    }
  }

  @ParameterizedTest
  @MethodSource("workers")
  void aWorkerSetsOnlyWhatWorkersKnow(ConfigFile file) {
    assertThat(file.settings().keySet()).allMatch(key -> WORKER_KEY.matcher(key).matches());
    assertThat(file.settings()).containsEntry("plugin.discovery", "service_load");
    boolean standalone = file.path().startsWith("config/standalone");
    if (file.isKafkaConnect()) {
      assertThat(file.settings())
          .doesNotContainKey("plugin.path")
          .containsEntry("config.providers", "secrets");
    } else {
      assertThat(file.settings())
          .containsKey("plugin.path")
          .containsEntry("config.providers", standalone ? "env" : "file");
    }
    assertThat(file.settings().get("exactly.once.source.support"))
        .isEqualTo(standalone ? null : "enabled");
  }

  @Test
  void strimziSetsWhatAWorkerOfOnesOwnDoes() throws IOException {
    Map<String, String> own = settings("config/distributed/worker.properties");
    Map<String, String> strimzi = settings("config/strimzi/kafka-connect.yaml");
    for (String key : own.keySet()) {
      boolean ofStrimzi = key.matches("listeners|plugin\\.path|bootstrap\\.servers");
      if (!ofStrimzi && !key.startsWith("config.providers")) {
        assertThat(strimzi).as(key).containsEntry(key, own.get(key));
      }
    }
  }

  @Test
  void thePageOfAWholeAccountShowsHowItsFileDiffersFromOneOfABucket() throws IOException {
    Map<String, String> shown =
        new ObjectMapper()
            .readValue(Docs.page("account.md").code("account"), new TypeReference<>() {});
    Map<String, String> differing =
        new TreeMap<>(settings("config/distributed/connector-account.json"));
    differing.entrySet().removeAll(settings("config/distributed/connector-avro.json").entrySet());

    assertThat(shown).isEqualTo(differing);
  }

  @Test
  void theImageHasTheArchiveOfThisVersionWhereTheWorkerLooks() throws IOException {
    String text = Files.readString(Path.of("config/docker/Dockerfile"));
    String version = PluginVersion.get();
    assertThat(text)
        .contains("ARG VERSION=" + version + "\n")
        .contains(
            "ADD mediajobs-kafka-connect-media-jobs-${VERSION}.tar.gz "
                + settings("config/distributed/worker.properties").get("plugin.path")
                + "/\n");
    assertThat(Files.readString(Path.of("config/strimzi/kafka-connect.yaml")))
        .contains("/mediajobs-kafka-connect-media-jobs-" + version + ".zip\n");
  }

  private static Map<String, String> settings(String path) throws IOException {
    return all().stream()
        .filter(file -> file.path().equals(Path.of(path)))
        .findFirst()
        .orElseThrow()
        .settings();
  }

  @ParameterizedTest
  @MethodSource("all")
  void keysAreTextAndEveryClassExists(ConfigFile file) throws ClassNotFoundException {
    // A connector on its own relies on the worker for what it leaves out.
    assertThat(file.settings().getOrDefault("key.converter", "standalone"))
        .isIn("org.apache.kafka.connect.storage.StringConverter", "standalone");
    for (Map.Entry<String, String> setting : file.settings().entrySet()) {
      String key = setting.getKey();
      boolean names = CONVERTER_KEY.matcher(key).matches() || key.endsWith(".class");
      if (names && !ELSEWHERE.contains(setting.getValue())) {
        assertThat(Class.forName(setting.getValue())).as(key).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void settingsOfAConverterStandBesideTheConverter(ConfigFile file) {
    // A worker ignores the former in a connector without the latter.
    if (file.settings().keySet().stream().anyMatch(key -> key.startsWith("value.converter."))) {
      assertThat(file.settings()).containsKey("value.converter");
    }
  }
}
