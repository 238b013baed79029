package io.mediajobs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Holds the figures of README.md to those of the last run of the benchmarks. With {@code
 * -Dreference.update=true} it writes them instead.
 */
class FiguresPageTest {

  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "<!-- figures: begin -->";
  private static final String END = "<!-- figures: end -->";
  private static final String UPDATE = "mvn test -Dtest=FiguresPageTest -Dreference.update=true";

  @Test
  void theReadmeHasTheFiguresOfTheLastRun() throws IOException {
    String readme = Files.readString(README);
    assertThat(readme).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
    String figures = FiguresPage.of(Files.readString(Path.of("src/bench/figures.json")));
    String current =
        readme.substring(0, readme.indexOf(BEGIN) + BEGIN.length())
            + "\n\n"
            + figures
            + "\n\n"
            + readme.substring(readme.indexOf(END));
    if (Boolean.getBoolean("reference.update")) {
      Files.writeString(README, current);
    } else {
      assertThat(readme).as("README.md is not current: run " + UPDATE).isEqualTo(current);
    }
  }
}
