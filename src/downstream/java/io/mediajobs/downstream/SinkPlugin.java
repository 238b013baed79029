package io.mediajobs.downstream;

import io.mediajobs.kafka.MavenProcess;
import java.nio.file.Path;

/** Sinks of others as plugins for workers, which Maven fetches as their POMs say. */
public final class SinkPlugin {

  private SinkPlugin() {}

  /**
   * Copies one into a folder of a worker's {@code plugin.path}.
   *
   * @param sink the folder of its POM, {@code debezium}
   */
  public static void copyTo(Path plugins, String sink) {
    MavenProcess.run(
        Path.of("src/downstream", sink, "pom.xml"),
        "dependency:copy-dependencies@plugin",
        "-Dplugins=" + plugins.toAbsolutePath());
  }
}
