package io.mediajobs.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The settings that README.md explains are those of the file that the registry is tried with. */
class RegistrySettingsTest {

  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| `([^`]+)` \\| .+\\. \\|");

  @Test
  void theReadmeExplainsTheSettingsOfTheFile() throws IOException {
    Map<String, String> explained = new TreeMap<>();
    for (MatchResult row : ROW.matcher(Readme.block("registry settings")).results().toList()) {
      explained.put(row.group(1), row.group(2));
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
