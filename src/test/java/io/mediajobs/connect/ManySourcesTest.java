package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A task with more than five thousand sources, in a heap of 256 MiB. */
@Tag("slow")
class ManySourcesTest {

  @Test
  void fiveThousandSourcesFitIntoAQuarterOfAGigabyte() throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("java.class.path"),
            ManySources.class.getName(),
            "120");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("5040 sources: ", " 163 groups of metrics");
    assertThat(said)
        .as("what takes long is done for all of them at once")
        .contains("; offsets read 1 times, requests closed 1 times");
    System.out.println(said);
  }
}
