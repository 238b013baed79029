package io.mediajobs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The project has one name wherever a person reads it, and owns up to whose name is in it. */
class NameTest {

  private static final String NAME = "Media Jobs Source for Apache Kafka";
  private static final List<Path> READ_BY_PEOPLE =
      List.of(
          Path.of("README.md"),
          Path.of("CHANGELOG.md"),
          Path.of("pom.xml"),
          Path.of("connector-manifest.json"),
          Path.of(".github"),
          Path.of("config"),
          Path.of("src", "docs"),
          Path.of("src", "assembly"));

  @Test
  void readmePomAndDashboardHaveIt() throws Exception {
    assertThat(Files.readString(Path.of("README.md")))
        .contains("\n\n# " + NAME + "\n")
        .containsIgnoringWhitespaces(
            "Apache Kafka and Kafka are trademarks of [The Apache Software"
                + " Foundation](https://www.apache.org/)");
    assertThat(Files.readString(Path.of("pom.xml"))).containsOnlyOnce("<name>" + NAME + "</name>");
    assertThat(Files.readString(Path.of("connector-manifest.json")))
        .contains("\"title\": \"${project.name}\"", "\"name\": \"" + NAME + "\"");
    assertThat(Files.readString(Path.of("config/monitoring/dashboard.json")))
        .contains("\"title\": \"" + NAME + "\"");
  }

  @Test
  void nothingHasAnother() throws Exception {
    List<Path> files = new ArrayList<>();
    for (Path start : READ_BY_PEOPLE) {
      try (Stream<Path> found = Files.walk(start)) {
        found
            .filter(f -> f.toString().matches(".*\\.(md|json|ya?ml|xml|properties)"))
            .forEach(files::add);
      }
    }
    assertThat(files)
        .hasSizeGreaterThan(40)
        .allSatisfy(
            file -> assertThat(Files.readString(file)).doesNotContain("Kafka Connect Media Jobs"));
  }
}
