package io.mediajobs.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediajobs.docs.Links;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The component archive holds what its manifest says, and nothing that the worker brings. */
@Tag("no-worker")
class ArchiveIT {

  private static final Path ZIP = Path.of(System.getProperty("archive"));
  private static final String VERSION = System.getProperty("project.version");
  private static final String FOLDER = "mediajobs-kafka-connect-media-jobs-" + VERSION + "/";
  private static final String SERVICES = "META-INF/services/";

  /** The service interfaces a worker looks for, by the name of their component type. */
  private static final Map<String, String> SERVICE_OF =
      Map.of(
          "source", "org.apache.kafka.connect.source.SourceConnector",
          "converter", "org.apache.kafka.connect.storage.Converter",
          "transform", "org.apache.kafka.connect.transforms.Transformation");

  private Map<String, byte[]> archive;
  private Map<String, byte[]> ourJar;

  @BeforeEach
  void read() throws IOException {
    archive = entries(Files.newInputStream(ZIP));
    String jar = FOLDER + "lib/kafka-connect-media-jobs-" + VERSION + ".jar";
    assertThat(archive).containsKey(jar);
    ourJar = entries(new ByteArrayInputStream(archive.get(jar)));
  }

  @Test
  void everythingIsInOneFolderNamedAfterTheComponent() throws IOException {
    assertThat(ZIP.getFileName()).hasToString(FOLDER.replace("/", ".zip"));
    assertThat(archive.keySet()).allMatch(name -> name.startsWith(FOLDER));
    JsonNode manifest = manifest();
    assertThat(FOLDER)
        .isEqualTo(
            manifest.at("/owner/username").asText()
                + '-'
                + manifest.path("name").asText()
                + '-'
                + manifest.path("version").asText()
                + '/');
  }

  @Test
  void theManifestIsFilledIn() throws IOException {
    JsonNode manifest = manifest();
    assertThat(manifest.toString()).doesNotContain("${");
    assertThat(manifest.path("version").asText()).isEqualTo(VERSION);
    assertThat(manifest.path("release_date").asText()).matches("\\d{4}-\\d{2}-\\d{2}");
    assertThat(manifest.path("description").asText()).isNotEmpty();
    assertThat(archive).containsKey(FOLDER + manifest.path("logo").asText());
  }

  @Test
  void theComponentTypesAreTheServicesOfTheJar() throws IOException {
    TreeSet<String> services = new TreeSet<>();
    manifest().path("component_types").forEach(type -> services.add(SERVICE_OF.get(type.asText())));
    assertThat(services(ourJar).keySet()).isEqualTo(services);
    assertThat(services(ourJar).values())
        .allSatisfy(
            classes ->
                assertThat(classes)
                    .isNotEmpty()
                    .allMatch(name -> ourJar.containsKey(name.replace('.', '/') + ".class")));
  }

  @Test
  void libHoldsNothingThatTheWorkerOrATestBrings() {
    assertThat(archive.keySet())
        .filteredOn(name -> name.startsWith(FOLDER + "lib/") && !name.contains("/kafka-connect-m"))
        .isNotEmpty()
        .noneMatch(
            name ->
                name.matches(
                    ".*/lib/(kafka|connect|slf4j|log4j|junit|assertj|archunit|lombok|cos_api).*"));
    assertThat(ourJar.keySet())
        .filteredOn(name -> name.endsWith(".class"))
        .isNotEmpty()
        .allMatch(name -> name.startsWith("io/mediajobs/"));
  }

  @Test
  void noTestIsInTheJar() throws IOException {
    Path tests = Path.of("target", "test-classes");
    try (var files = Files.walk(tests)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> tests.relativize(file).toString()))
          .isNotEmpty()
          .noneMatch(ourJar::containsKey);
    }
  }

  @Test
  void bothArchivesHoldTheSameFiles() throws Exception {
    Path tar = ZIP.resolveSibling(ZIP.getFileName().toString().replace(".zip", ".tar.gz"));
    // The JDK reads no tar files, and every system that builds this has the command.
    Process list =
        new ProcessBuilder("tar", "-tzf", tar.toString()).redirectErrorStream(true).start();
    String names = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(list.waitFor()).as(names).isZero();
    assertThat(names.lines().filter(name -> !name.endsWith("/")))
        .containsExactlyInAnyOrderElementsOf(archive.keySet());
  }

  @Test
  void documentsAndExamplesComeWithIt() {
    assertThat(archive).containsKeys(FOLDER + "doc/LICENSE", FOLDER + "doc/CHANGELOG.md");
    assertThat(inside("doc/schemas/")).containsExactlyElementsOf(filesOf(Path.of("src/main/avro")));
    assertThat(inside("doc/schemas-released/"))
        .containsExactlyElementsOf(filesOf(Path.of("src/main/avro-released")));
    assertThat(ourJar).containsKeys("avro/MediaJob.avsc", "avro-released/SHA256SUMS");
    assertThat(inside("etc/"))
        .filteredOn(name -> !name.startsWith("downstream/"))
        .containsExactlyElementsOf(filesOf(Path.of("config")));
    assertThat(inside("etc/downstream/"))
        .containsExactly("debezium/pom.xml", "iceberg/ReadTable.java", "iceberg/pom.xml");
  }

  @Test
  void thePagesForUsersComeWithItAndLeadToEachOther() {
    List<String> pages = new ArrayList<>(List.of("CHANGELOG.md", "README.md"));
    filesOf(Path.of("src/docs")).stream()
        .filter(name -> name.matches("[^/]+\\.md"))
        .forEach(pages::add);
    assertThat(inside("doc/")).filteredOn(n -> n.endsWith(".md")).hasSameElementsAs(pages);
    for (String page : pages) {
      Path file = Path.of(FOLDER, "doc", page);
      String text = new String(archive.get(file.toString()), StandardCharsets.UTF_8);
      assertThat(Links.of(text))
          // What is for those who change the connector is in its source alone, and so are the tests
          // that the sheet for those who verify it names.
          .filteredOn(target -> !target.matches("(\\./develop|\\.github)/.*"))
          .filteredOn(
              target ->
                  !page.equals("verification.md")
                      || !target.matches("(develop|\\.\\./test|\\.\\./downstream)/.*"))
          .allSatisfy(
              target ->
                  assertThat(archive)
                      .as(page + " links to " + target)
                      .containsKey(target(file, target)));
    }
  }

  private static String target(Path page, String target) {
    String file = target.replaceFirst("#.*", "");
    return (file.isEmpty() ? page : page.resolveSibling(file).normalize()).toString();
  }

  private JsonNode manifest() throws IOException {
    return new ObjectMapper().readTree(archive.get(FOLDER + "manifest.json"));
  }

  private List<String> inside(String folder) {
    String prefix = FOLDER + folder;
    return archive.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .sorted()
        .toList();
  }

  private static List<String> filesOf(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The class names of each service file, by its interface. */
  private static Map<String, List<String>> services(Map<String, byte[]> jar) {
    Map<String, List<String>> services = new TreeMap<>();
    jar.forEach(
        (name, content) -> {
          if (name.startsWith(SERVICES)) {
            List<String> classes = new ArrayList<>();
            new String(content, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .forEach(classes::add);
            services.put(name.substring(SERVICES.length()), classes);
          }
        });
    return services;
  }

  /** Files of a zip with their content; folders are left out. */
  private static Map<String, byte[]> entries(InputStream zip) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(zip)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return entries;
  }
}
