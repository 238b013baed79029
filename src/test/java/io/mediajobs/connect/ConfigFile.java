package io.mediajobs.connect;

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

  /** Every file of the folder, read. */
  static List<ConfigFile> all() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(Files::isRegularFile).sorted().map(ConfigFile::read).toList();
    }
  }

  /** A worker's file by its name; anything else is a connector's. */
  boolean isWorker() {
    return path.endsWith("worker.properties");
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
            case ".yaml" -> kafkaConnector(text);
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

  /** Reads a KafkaConnector of plain scalars, with the names that Connect has for its spec. */
  private static Map<String, String> kafkaConnector(String text) {
    Map<String, String> settings = new LinkedHashMap<>();
    String section = "";
    for (String line : text.lines().filter(l -> !l.strip().startsWith("#")).toList()) {
      String[] pair = line.strip().split(":(\\s+|$)", 2);
      if (line.isBlank()) {
        continue;
      } else if (!line.startsWith(" ")) {
        section = pair[0];
      } else if (section.equals("metadata") && pair[0].equals("name")) {
        settings.put("name", pair[1]);
      } else if (section.equals("spec") && line.startsWith(INDENT)) {
        assertNew(settings.put(pair[0], pair[1].replaceAll("^\"|\"$", "")), line);
      } else if (section.equals("spec") && pair[0].equals("class")) {
        settings.put("connector.class", pair[1]);
      } else if (section.equals("spec") && pair[0].equals("tasksMax")) {
        settings.put("tasks.max", pair[1]);
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
