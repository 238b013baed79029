package io.mediajobs.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The copies of the schemas by the version that wrote records with them first: {@code
 * MediaJob/0.2.0.avsc}. A copy is released once SHA256SUMS has its digest, and must not change any
 * more; one of the version in the making is a draft, which follows its schema.
 *
 * @param path the folder of the copies
 * @param version the version in the making
 */
record ReleaseFolder(Path path, String version) {

  static final String UPDATE = "mvn test -Dtest=ReleasedSchemasTest -Drelease.schemas=true";

  private static final String SUMS = "SHA256SUMS";
  private static final String ENDING = ".avsc";

  /** One sentence for each thing that is wrong with the copies or with what follows them. */
  List<String> problems(List<Schema> current) {
    List<String> problems = new ArrayList<>();
    Map<String, String> released = released();
    List<String> copies = copies();
    for (Map.Entry<String, String> entry : released.entrySet()) {
      if (!copies.contains(entry.getKey())) {
        problems.add(entry.getKey() + " was released and is gone: restore it");
      } else if (!digest(entry.getKey()).equals(entry.getValue())) {
        problems.add(entry.getKey() + " has changed since its release: restore it");
      } else {
        compare(entry.getKey(), current, problems);
      }
    }
    copies.removeAll(released.keySet());
    for (String draft : copies) {
      if (!versionOf(draft).equals(version)) {
        problems.add(draft + " is neither released nor of version " + version + ": remove it");
      }
    }
    if (problems.isEmpty()) {
      current.forEach(schema -> checkNewest(schema, problems));
    }
    return problems;
  }

  /** Writes the drafts of the version in the making, for each schema that has changed. */
  void freeze(List<Schema> current) {
    if (isReleased()) {
      throw new IllegalStateException(
          version + " is released, so its copies can't change: raise the version in pom.xml first");
    }
    for (String copy : copies()) {
      if (versionOf(copy).equals(version)) {
        delete(path.resolve(copy));
      }
    }
    for (Schema schema : current) {
      if (!schema.toString().equals(newest(schema))) {
        write(path.resolve(copyOf(schema)), schema.toString(true) + "\n");
      }
    }
  }

  /** Releases the drafts. */
  void release() {
    StringBuilder sums = new StringBuilder();
    for (String copy : copies()) {
      sums.append(digest(copy)).append("  ").append(copy).append('\n');
    }
    write(path.resolve(SUMS), sums.toString());
  }

  private void compare(String copy, List<Schema> current, List<String> problems) {
    String type = typeOf(copy);
    String against = " can't follow its release " + versionOf(copy) + ": ";
    Schema now =
        current.stream().filter(schema -> schema.getName().equals(type)).findAny().orElse(null);
    if (now == null) {
      problems.add(type + against + "it is gone");
    } else {
      Compatibility.problems(parse(copy), now)
          .forEach(problem -> problems.add(type + against + problem));
    }
  }

  private void checkNewest(Schema schema, List<String> problems) {
    if (!schema.toString().equals(newest(schema))) {
      problems.add(
          "%s has no copy as it is now: %srun %s"
              .formatted(
                  schema.getName(),
                  isReleased()
                      ? version + " is released, so raise the version in pom.xml and "
                      : "if it was meant to change, ",
                  UPDATE));
    }
  }

  private boolean isReleased() {
    return released().keySet().stream().anyMatch(copy -> versionOf(copy).equals(version));
  }

  /** The newest copy of a schema in one line; empty where it has none. */
  private String newest(Schema schema) {
    return copies().stream()
        .filter(copy -> typeOf(copy).equals(schema.getName()))
        .max(Comparator.comparing(ReleaseFolder::versionOf, ReleaseFolder::byNumber))
        .map(copy -> parse(copy).toString())
        .orElse("");
  }

  private static int byNumber(String version, String other) {
    return Version.parse(version).compareTo(Version.parse(other));
  }

  /** The copies by name, from this folder. */
  private List<String> copies() {
    try (Stream<Path> files = Files.walk(path)) {
      return new ArrayList<>(
          files
              .map(file -> path.relativize(file).toString().replace('\\', '/'))
              .filter(name -> name.endsWith(ENDING))
              .sorted()
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The digests of what was released, by copy. */
  private Map<String, String> released() {
    Map<String, String> released = new TreeMap<>();
    for (String line : read(path.resolve(SUMS)).lines().toList()) {
      String[] sumAndCopy = line.split("\\s+", 2);
      released.put(sumAndCopy[1], sumAndCopy[0]);
    }
    return released;
  }

  private String digest(String copy) {
    try {
      byte[] content = Files.readAllBytes(path.resolve(copy));
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Schema parse(String copy) {
    return new Schema.Parser().parse(read(path.resolve(copy)));
  }

  private String copyOf(Schema schema) {
    return schema.getName() + "/" + version + ENDING;
  }

  private static String typeOf(String copy) {
    return copy.substring(0, copy.indexOf('/'));
  }

  private static String versionOf(String copy) {
    return copy.substring(copy.indexOf('/') + 1, copy.length() - ENDING.length());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
