package io.mediajobs.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One distributed Connect worker. Several with the same group form a cluster. It may be stopped,
 * killed and started again on the same port; what it knows lies in Kafka.
 */
public final class ConnectProcess implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(3);
  private static final int TRIES = 5;

  /** The generations of the serial collector; what the JVM keeps of classes is not in its heap. */
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  private final WorkerSettings settings;
  private final List<Properties> connectors;
  private final RunFolder folder;
  private final int port;
  private JvmProcess process;

  private ConnectProcess(WorkerSettings settings, List<Properties> connectors) {
    this.settings = settings;
    this.connectors = connectors;
    folder = RunFolder.create("worker-" + settings.classpath().version());
    port = FreePort.next();
    folder.write("worker.properties", settings.listeningOn(port));
    try {
      launch(true);
    } catch (JvmProcess.StartFailed failed) {
      folder.delete();
      throw failed;
    }
  }

  /** Starts a worker and returns when it has joined its group and answers requests. */
  public static ConnectProcess start(WorkerSettings settings) {
    return start(settings, List.of());
  }

  /** Starts a standalone worker with a connector and returns when it answers requests. */
  public static ConnectProcess standalone(WorkerSettings settings, Properties connector) {
    return start(settings, List.of(connector));
  }

  private static ConnectProcess start(WorkerSettings settings, List<Properties> connectors) {
    for (int tries = 1; ; tries++) {
      try {
        return new ConnectProcess(settings, connectors);
      } catch (JvmProcess.StartFailed failed) {
        if (!failed.portTaken() || tries == TRIES) {
          throw failed;
        }
      }
    }
  }

  /** Where its REST interface is; the same after a restart. */
  public URI rest() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** A client of its REST interface. */
  public ConnectRest client() {
    return new ConnectRest(rest());
  }

  /** What it has logged since it last started. */
  public String log() {
    return process.output();
  }

  /** What all of its runs have logged. */
  public String wholeLog() {
    try {
      return Files.readString(folder.log());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Where it logs; the file outlives the worker and holds all of its runs. */
  public Path logFile() {
    return folder.log();
  }

  /**
   * What the heap holds that is alive, in bytes: the histogram collects, and counts before anything
   * else happens, however busy the machine is.
   */
  public long heapAfterCollection() {
    Matcher total = TOTAL.matcher(process.diagnose("GC.class_histogram"));
    if (!total.find()) {
      throw new IllegalStateException("The histogram of the worker has no total");
    }
    return Long.parseLong(total.group(1));
  }

  /** How many threads it has. */
  public int threads() {
    return (int) process.diagnose("Thread.print").lines().filter(l -> l.startsWith("\"")).count();
  }

  /** Stops it in order (SIGTERM). */
  public void stop() {
    process.stop();
  }

  /** Kills it (SIGKILL), in the middle of whatever its tasks do. */
  public void kill() {
    process.kill();
  }

  /** Starts it again, after an orderly stop if it runs. */
  public void restart() {
    restart(true);
  }

  /** Starts it again and returns when its process is up; it has yet to find its group. */
  public void restartAlone() {
    restart(false);
  }

  /** Kills it if it runs. The log stays in {@code target/kafka}. */
  @Override
  public void close() {
    process.kill();
    folder.delete();
  }

  private void restart(boolean joined) {
    if (process.isAlive()) {
      process.stop();
    }
    launch(joined);
  }

  private void launch(boolean joined) {
    String mode = connectors.isEmpty() ? "ConnectDistributed" : "ConnectStandalone";
    List<String> arguments = new ArrayList<>(settings.options());
    arguments.add("org.apache.kafka.connect.cli." + mode);
    arguments.add(folder.path().resolve("worker.properties").toString());
    for (int i = 0; i < connectors.size(); i++) {
      String file = "connector-" + (i + 1) + ".properties";
      arguments.add(folder.write(file, connectors.get(i)).toString());
    }
    process =
        JvmProcess.start(
            "Connect worker " + settings.classpath().version(),
            settings.classpath().jars(),
            folder.log(),
            arguments.get(0),
            arguments.subList(1, arguments.size()).toArray(String[]::new));
    ConnectRest client = client();
    // Its own word first: on a port that was taken, it is somebody else who answers.
    process.awaitReady(
        START,
        () ->
            process.output().contains("Kafka Connect started") && (!joined || client.isHealthy()));
  }
}
