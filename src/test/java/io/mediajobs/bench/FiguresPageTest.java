package io.mediajobs.bench;

import io.mediajobs.docs.Docs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds the figures of the documentation to those of the last run of the benchmarks. */
class FiguresPageTest {

  @Test
  void theFiguresAreThoseOfTheLastRun() throws IOException {
    Docs.page("develop/performance.md")
        .holds(
            "figures",
            FiguresPage.of(Files.readString(Path.of("src/bench/figures.json"))),
            FiguresPageTest.class);
  }
}
