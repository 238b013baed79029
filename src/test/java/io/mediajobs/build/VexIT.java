package io.mediajobs.build;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the archive says of known vulnerabilities (OpenVEX) fits what is in it. A new version of a
 * part makes this fail, so that somebody looks at the statements again.
 */
@Tag("no-worker")
class VexIT {

  private static final Path ZIP = Path.of(System.getProperty("archive"));
  private static final String FOLDER = ZIP.getFileName().toString().replace(".zip", "/");
  private static final String PRODUCT =
      "pkg:maven/io.mediajobs/kafka-connect-media-jobs@" + System.getProperty("project.version");

  /** By advisory, the part and its first version without the fault. */
  private static final Map<String, String> MENDED =
      new TreeMap<>(
          Map.of(
              "CVE-2026-71290", "pkg:maven/org.apache.httpcomponents.client5/httpclient5@5.6.4",
              "CVE-2026-64607", "pkg:maven/org.apache.httpcomponents.client5/httpclient5@5.6.3",
              "CVE-2026-54399", "pkg:maven/org.apache.httpcomponents.core5/httpcore5@5.4.3",
              "CVE-2026-54428", "pkg:maven/org.apache.httpcomponents.core5/httpcore5-h2@5.4.3"));

  private JsonNode vex;

  @BeforeEach
  void read() throws IOException {
    vex = json("doc/vex.json");
  }

  @Test
  void itIsAboutThisRelease() {
    assertThat(vex.toString()).doesNotContain("${");
    assertThat(vex.path("@context").asText()).isEqualTo("https://openvex.dev/ns/v0.2.0");
    assertThat(vex.path("@id").asText()).isEqualTo(PRODUCT + "#vex");
    assertThat(vex.path("timestamp").asText())
        .isEqualTo(System.getProperty("release.date") + "T00:00:00Z");
    assertThat(vex.at("/statements"))
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.at("/products/0/@id").asText()).isEqualTo(PRODUCT));
  }

  @Test
  void aFlawThatIsSaidToBeMendedIsMended() {
    Map<String, String> parts = new TreeMap<>();
    for (JsonNode one : vex.path("statements")) {
      assertThat(one.path("status").asText()).isEqualTo("fixed");
      parts.put(
          one.at("/vulnerability/name").asText(),
          one.at("/products/0/subcomponents/0/@id").asText());
    }
    assertThat(parts.keySet()).isEqualTo(MENDED.keySet());
    parts.forEach(
        (vulnerability, part) -> {
          String mended = MENDED.get(vulnerability);
          assertThat(name(part)).as(vulnerability).isEqualTo(name(mended));
          assertThat(version(part)).as(vulnerability).isGreaterThanOrEqualTo(version(mended));
        });
  }

  @Test
  void everyPartThatItNamesIsInTheBillOfMaterials() throws IOException {
    assumeFalse(
        "offline=true".equals(System.getProperty("network")),
        "Maven makes no bill of materials offline");
    Set<String> bill = new HashSet<>();
    for (JsonNode part : json("doc/sbom.cdx.json").path("components")) {
      bill.add(part.path("purl").asText().replace("?type=jar", ""));
    }
    List<String> named = new ArrayList<>();
    vex.at("/statements")
        .forEach(one -> named.add(one.at("/products/0/subcomponents/0/@id").asText()));
    assertThat(bill).containsAll(named);
  }

  @Test
  void aClassThatIsSaidToBeUnusedIsUnused() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.hc.client5.http.async..",
            "org.apache.hc.client5.http.impl.async..",
            "org.apache.hc.core5.http.nio..",
            "org.apache.hc.core5.http2..",
            "org.apache.hc.core5.reactor..")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.mediajobs"));
  }

  private static String name(String part) {
    return part.substring(0, part.indexOf('@'));
  }

  private static Version version(String part) {
    return Version.parse(part.substring(part.indexOf('@') + 1));
  }

  private static JsonNode json(String file) throws IOException {
    try (ZipFile archive = new ZipFile(ZIP.toFile())) {
      return new ObjectMapper()
          .readTree(archive.getInputStream(archive.getEntry(FOLDER + file)).readAllBytes());
    }
  }
}
