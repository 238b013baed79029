package io.mediajobs.e2e;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediajobs.docs.Docs;
import io.mediajobs.standin.StandIn;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The files of {@code config/} as they stand, for one broker and the stand-in. */
public final class ExampleFiles {

  private static final Path CONFIG = Path.of("config");

  private ExampleFiles() {}

  /** The settings of a properties file. */
  public static Map<String, String> properties(String file) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text(file)));
    Map<String, String> settings = new HashMap<>();
    properties.stringPropertyNames().forEach(k -> settings.put(k, properties.getProperty(k)));
    return settings;
  }

  /** The settings of a connector's JSON file. */
  public static Map<String, String> json(String file) throws IOException {
    return new ObjectMapper().readValue(text(file), new TypeReference<>() {});
  }

  /** The settings of the transform that guarantees.md shows. */
  static Map<String, String> transform() throws IOException {
    return new ObjectMapper()
        .readValue(Docs.page("guarantees.md").code("transform"), new TypeReference<>() {});
  }

  /** A copy for a broker at another address, with one replica, and for a connector the service. */
  public static Map<String, String> on(
      String bootstrap, StandIn service, Map<String, String> settings) {
    Map<String, String> here = new HashMap<>(settings);
    here.replaceAll(
        (key, value) ->
            key.endsWith("replication.factor") ? "1" : value.replace("localhost:9092", bootstrap));
    if (settings.containsKey("ci.bucket")) {
      here.put("ci.endpoint", service.endpoint().toString());
    }
    return here;
  }

  /** The file of secrets that the examples name. */
  public static String secrets(StandIn service) {
    return "secret.id="
        + service.credential().secretId()
        + "\nsecret.key="
        + service.credential().secretKey()
        + "\n";
  }

  private static String text(String file) throws IOException {
    return Files.readString(CONFIG.resolve(file));
  }
}
