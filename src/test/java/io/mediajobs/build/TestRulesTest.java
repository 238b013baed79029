package io.mediajobs.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every test keeps to. */
class TestRulesTest {

  private static final Path TESTS = Path.of("src", "test", "java");

  /** A busy machine takes any time for anything, so work is counted, and patience is generous. */
  @Test
  void noTestMeasuresTime() throws Exception {
    try (Stream<Path> files = Files.walk(TESTS)) {
      List<Path> tests =
          files
              .filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
              .filter(file -> !file.endsWith(TestRulesTest.class.getSimpleName() + ".java"))
              .toList();
      assertThat(tests)
          .hasSizeGreaterThan(100)
          .allSatisfy(
              test ->
                  assertThat(Files.readString(test))
                      .doesNotContain("System.nanoTime(", "System.currentTimeMillis("));
    }
  }
}
