package io.mediajobs.tail;

import io.mediajobs.kafka.Await;
import io.mediajobs.standin.StandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The jar of the build, run as people run it. */
final class TailProcess implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Process process;
  private final Path out;
  private final Path err;

  private TailProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts the command on a service. */
  static TailProcess start(Path folder, StandIn service, String... options) {
    return start(folder, service, command(service, options));
  }

  /** The command, to be started in whichever way. */
  static List<String> command(StandIn service, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("tail"),
                "--bucket=" + service.bucket(),
                "--region=" + service.region(),
                "--tags=Transcode",
                "--endpoint=" + service.endpoint()));
    command.addAll(List.of(options));
    return command;
  }

  /** Starts any command with the key of a service in its environment. */
  static TailProcess start(Path folder, StandIn service, List<String> command) {
    return start(folder, service, command, true);
  }

  /** Starts the command with a pipe for its records that nobody reads. */
  static TailProcess startUnread(Path folder, StandIn service) {
    return start(folder, service, command(service), false);
  }

  private static TailProcess start(
      Path folder, StandIn service, List<String> command, boolean read) {
    try {
      Path out = Files.createTempFile(folder, "tail", ".out");
      Path err = Files.createTempFile(folder, "tail", ".err");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
      if (read) {
        builder.redirectOutput(out.toFile());
      }
      builder.environment().put("TENCENTCLOUD_SECRET_ID", service.credential().secretId());
      builder.environment().put("TENCENTCLOUD_SECRET_KEY", service.credential().secretKey());
      return new TailProcess(builder.start(), out, err);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The whole lines of standard output so far. */
  List<String> lines() {
    String text = text(out);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** Standard error so far. */
  String said() {
    return text(err);
  }

  /** Waits until the lines are as wanted. */
  void awaitLines(String what, Predicate<List<String>> wanted) {
    Await.until(LONGEST, what + " of " + said(), () -> wanted.test(lines()));
  }

  /** Waits until standard error has this. */
  void awaitSaid(String text) {
    Await.until(LONGEST, text, () -> said().contains(text));
  }

  /**
   * Waits until the pipe of the records has hardly any room: pages that are half full waste some.
   */
  void awaitStuck() {
    Await.until(LONGEST, "a full pipe", () -> process.getInputStream().available() >= 50_000);
  }

  /** Sends a signal: TERM, INT, KILL. */
  void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** Waits for the end; returns the exit code. */
  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("It does not end: " + said());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
