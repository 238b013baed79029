package io.mediajobs.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Apicurio Registry with its storage in memory, on a loopback port, and its converter as a plugin
 * for workers. Maven fetches both as {@code src/test/registry/pom.xml} says; they are kept in
 * {@code target}.
 */
public final class RegistryProcess implements AutoCloseable {

  private static final Path HOME = Path.of("target", "registry").toAbsolutePath();
  private static final Duration START = Duration.ofMinutes(3);
  private static final int TRIES = 5;

  private final RunFolder folder;
  private final int port;
  private final JvmProcess process;

  private RegistryProcess(Path runner) {
    folder = RunFolder.create("registry");
    port = FreePort.next();
    process =
        JvmProcess.start(
            "Apicurio Registry",
            runner.toString(),
            folder.log(),
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=" + port,
            "io.quarkus.runner.GeneratedMain");
    RegistryRest client = client();
    try {
      process.awaitReady(
          START, () -> process.output().contains("Listening on:") && client.isReady());
    } catch (JvmProcess.StartFailed failed) {
      folder.delete();
      throw failed;
    }
  }

  /** Starts a registry that is empty, and returns when it serves. */
  public static RegistryProcess start() {
    Path server = HOME.resolve("server");
    maven("dependency:unpack@server", "-Dserver=" + server);
    for (int tries = 1; ; tries++) {
      try {
        return new RegistryProcess(runner(server));
      } catch (JvmProcess.StartFailed failed) {
        if (!failed.portTaken() || tries == TRIES) {
          throw failed;
        }
      }
    }
  }

  /** A folder fit for a worker's {@code plugin.path}, in which the converter lies. */
  public static Path converter() {
    Path plugins = HOME.resolve("plugins");
    maven("dependency:copy-dependencies@converter", "-Dplugins=" + plugins);
    return plugins;
  }

  /** What a converter is given as the registry's URL. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port + "/apis/registry/v2");
  }

  /** A client of its Confluent API. */
  public RegistryRest client() {
    return new RegistryRest(URI.create("http://127.0.0.1:" + port));
  }

  /** Kills it, with all that it has stored. The log stays in {@code target/kafka}. */
  @Override
  public void close() {
    process.kill();
    folder.delete();
  }

  private static Path runner(Path server) {
    try (Stream<Path> files = Files.list(server)) {
      return files
          .filter(file -> file.toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void maven(String goal, String folder) {
    MavenProcess.run(Path.of("src/test/registry/pom.xml"), goal, folder);
  }
}
