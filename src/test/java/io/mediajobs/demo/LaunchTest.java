package io.mediajobs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Of all that Maven says, people see a line a step. */
class LaunchTest {

  @Test
  void aLineAStep() {
    Launch launch = Launch.started();
    List<String> shown =
        List.of(
                "[INFO] Scanning for projects...",
                "[INFO] --- maven-resources-plugin:3.5.0:resources (default-resources) @ k ---",
                "[INFO] --- maven-compiler-plugin:3.16.0:compile (default-compile) @ k ---",
                "[INFO] Compiling 264 source files with javac [release 17] to target/demo/classes",
                "[INFO] --- maven-compiler-plugin:3.16.0:testCompile (default-testCompile) @ k ---",
                "[INFO] --- maven-assembly-plugin:3.8.0:single (component-archive) @ k ---",
                "[INFO] BUILD SUCCESS")
            .stream()
            .map(launch::step)
            .filter(Objects::nonNull)
            .toList();
    assertThat(shown)
        .containsExactly(
            "Compiling the connector …",
            "Compiling the demo and its stand-in for the job service …",
            "Packing the plugin …");
  }

  @Test
  void aLineForFiftyDownloads() {
    Launch launch = Launch.started();
    List<String> shown =
        IntStream.range(0, 101)
            .mapToObj(i -> launch.step("[INFO] Downloaded from central: https://x/" + i + ".jar"))
            .filter(Objects::nonNull)
            .toList();
    assertThat(shown)
        .containsExactly(
            "Downloading what it needs from Maven Central: 0 files so far …",
            "Downloading what it needs from Maven Central: 50 files so far …",
            "Downloading what it needs from Maven Central: 100 files so far …");
    assertThat(launch.step("[INFO] Downloading from central: https://x/y.jar")).isNull();
  }
}
