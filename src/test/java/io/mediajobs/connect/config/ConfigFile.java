package io.mediajobs.connect.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One file of {@code config/}, read as its user's tool would read it.
 *
 * @param path where it is, from the project's folder
 * @param settings what it sets, by key
 */
record ConfigFile(Path path, Map<String, String> settings) {

  private static final Path FOLDER = Path.of("config");
  private static final String INDENT = "    ";
  private static final Map<String, String> SPEC =
      Map.of(
          "class", "connector.class",
          "tasksMax", "tasks.max",
          "bootstrapServers", "bootstrap.servers",
          "groupId", "group.id",
          "configStorageTopic", "config.storage.topic",
          "offsetStorageTopic", "offset.storage.topic",
          "statusStorageTopic", "status.storage.topic");

  /** Every file of the folder. */
  static List<Path> paths() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Every file of workers and connectors, read. */
  static List<ConfigFile> all() throws IOException {
    return paths().stream().filter(ConfigFile::isOfConnect).map(ConfigFile::read).toList();
  }

  /** A worker's file by its name; anything else is a connector's. */
  boolean isWorker() {
    return path.endsWith("worker.properties") || isKafkaConnect();
  }

  /** A sink of somebody else's, which reads what the connector writes. */
  boolean isSink() {
    return path.startsWith(FOLDER.resolve("pipelines"));
  }

  /** Whether Strimzi makes the worker, and sets some of it by itself. */
  boolean isKafkaConnect() {
    return path.endsWith("kafka-connect.yaml");
  }

  private static boolean isOfConnect(Path path) {
    return Stream.of("distributed", "pipelines", "standalone", "strimzi")
        .anyMatch(folder -> path.startsWith(FOLDER.resolve(folder)));
  }

  @Override
  public String toString() {
    return path.toString();
  }

  private static ConfigFile read(Path path) {
    try {
      String text = Files.readString(path);
      String name = path.getFileName().toString();
      return new ConfigFile(
          path,
          switch (name.substring(name.lastIndexOf('.'))) {
            case ".properties" -> properties(text);
            case ".json" -> json(text);
            case ".yaml" -> strimzi(text);
            default -> throw new AssertionError("Nothing here can read, and so test, " + path);
          });
    } catch (IOException e) {
      throw new AssertionError(path + " can't be read: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> properties(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    Map<String, String> settings = new TreeMap<>();
    properties.stringPropertyNames().forEach(k -> settings.put(k, properties.getProperty(k)));
    return settings;
  }

  private static Map<String, String> json(String text) throws IOException {
    return new ObjectMapper()
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .readValue(text, new TypeReference<LinkedHashMap<String, String>>() {});
  }

  /** Reads a resource of plain scalars, with the names that Connect has for its spec. */
  private static Map<String, String> strimzi(String text) {
    Map<String, String> settings = new LinkedHashMap<>();
    String section = "";
    String part = "";
    for (String line : text.lines().filter(l -> !l.strip().startsWith("#")).toList()) {
      String[] pair = line.strip().split(":(\\s+|$)", 2);
      if (line.isBlank()) {
        continue;
      } else if (!line.startsWith(" ")) {
        section = pair[0];
      } else if (section.equals("metadata")
          && pair[0].equals("name")
          && text.contains("kind: KafkaConnector")) {
        settings.put("name", pair[1]);
      } else if (section.equals("spec") && line.startsWith(INDENT)) {
        if (!part.equals("config")) {
          continue;
        }
        assertNew(settings.put(pair[0], pair[1].replaceAll("^\"|\"$", "")), line);
      } else if (section.equals("spec")) {
        part = pair[0];
        if (SPEC.containsKey(part)) {
          settings.put(SPEC.get(part), pair[1]);
        }
      }
    }
    return settings;
  }

  private static void assertNew(String before, String line) {
    if (before != null) {
      throw new AssertionError("Set twice:" + line);
    }
  }
}
