package io.mediajobs.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The worst answers: the longest that are read go into a heap of 512 MiB, and twice the length
 * takes no more than two and a half times the work.
 */
@Tag("no-worker")
class LargeAnswersIT {

  private static final Pattern LINE =
      Pattern.compile("(.*): .*, read by ([0-9.]+), records by ([0-9.]+)");

  @Test
  void largeAnswersTakeNeitherAllTimeNorAllMemory() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("java.class.path"),
            LargeAnswers.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    System.out.println(said);
    List<Matcher> answers = said.lines().map(LINE::matcher).filter(Matcher::matches).toList();
    assertThat(answers).as(said).hasSizeGreaterThan(30);
    for (Matcher answer : answers) {
      assertThat(Double.parseDouble(answer.group(2)))
          .as(answer.group())
          .isLessThanOrEqualTo(Growth.MOST);
      assertThat(Double.parseDouble(answer.group(3)))
          .as(answer.group())
          .isLessThanOrEqualTo(Growth.MOST);
    }
  }
}
