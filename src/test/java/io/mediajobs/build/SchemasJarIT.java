package io.mediajobs.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.schema.EventSchemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The jar for consumers holds the schemas and their classes, and nothing else. */
@Tag("no-worker")
class SchemasJarIT {

  private static final Path JAR = Path.of(System.getProperty("schemas"));

  @Test
  void itHoldsAClassForEveryRecordType() throws IOException {
    assertThat(names())
        .filteredOn(name -> name.endsWith(".class") && !name.contains("$"))
        .containsExactlyInAnyOrderElementsOf(
            EventSchemas.all().stream()
                .map(type -> type.name().replace('.', '/') + ".class")
                .toList());
  }

  @Test
  void itHoldsTheSchemasOfThisVersionAndOfEveryRelease() throws IOException {
    for (String folder : List.of("avro", "avro-released")) {
      Path sources = Path.of("src/main", folder);
      try (Stream<Path> files = Files.walk(sources)) {
        assertThat(names())
            .filteredOn(name -> name.startsWith(folder + "/"))
            .containsExactlyInAnyOrderElementsOf(
                files
                    .filter(Files::isRegularFile)
                    .map(file -> folder + "/" + sources.relativize(file))
                    .toList());
      }
    }
    assertThat(text("avro/MediaJob.avsc"))
        .isEqualTo(Files.readString(Path.of("src/main/avro/MediaJob.avsc")));
  }

  @Test
  void itHoldsNothingElse() throws IOException {
    assertThat(names())
        .allMatch(
            name ->
                name.startsWith("avro")
                    || name.startsWith("io/mediajobs/event/")
                    || name.equals("META-INF/MANIFEST.MF")
                    || name.equals("META-INF/LICENSE"));
  }

  @Test
  void twoBuildsOfOneCommitMakeTheSameJar() throws IOException {
    try (ZipFile jar = new ZipFile(JAR.toFile())) {
      assertThat(jar.stream().map(ZipEntry::getTimeLocal).distinct())
          .containsExactly(LocalDate.parse(System.getProperty("release.date")).atStartOfDay());
    }
    assertThat(text("META-INF/MANIFEST.MF")).doesNotContainIgnoringCase("jdk", "built");
  }

  private static List<String> names() throws IOException {
    try (ZipFile jar = new ZipFile(JAR.toFile())) {
      return jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
    }
  }

  private static String text(String name) throws IOException {
    try (ZipFile jar = new ZipFile(JAR.toFile())) {
      return new String(
          jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
