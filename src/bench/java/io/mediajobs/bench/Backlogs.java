package io.mediajobs.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
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

  private static final String CLASSES = System.getProperty("java.class.path");

  /** The classes of another version of the connector, to compare with; empty for none. */
  private static final String BEFORE = System.getProperty("bench.before", "");

  /**
   * Warm-up with small pages, with whole ones, and what is measured: the compiler takes as long.
   */
  private static final String WARM = "8 10 8";

  /** Of a backlog whose jobs have files of their own. */
  private static final String VARIED = ", varied";

  private static final String COLD = "0 0 1";

  /** Fewer, as the way takes most of the time. */
  private static final String FAR = "0 2 3";

  /** The service must not take the task's time, nor the task lose its caches. */
  private static final boolean CAN_PIN = canPin();

  private Backlogs() {}

  /**
   * What each backlog took, by its name, in the middle one of some rounds. In a round they come one
   * after the other, as a machine has better and worse minutes.
   */
  static Map<String, Object> measured() throws IOException, InterruptedException {
    Bench.Rounds rounds = new Bench.Rounds("cpuSeconds");
    for (int round = 0; round < Bench.rounds(); round++) {
      for (boolean converts : List.of(false, true)) {
        for (String outputs :
            List.of("jobs", "peer", "typed", "both", "jobs" + VARIED, "peer" + VARIED)) {
          String bytes = outputs.startsWith("peer") ? " to bytes" : " to Avro";
          rounds.add(outputs + (converts ? bytes : ""), usual(outputs, converts, CLASSES));
        }
        for (String outputs : BEFORE.isEmpty() ? List.<String>of() : List.of("jobs", "both")) {
          String classes = BEFORE + File.pathSeparator + CLASSES;
          String name = outputs + (converts ? " to Avro, before" : ", before");
          rounds.add(name, usual(outputs, converts, classes));
        }
      }
    }
    Map<String, Object> figures = rounds.middle();
    String[] small = {"-Xmx256m", "-XX:+UseSerialGC"};
    figures.put("a million", run(MANY, 0, small, CLASSES, "jobs", "false", COLD));
    return figures;
  }

  private static Map<String, Object> usual(String outputs, boolean converts, String classes)
      throws IOException, InterruptedException {
    return run(JOBS, 0, Bench.jvm(), classes, outputs, Boolean.toString(converts), WARM);
  }

  /** Where a round trip takes long: one sweep, and slices side by side. */
  static Map<String, Object> far() throws IOException, InterruptedException {
    Map<String, Object> figures = new LinkedHashMap<>();
    for (String concurrent : List.of("1", "4")) {
      String setting = "requests.concurrent=" + concurrent;
      figures.put(concurrent, run(JOBS, 50, Bench.jvm(), CLASSES, "jobs", "false", FAR, setting));
    }
    return figures;
  }

  /** What {@link BacklogRun} says. */
  private static Map<String, Object> run(
      int jobs,
      int delayMillis,
      String[] jvm,
      String classes,
      String outputs,
      String converts,
      String... more)
      throws IOException, InterruptedException {
    System.out.printf(
        "Backlog of %,d: %s %s %s%s%n",
        jobs, outputs, converts, List.of(more), classes.equals(CLASSES) ? "" : ", before");
    Process server =
        java(
                processor(0, delayMillis),
                new String[0],
                CLASSES,
                PageServer.class,
                jobs + " " + delayMillis + (outputs.endsWith(VARIED) ? " varied" : ""))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String endpoint = "http://127.0.0.1:" + firstLine(server);
      String kind = outputs.replace(VARIED, "");
      String arguments = endpoint + " " + jobs + " " + kind + " " + converts + " " + more[0];
      for (int i = 1; i < more.length; i++) {
        arguments += " " + more[i];
      }
      String said =
          Bench.lastLine(
              java(processor(1, delayMillis), jvm, classes, BacklogRun.class, arguments));
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
      List<String> processor, String[] options, String classes, Class<?> main, String arguments) {
    List<String> command = new ArrayList<>(processor);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(options));
    // A worker does not log each start and stop of a task of a benchmark.
    command.add("-Dorg.slf4j.simpleLogger.log.io.mediajobs=warn");
    command.add("-cp");
    command.add(classes);
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
