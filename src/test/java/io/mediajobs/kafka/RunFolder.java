package io.mediajobs.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;

/**
 * Where one process keeps its files, {@code target/kafka/<name>-<number>}. The log lies beside the
 * folder and outlives it: after a failed test it is what there is to read.
 */
record RunFolder(Path path) {

  static RunFolder create(String name) {
    Path parent = Path.of("target", "kafka").toAbsolutePath();
    try {
      Files.createDirectories(parent);
      return new RunFolder(Files.createTempDirectory(parent, name + "-"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  Path log() {
    return path.resolveSibling(path.getFileName() + ".log");
  }

  /** Writes a properties file, in place of one of that name. */
  Path write(String file, Properties properties) {
    Path target = path.resolve(file);
    try (OutputStream out = Files.newOutputStream(target)) {
      properties.store(out, null);
      return target;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  void delete() {
    if (!Files.exists(path)) {
      return;
    }
    try (var files = Files.walk(path)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
