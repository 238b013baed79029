package io.mediajobs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Of all that Maven says, people see a line a step; what they say is looked at before. */
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
  void whatIsWrongIsToldBeforeAnythingIsBuilt() {
    Map<String, String> key =
        Map.of("TENCENTCLOUD_SECRET_ID", "AKID", "TENCENTCLOUD_SECRET_KEY", "k");
    assertThat(wrong(Map.of(), Map.of())).isNull();
    assertThat(wrong(Map.of("demo.seconds", "60", "demo.buckets", "20"), Map.of())).isNull();
    assertThat(wrong(Map.of("demo.seconds", "1m"), Map.of()))
        .isEqualTo("-Ddemo.seconds=1m must be a whole number above 0");
    assertThat(wrong(Map.of("demo.buckets", "0"), Map.of()))
        .isEqualTo("-Ddemo.buckets=0 must be a whole number above 0");
    assertThat(wrong(Map.of("demo.sql", "yes"), Map.of()))
        .isEqualTo("-Ddemo.sql=yes must be true or false");
    assertThat(wrong(Map.of("demo.sql", "true"), Map.of())).isNull();
    assertThat(wrong(Map.of("demo.bucket", "b-1"), key))
        .isEqualTo("-Ddemo.region=… is required with -Ddemo.bucket");
    assertThat(wrong(Map.of("demo.bucket", "b-1", "demo.region", "r"), key))
        .isEqualTo("-Ddemo.tags=… is required with -Ddemo.bucket");
    Map<String, String> own = Map.of("demo.bucket", "b-1", "demo.region", "r", "demo.tags", "t");
    assertThat(wrong(own, Map.of("TENCENTCLOUD_SECRET_ID", "AKID")))
        .isEqualTo("With -Ddemo.bucket, TENCENTCLOUD_SECRET_KEY must be in the environment");
    assertThat(wrong(own, Map.of()))
        .isEqualTo(
            "With -Ddemo.bucket, TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY must be in the"
                + " environment");
    assertThat(wrong(own, key)).isNull();
  }

  private static String wrong(Map<String, String> properties, Map<String, String> environment) {
    return Launch.wrong(
        name -> properties.getOrDefault(name, ""), name -> environment.getOrDefault(name, ""));
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
