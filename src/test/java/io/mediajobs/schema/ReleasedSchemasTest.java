package io.mediajobs.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

/**
 * Holds the schemas to what was released. {@code -Drelease.schemas=true} writes the copies of the
 * version in the making, and {@code -Drelease.schemas=final} those and their digests: from then on
 * they can't change.
 */
class ReleasedSchemasTest {

  private static final Path FOLDER = Path.of("src/main/avro-released");

  private static final List<Schema> VALUES =
      Stream.of(
              EventSchemas.MEDIA_JOB,
              EventSchemas.JOB_STATE_TRANSITION,
              EventSchemas.MALFORMED_JOB,
              EventSchemas.SOURCE_HEARTBEAT,
              EventSchemas.MEDIA_JOB_ROW,
              EventSchemas.JOB_STATE_TRANSITION_ROW)
          .map(RecordType::avro)
          .toList();

  @Test
  void everySchemaMayFollowItsReleases() {
    ReleaseFolder folder = new ReleaseFolder(FOLDER, PluginVersion.get().replace("-SNAPSHOT", ""));
    String update = System.getProperty("release.schemas", "");
    if (!update.isEmpty()) {
      folder.freeze(VALUES);
    }
    if (update.equals("final")) {
      folder.release();
    }
    assertThat(folder.problems(VALUES)).isEmpty();
  }

  @Test
  void theCopiesCoverEveryType() {
    Set<String> covered = new HashSet<>();
    VALUES.forEach(value -> covered.addAll(Compatibility.records(value).keySet()));
    assertThat(EventSchemas.all()).extracting(RecordType::name).hasSameElementsAs(covered);
  }

  @Test
  void findsASchemaByItsFingerprintAlsoInsideAnother() {
    Schema source = EventSchemas.JOB_SOURCE.avro();
    ReleasedSchemas schemas = new ReleasedSchemas(Stream.of(EventSchemas.SOURCE_HEARTBEAT.avro()));
    assertThat(schemas.find(SchemaNormalization.parsingFingerprint64(source))).isEqualTo(source);
    assertThat(schemas.find(1)).isNull();
  }

  @Test
  void readsTheCopiesThatTheListNames() throws Exception {
    Path packed = packed();
    try (Stream<Path> files = Files.walk(packed)) {
      List<Path> copies = files.filter(file -> file.toString().endsWith(".avsc")).toList();
      ReleasedSchemas schemas =
          ReleasedSchemas.read(
              copies.stream().map(copy -> "0".repeat(64) + "  " + packed.relativize(copy)));
      for (Path copy : copies) {
        Schema schema = new Schema.Parser().parse(copy.toFile());
        assertThat(schemas.find(SchemaNormalization.parsingFingerprint64(schema)))
            .isEqualTo(schema);
      }
    }
    assertThatThrownBy(() -> ReleasedSchemas.read(Stream.of("0".repeat(64) + "  A/1.0.0.avsc")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The class path has no /avro-released/A/1.0.0.avsc");
  }

  @Test
  void theBundledOnesAreAllThatWereReleased() throws Exception {
    Path packed = packed();
    ReleasedSchemas bundled = ReleasedSchemas.bundled();
    for (String line : Files.readAllLines(packed.resolve("SHA256SUMS"))) {
      Schema schema =
          new Schema.Parser().parse(packed.resolve(line.substring(64).strip()).toFile());
      assertThat(bundled.find(SchemaNormalization.parsingFingerprint64(schema))).isEqualTo(schema);
    }
    assertThat(bundled.find(1)).isNull();
  }

  /** The copies as the build packs them, which are older than those that this test has written. */
  private static Path packed() throws URISyntaxException {
    return Path.of(ReleasedSchemas.class.getResource("/avro-released/SHA256SUMS").toURI())
        .getParent();
  }
}
