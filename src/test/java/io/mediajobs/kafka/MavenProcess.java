package io.mediajobs.kafka;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Maven on a POM of its own, with the repositories of the build that the test is part of. */
public final class MavenProcess {

  private MavenProcess() {}

  /**
   * Runs goals and returns when they are done.
   *
   * @throws IllegalStateException with what Maven says if it fails
   */
  public static void run(Path pom, String... goalsAndOptions) {
    run(pom, Map.of(), goalsAndOptions);
  }

  /** The same with more in its environment. */
  public static void run(Path pom, Map<String, String> environment, String... goalsAndOptions) {
    List<String> quiet = new ArrayList<>(List.of("-q"));
    quiet.addAll(List.of(goalsAndOptions));
    output(pom, environment, quiet);
  }

  /**
   * Runs goals and returns all that Maven says.
   *
   * @throws IllegalStateException with that if it fails
   */
  public static String output(Path pom, String... goalsAndOptions) {
    return output(pom, Map.of(), List.of(goalsAndOptions));
  }

  private static String output(
      Path pom, Map<String, String> environment, List<String> goalsAndOptions) {
    List<String> command = new ArrayList<>();
    command.add(maven());
    command.addAll(List.of("-B", "-ntp", "-f", pom.toString()));
    command.addAll(goalsAndOptions);
    String localRepository = System.getProperty("maven.repo.local", "");
    if (!localRepository.isEmpty()) {
      command.add("-Dmaven.repo.local=" + localRepository);
    }
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("Maven fails on " + pom + ":\n" + output);
      }
      return output;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static String maven() {
    String command = File.separatorChar == '\\' ? "mvn.cmd" : "mvn";
    String home = System.getProperty("maven.home", "");
    return home.isEmpty() ? command : Path.of(home, "bin", command).toString();
  }
}
