package io.mediajobs.kafka;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One run of a JVM on a stock Kafka class path, with its output appended to a log file. */
final class JvmProcess {

  /** Small and quick to start: C1 and the serial collector suit a process that lives seconds. */
  private static final List<String> JVM =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Djava.awt.headless=true",
          "-Dorg.slf4j.simpleLogger.showDateTime=true",
          "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSS");

  /** For the plugin and its HTTP client: all that could ever be logged is then looked through. */
  private static final List<String> TRACE =
      List.of(
          "-Dorg.slf4j.simpleLogger.log.io.mediajobs=trace",
          "-Dorg.slf4j.simpleLogger.log.org.apache.hc=trace");

  /** Ctrl-C goes to every process of a terminal; here it is for the parent, which then stops us. */
  private static final List<String> DEAF_TO_CTRL_C =
      List.of("/bin/sh", "-c", "trap '' INT; exec \"$0\" \"$@\"");

  private static final int TAIL_LINES = 40;
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Thread last = new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "end child JVMs");
    Runtime.getRuntime().addShutdownHook(last);
  }

  private final String name;
  private final Path log;
  private final long logStart;
  private final Process process;

  private JvmProcess(String name, Path log, long logStart, Process process) {
    this.name = name;
    this.log = log;
    this.logStart = logStart;
    this.process = process;
  }

  static JvmProcess start(KafkaClasspath classpath, Path log, String mainClass, String... args) {
    String name = mainClass + " " + classpath.version();
    return start(name, classpath.jars(), log, mainClass, args);
  }

  /** Starts a JVM on any class path; options of the JVM may stand before the main class. */
  static JvmProcess start(
      String name, String jars, Path log, String optionOrMainClass, String... args) {
    List<String> command = new ArrayList<>(DEAF_TO_CTRL_C);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    if (Boolean.getBoolean("trace")) {
      command.addAll(TRACE);
    }
    command.add(optionOrMainClass);
    command.addAll(List.of(args));
    return run(name, log, Map.of("CLASSPATH", jars), command);
  }

  /** Starts any other program in the same care. */
  static JvmProcess run(
      String name, Path log, Map<String, String> environment, List<String> command) {
    File output = log.toFile();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output));
    builder.environment().putAll(environment);
    try {
      long logStart = output.length();
      Process process = builder.start();
      RUNNING.add(process);
      process.onExit().thenAccept(RUNNING::remove);
      return new JvmProcess(name, log, logStart, process);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Waits until the process says that it is up.
   *
   * @throws StartFailed if it ends first or takes too long; it is dead then
   */
  void awaitReady(Duration timeout, Callable<Boolean> ready) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!isTrue(ready)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        String why = process.isAlive() ? "is not up in time" : "ended with " + process.exitValue();
        kill();
        throw new StartFailed(name + " " + why, output());
      }
      Await.pause();
    }
  }

  private static boolean isTrue(Callable<Boolean> ready) {
    try {
      return ready.call();
    } catch (Exception notYet) {
      return false;
    }
  }

  /** Waits for the end of a process that ends by itself. */
  void awaitEnd(Duration timeout) {
    if (!ends(timeout) || process.exitValue() != 0) {
      kill();
      throw new StartFailed(name + " failed", output());
    }
  }

  /** What the diagnostic command of the JDK answers, {@code jcmd <pid> <command>}. */
  String diagnose(String command) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process asked =
          new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), command)
              .redirectErrorStream(true)
              .start();
      return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What this run has written so far; what earlier runs wrote to the same file is left out. */
  String output() {
    try (InputStream all = Files.newInputStream(log)) {
      all.skip(logStart);
      return new String(all.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Asks the process to end, as a service would be stopped, and waits for it. */
  void stop() {
    process.destroy();
    if (!ends(Duration.ofSeconds(90))) {
      kill();
      throw new IllegalStateException(name + " did not stop:\n" + tail(output()));
    }
  }

  /** Ends the process at once, with nothing said or flushed. */
  void kill() {
    process.destroyForcibly();
    ends(Duration.ofSeconds(60));
  }

  private boolean ends(Duration timeout) {
    try {
      return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static String tail(String output) {
    List<String> lines = output.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  /** A process that did not come up, with the end of its log. */
  static final class StartFailed extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final boolean portTaken;

    StartFailed(String what, String output) {
      super(what + ":\n" + tail(output));
      portTaken =
          output.toLowerCase(Locale.ROOT).contains("address already in use")
              || output.contains("Failed to bind to");
    }

    /** Whether somebody else took the port in the moment after it was seen free. */
    boolean portTaken() {
      return portTaken;
    }
  }
}
