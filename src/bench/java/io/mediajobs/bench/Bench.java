package io.mediajobs.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/**
 * All benchmarks in one run: what each step costs, by JMH, then whole tasks over loopback. Prints a
 * table, and writes the figures that performance.md shows.
 */
public final class Bench {

  /** Where the figures of the last run are. */
  private static final Path FIGURES = Path.of("src/bench/figures.json");

  private static final String[] JVM = {"-Xmx512m", "-XX:+UseSerialGC"};
  private static final int DEFAULT_ROUNDS = 5;

  private Bench() {}

  /**
   * Runs them all, or with {@code -Dbench.only} the {@code steps}, the {@code backlogs} or the
   * {@code far} ones alone, and keeps the others' figures; {@code -Dbench.rounds} says how often
   * each is measured, {@code -Dbench.before} where the classes of another version are, to run the
   * backlogs with those too.
   */
  public static void main(String[] args) throws Exception {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("machine", machine());
    figures.put("steps", wanted("steps") ? steps() : last("steps"));
    figures.put("backlogs", wanted("backlogs") ? Backlogs.measured() : last("backlogs"));
    figures.put("far", wanted("far") ? Backlogs.far() : last("far"));
    String json =
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(figures);
    Files.writeString(FIGURES, json + "\n");
    System.out.println();
    System.out.println(FiguresPage.of(Files.readString(FIGURES)));
    System.out.println();
    System.out.println("Written to " + FIGURES + ". Put them into performance.md with " + update());
  }

  private static boolean wanted(String part) {
    String only = System.getProperty("bench.only", "");
    return only.isEmpty() || only.equals(part);
  }

  private static Object last(String part) throws IOException {
    return new ObjectMapper().readTree(Files.readString(FIGURES)).get(part);
  }

  private static String update() {
    return "mvn test -Dtest=FiguresPageTest -Dreference.update=true";
  }

  private static Map<String, Object> machine() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    machine.put("processors", Runtime.getRuntime().availableProcessors());
    return machine;
  }

  /**
   * What each step takes, by its name: microseconds and bytes allocated, in the middle one of some
   * rounds. A machine may have others to serve for minutes: steps that stand one below the other
   * should have had the same of it.
   */
  private static Map<String, Object> steps() throws RunnerException {
    Rounds rounds = new Rounds("microseconds");
    for (int round = 0; round < rounds(); round++) {
      round().forEach(rounds::add);
    }
    return rounds.middle();
  }

  /** How often all is measured. */
  static int rounds() {
    return Integer.getInteger("bench.rounds", DEFAULT_ROUNDS);
  }

  /** What was measured in some rounds, by its name, to be told apart by one figure. */
  static final class Rounds {

    private final String figure;
    private final Map<String, List<Map<String, Object>>> all = new LinkedHashMap<>();

    Rounds(String figure) {
      this.figure = figure;
    }

    void add(String name, Map<String, Object> measured) {
      all.computeIfAbsent(name, any -> new ArrayList<>()).add(measured);
    }

    /** Of each name what was in the middle. */
    Map<String, Object> middle() {
      Map<String, Object> middle = new LinkedHashMap<>();
      all.forEach(
          (name, measured) -> {
            measured.sort(
                Comparator.comparingDouble(one -> Double.parseDouble("" + one.get(figure))));
            middle.put(name, measured.get(measured.size() / 2));
          });
      return middle;
    }
  }

  private static Map<String, Map<String, Object>> round() throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include("io\\.mediajobs\\..*Benchmark\\.")
            .forks(1)
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(2)
            .measurementTime(TimeValue.seconds(1))
            .jvmArgs(JVM)
            .addProfiler(GCProfiler.class)
            .build();
    Map<String, Map<String, Object>> steps = new LinkedHashMap<>();
    for (RunResult result : new Runner(options).run()) {
      BenchmarkParams params = result.getParams();
      StringBuilder name = new StringBuilder(params.getBenchmark().replaceAll(".*\\.", ""));
      params.getParamsKeys().forEach(key -> name.append(' ').append(params.getParam(key)));
      steps.put(name.toString(), step(result));
    }
    return steps;
  }

  private static Map<String, Object> step(RunResult result) {
    Map<String, Object> step = new LinkedHashMap<>();
    // The median, as a machine may have others to serve from time to time.
    Statistics times = result.getPrimaryResult().getStatistics();
    step.put("microseconds", rounded(times.getPercentile(50)));
    step.put("tenth", rounded(times.getPercentile(10)));
    step.put("ninetieth", rounded(times.getPercentile(90)));
    result
        .getSecondaryResults()
        .forEach(
            (label, bytes) -> {
              if (label.endsWith("gc.alloc.rate.norm")) {
                step.put("bytes", Math.round(bytes.getScore()));
              }
            });
    return step;
  }

  /** Three digits behind the point. */
  static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  /** The options of every JVM that is measured. */
  static String[] jvm() {
    return JVM.clone();
  }

  /** What another JVM prints, line by line to the last. */
  static String lastLine(ProcessBuilder command) throws IOException, InterruptedException {
    Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String[] said = new String(process.getInputStream().readAllBytes()).strip().split("\n");
    if (process.waitFor() != 0) {
      throw new IllegalStateException("It failed: " + String.join(" ", command.command()));
    }
    return said[said.length - 1];
  }
}
