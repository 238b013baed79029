package io.mediajobs.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a release tells of itself: what is in it, under which licences, and its checksums. */
@Tag("no-worker")
class ReleaseFilesIT {

  private static final Path ZIP = Path.of(System.getProperty("archive"));
  private static final String FOLDER = ZIP.getFileName().toString().replace(".zip", "/");

  private static final boolean OFFLINE = "offline=true".equals(System.getProperty("network"));

  private ZipFile archive;

  @BeforeEach
  void open() throws IOException {
    archive = new ZipFile(ZIP.toFile());
  }

  @AfterEach
  void close() throws IOException {
    archive.close();
  }

  @Test
  void theBillOfMaterialsAndTheLicencesNameEveryJar() throws IOException {
    assumeFalse(OFFLINE, "Maven makes no bill of materials offline");
    JsonNode bom = new ObjectMapper().readTree(text("doc/sbom.cdx.json"));
    TreeSet<String> named = new TreeSet<>();
    for (JsonNode part : bom.path("components")) {
      named.add(part.path("name").asText() + "-" + part.path("version").asText());
    }
    List<String> jars =
        archive.stream()
            .map(ZipEntry::getName)
            .filter(name -> name.startsWith(FOLDER + "lib/") && name.endsWith(".jar"))
            .map(name -> name.substring((FOLDER + "lib/").length()).replace(".jar", ""))
            .filter(jar -> !jar.startsWith("kafka-connect-media-jobs"))
            .sorted()
            .toList();
    assertThat(named).containsExactlyElementsOf(jars);
    String licences = text("doc/licenses/THIRD-PARTY.txt");
    for (String jar : jars) {
      assertThat(licences).contains(jar.replaceFirst("-([0-9.]+)$", ":$1 - "));
    }
  }

  @Test
  void theChecksumsAreThoseOfTheArchives() throws Exception {
    Path sums = ZIP.resolveSibling(ZIP.getFileName().toString().replace(".zip", ".sha512"));
    List<String> lines = Files.readAllLines(sums);
    assertThat(lines).hasSize(4);
    for (String line : lines) {
      String[] parts = line.split(" [ *]", 2);
      byte[] content = Files.readAllBytes(ZIP.resolveSibling(parts[1]));
      byte[] digest = MessageDigest.getInstance("SHA-512").digest(content);
      assertThat(parts[0]).as(parts[1]).isEqualTo(HexFormat.of().formatHex(digest));
    }
  }

  @Test
  void nothingInTheArchiveDependsOnWhenItWasBuilt() throws IOException {
    Instant release =
        LocalDate.parse(System.getProperty("release.date"))
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant();
    assertThat(archive.stream())
        .allSatisfy(
            entry ->
                assertThat(entry.getTimeLocal().toInstant(ZoneOffset.UTC))
                    .as(entry.getName())
                    .isEqualTo(release));
    if (!OFFLINE) {
      assertThat(text("doc/sbom.cdx.json")).doesNotContain("serialNumber", "timestamp");
    }
  }

  private String text(String file) throws IOException {
    return new String(
        archive.getInputStream(archive.getEntry(FOLDER + file)).readAllBytes(),
        StandardCharsets.UTF_8);
  }
}
