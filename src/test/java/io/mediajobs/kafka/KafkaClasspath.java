package io.mediajobs.kafka;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The stock class path of one Kafka version: broker and Connect worker. Maven resolves it from
 * {@code src/test/kafka/pom.xml}; the answer is kept in {@code target}.
 *
 * @param version a Kafka version, {@code 4.4.0}
 * @param jars the class path as {@code java -cp} takes it
 */
public record KafkaClasspath(String version, String jars) {

  /** The version that the build names in {@code worker.version}, or else in kafka.version. */
  public static KafkaClasspath current() {
    String standard = System.getProperty("kafka.version", "4.4.0");
    return of(System.getProperty("worker.version", standard));
  }

  /** The oldest version that the plugin is tried on. */
  public static KafkaClasspath oldest() {
    return of(System.getProperty("oldest.version", "3.9.2"));
  }

  /** The jars of any version that the repositories of the build have. */
  public static synchronized KafkaClasspath of(String version) {
    Path kept = Path.of("target", "kafka-" + version + ".classpath").toAbsolutePath();
    // Several processes run these tests: one of them asks Maven, and the others wait for it.
    try (FileChannel file = open(kept.resolveSibling(kept.getFileName() + ".lock"));
        FileLock held = file.lock()) {
      if (!isComplete(kept)) {
        resolve(version, kept);
      }
      return new KafkaClasspath(version, Files.readString(kept));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static FileChannel open(Path lock) throws IOException {
    Files.createDirectories(lock.getParent());
    return FileChannel.open(lock, CREATE, WRITE);
  }

  /** A kept answer goes stale when the local repository is moved or emptied. */
  private static boolean isComplete(Path kept) throws IOException {
    if (!Files.exists(kept)) {
      return false;
    }
    for (String jar : Files.readString(kept).split(File.pathSeparator)) {
      if (!Files.exists(Path.of(jar))) {
        return false;
      }
    }
    return true;
  }

  private static void resolve(String version, Path outputFile) {
    MavenProcess.run(
        Path.of("src/test/kafka/pom.xml"),
        "dependency:build-classpath",
        "-Dkafka.version=" + version,
        "-Dmdep.outputFile=" + outputFile);
  }
}
