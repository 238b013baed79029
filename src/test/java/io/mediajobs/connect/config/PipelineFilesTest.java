package io.mediajobs.connect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.transform.JobRow;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sinks of {@code config/pipelines} go together with the connector of {@code config}. */
class PipelineFilesTest {

  private static final String ROW = "transforms.row.";

  static List<ConfigFile> sinks() throws IOException {
    return ConfigFile.all().stream().filter(ConfigFile::isSink).toList();
  }

  @Test
  void thereAreSome() throws IOException {
    assertThat(sinks()).hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @MethodSource("sinks")
  void aSinkReadsWhatTheConnectorWrites(ConfigFile file) throws IOException {
    Map<String, String> connector =
        ConfigFile.all().stream()
            .filter(each -> each.path().endsWith("connector-avro.json"))
            .findFirst()
            .orElseThrow()
            .settings();
    String prefix = connector.get("topic.prefix");

    assertThat(List.of(prefix + ".jobs", prefix + ".transitions"))
        .containsAll(List.of(file.settings().get("topics").split(",")));
    assertThat(file.settings())
        .containsEntry("key.converter", connector.get("key.converter"))
        .containsEntry("value.converter", connector.get("value.converter"))
        // The connector's transactions may have been aborted.
        .containsEntry("consumer.override.isolation.level", "read_committed");
    assertThat(file.settings())
        .allSatisfy(
            (key, value) -> {
              if (key.contains("password")) {
                assertThat(value).as(key).matches("\\$\\{file:/etc/kafka-connect/secrets/.+}");
              }
            });
  }

  @ParameterizedTest
  @MethodSource("sinks")
  void theTransformTakesItsSettings(ConfigFile file) {
    Map<String, String> settings = new TreeMap<>();
    file.settings()
        .forEach(
            (key, value) -> {
              if (key.startsWith(ROW)) {
                settings.put(key.substring(ROW.length()), value);
              }
            });
    String type = settings.remove("type");
    assertThat(type)
        .isEqualTo(file.settings().containsKey("transforms") ? JobRow.class.getName() : null);
    try (JobRow<SinkRecord> transform = new JobRow<>()) {
      assertThat(transform.config().names()).containsAll(settings.keySet());
      assertThat(transform.config().validate(settings))
          .flatExtracting(ConfigValue::errorMessages)
          .isEmpty();
    }
  }
}
