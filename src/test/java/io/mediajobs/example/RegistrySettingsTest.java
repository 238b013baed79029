package io.mediajobs.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediajobs.docs.Docs;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The settings that avro.md explains are those of the file that the registry is tried with. */
class RegistrySettingsTest {

  @Test
  void thePageExplainsTheSettingsOfTheFile() throws IOException {
    Map<String, String> explained = new TreeMap<>();
    for (List<String> row : Docs.rows(Docs.page("avro.md").block("registry settings"))) {
      assertThat(row.get(2)).endsWith(".");
      explained.put(row.get(0).replace("`", ""), row.get(1).replace("`", ""));
    }
    Map<String, String> settings =
        new ObjectMapper()
            .readValue(
                new File("config/distributed/connector-apicurio.json"),
                new TypeReference<TreeMap<String, String>>() {});
    settings.keySet().removeIf(key -> !key.startsWith("value.converter"));
    assertThat(explained).isEqualTo(settings);
  }
}
