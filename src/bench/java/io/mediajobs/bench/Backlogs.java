package io.mediajobs.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whole tasks that read a backlog over loopback HTTP, each in a JVM of its own. */
final class Backlogs {

  private static final int JOBS = 20_000;
  private static final int MANY = 1_000_000;

  /**
   * Warm-up with small pages, with whole ones, and what is measured: the compiler takes as long.
   */
  private static final String WARM = "12 12 15";

  private static final String COLD = "0 0 1";

  /** Fewer, as the way takes most of the time. */
  private static final String FAR = "0 4 3";

  /** The service must not take the task's time, nor the task lose its caches. */
  private static final boolean CAN_PIN = canPin();

  private Backlogs() {}

  static Map<String, Object> measured() throws IOException, InterruptedException {
    Map<String, Object> figures = new LinkedHashMap<>();
    for (String outputs : List.of("jobs", "both", "peer")) {
      for (boolean converts : List.of(false, true)) {
        String bytes = outputs.equals("peer") ? " to bytes" : " to Avro";
        String name = outputs + (converts ? bytes : "");
        figures.put(name, run(JOBS, 0, Bench.jvm(), outputs, Boolean.toString(converts), WARM));
      }
    }
    String[] small = {"-Xmx256m", "-XX:+UseSerialGC"};
    figures.put("a million", run(MANY, 0, small, "jobs", "false", COLD));
    return figures;
  }

  /** Where a round trip takes long: one sweep, and slices side by side. */
  static Map<String, Object> far() throws IOException, InterruptedException {
    Map<String, Object> figures = new LinkedHashMap<>();
    for (String concurrent : List.of("1", "4")) {
      String setting = "requests.concurrent=" + concurrent;
      figures.put(concurrent, run(JOBS, 50, Bench.jvm(), "jobs", "false", FAR, setting));
    }
    return figures;
  }

  /** What {@link BacklogRun} says. */
  private static Map<String, Object> run(
      int jobs, int delayMillis, String[] jvm, String outputs, String converts, String... more)
      throws IOException, InterruptedException {
    System.out.printf("Backlog of %,d: %s %s %s%n", jobs, outputs, converts, List.of(more));
    Process server =
        java(processor(0, delayMillis), new String[0], PageServer.class, jobs + " " + delayMillis)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String endpoint = "http://127.0.0.1:" + firstLine(server);
      String arguments = endpoint + " " + jobs + " " + outputs + " " + converts + " " + more[0];
      for (int i = 1; i < more.length; i++) {
        arguments += " " + more[i];
      }
      String said =
          Bench.lastLine(java(processor(1, delayMillis), jvm, BacklogRun.class, arguments));
      Map<String, Object> figures = new LinkedHashMap<>();
      new ObjectMapper()
          .readTree(said)
          .properties()
          .forEach(figure -> figures.put(figure.getKey(), figure.getValue()));
      System.out.println(figures);
      return figures;
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  /**
   * On one processor alone, where there are two and a way to say so, and processors are the limit.
   */
  private static List<String> processor(int number, int delayMillis) {
    return CAN_PIN && delayMillis == 0
        ? List.of("taskset", "-c", Integer.toString(number))
        : List.of();
  }

  private static ProcessBuilder java(
      List<String> processor, String[] options, Class<?> main, String arguments) {
    List<String> command = new ArrayList<>(processor);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(options));
    // A worker does not log each start and stop of a task of a benchmark.
    command.add("-Dorg.slf4j.simpleLogger.log.io.mediajobs=warn");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(Arrays.asList(arguments.split(" ")));
    return new ProcessBuilder(command);
  }

  private static boolean canPin() {
    try {
      return new ProcessBuilder("taskset", "-c", "0,1", "true").start().waitFor() == 0;
    } catch (IOException | InterruptedException cannot) {
      return false;
    }
  }

  private static String firstLine(Process process) throws IOException {
    return new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
        .readLine();
  }
}
