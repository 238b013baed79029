package io.mediajobs.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lets Jazzer look for inputs that break a target, each in a JVM of its own: with 5,000 inputs, or
 * for {@code -Dfuzz.minutes=N}. What it learns stays in {@code target/fuzz}, for the next run to go
 * on from; an input that breaks the target stands there as {@code crash-…} or {@code timeout-…},
 * and belongs into {@code src/test/resources/fuzz} once it is mended.
 */
@Tag("no-worker")
class FuzzIT {

  private static final Pattern DONE = Pattern.compile("Done ([0-9]+) runs");
  private static final int RUNS = 5_000;
  private static final String INSTRUMENTED =
      "io.mediajobs.client.**:io.mediajobs.connect.**:io.mediajobs.job.**:io.mediajobs.record.**"
          + ":io.mediajobs.tracking.**:com.fasterxml.aalto.in.**";

  @ParameterizedTest
  @EnumSource
  void noInputBreaksTheTarget(FuzzTarget target) throws Exception {
    String minutes = System.getProperty("fuzz.minutes", "");
    long seconds = minutes.isBlank() ? 0 : Math.round(60 * Double.parseDouble(minutes));
    Path work = Files.createDirectories(Path.of("target", "fuzz", target.folder)).toAbsolutePath();
    Path learnt = Files.createDirectories(work.resolve("learnt"));
    Path log = work.resolve("log.txt");
    Path seeds = CorpusTest.folder(target);
    Process fuzzer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.mediajobs.event",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.type.getName(),
                "--instrumentation_includes=" + INSTRUMENTED,
                "--reproducer_path=" + work,
                "-artifact_prefix=" + work + File.separator,
                "-dict=" + seeds.resolveSibling(target.folder + ".dict"),
                seconds == 0 ? "-runs=" + RUNS : "-max_total_time=" + seconds,
                "-max_len=" + target.maxBytes,
                "-timeout=30",
                "-rss_limit_mb=1500",
                "-print_final_stats=1",
                learnt.toString(),
                seeds.toString())
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      // It begins with a minute's worth of loading on a slow machine.
      assertThat(fuzzer.waitFor(seconds + 600, TimeUnit.SECONDS)).as("ends, see %s", log).isTrue();
    } finally {
      fuzzer.destroyForcibly();
    }
    String said = Files.readString(log);
    assertThat(fuzzer.exitValue()).as(() -> end(said)).isZero();
    Matcher runs = DONE.matcher(said);
    assertThat(runs.find()).as(() -> end(said)).isTrue();
    System.out.println(target.folder + ": " + runs.group(1) + " inputs");
    assertThat(Long.parseLong(runs.group(1))).as("inputs").isGreaterThan(inputs(seeds));
  }

  private static long inputs(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.count();
    }
  }

  private static String end(String log) {
    List<String> lines = log.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }
}
