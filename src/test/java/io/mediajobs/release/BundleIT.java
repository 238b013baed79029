package io.mediajobs.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediajobs.kafka.MavenProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A release as a stranger makes it, after {@code releasing.md}, of two copies of this source: in
 * two folders and two time zones.
 */
@Tag("bundle")
class BundleIT {

  private static final String VERSION = System.getProperty("project.version");
  private static final String STEM =
      "io/mediajobs/kafka-connect-media-jobs/" + VERSION + "/kafka-connect-media-jobs-" + VERSION;
  private static final String BUNDLE = "kafka-connect-media-jobs-" + VERSION + "-bundle.zip";

  @TempDir private Path folder;

  @Test
  void twoBuildsAreEqualByteForByteAndMavenCentralWouldTakeThem() throws Exception {
    assumeFalse("offline=true".equals(System.getProperty("network")), "Maven is offline");
    assumeTrue(SigningKey.possible(), "there is no gpg");
    SourceCopy here = SourceCopy.in(folder.resolve("here")).filledIn();
    SourceCopy there = SourceCopy.in(folder.resolve("somewhere/far away")).filledIn();
    try (SigningKey key = SigningKey.create()) {
      Map<String, String> elsewhere = new HashMap<>(key.environment());
      elsewhere.put("TZ", "Asia/Shanghai");
      CompletableFuture<Void> first =
          CompletableFuture.runAsync(() -> build(here, key.environment()));
      build(there, elsewhere);
      first.join();

      Map<String, byte[]> bundle = files(Files.newInputStream(here.target(BUNDLE)));
      Map<String, byte[]> other = files(Files.newInputStream(there.target(BUNDLE)));
      assertThat(CentralRules.faults(bundle)).isEmpty();
      assertThat(bundle.keySet()).isEqualTo(other.keySet());
      assertThat(bundle.keySet())
          .contains(STEM + ".zip", STEM + ".tar.gz", STEM + "-schemas.jar", STEM + "-tail.jar");
      assertThat(differing(bundle, other)).isEmpty();
      for (String file : bundle.keySet()) {
        if (file.endsWith(".asc")) {
          Path signed = here.target("bundle").resolve(file.replaceFirst("\\.asc$", ""));
          key.verify(here.target("bundle").resolve(file), signed);
        }
      }
      assertManifest(files(new ByteArrayInputStream(bundle.get(STEM + ".zip"))));
    }
  }

  @Test
  void aReleaseWithoutAddressesIsRefused() throws Exception {
    assumeFalse("offline=true".equals(System.getProperty("network")), "Maven is offline");
    SourceCopy copy = SourceCopy.in(folder).emptied();
    assertThatIllegalStateException()
        .isThrownBy(() -> MavenProcess.run(copy.pom(), "-Prelease", "validate"))
        .withMessageContaining(
            "Fill in release.home, release.source, release.git, release.issues (addresses,"
                + " https://…), release.email and release.developer in pom.xml, as"
                + " src/docs/develop/releasing.md says. Now they are:");
  }

  private static void build(SourceCopy copy, Map<String, String> environment) {
    MavenProcess.run(
        copy.pom(), environment, "-Prelease", "-DskipTests", "-Dmaven.install.skip", "deploy");
  }

  /** The files that differ, signatures aside, which tell when they were made. */
  private static List<String> differing(Map<String, byte[]> bundle, Map<String, byte[]> other) {
    List<String> differing = new ArrayList<>();
    bundle.forEach(
        (file, content) -> {
          if (!file.contains(".asc") && !Arrays.equals(content, other.get(file))) {
            differing.add(file);
          }
        });
    return differing;
  }

  private static void assertManifest(Map<String, byte[]> archive) throws IOException {
    String folder = "mediajobs-kafka-connect-media-jobs-" + VERSION + "/";
    JsonNode manifest = new ObjectMapper().readTree(archive.get(folder + "manifest.json"));
    assertThat(manifest.path("documentation_url").asText())
        .isEqualTo(SourceCopy.ADDRESSES.get("release.home"));
    assertThat(manifest.path("source_url").asText())
        .isEqualTo(SourceCopy.ADDRESSES.get("release.source"));
    assertThat(manifest.at("/support/url").asText())
        .isEqualTo(SourceCopy.ADDRESSES.get("release.issues"));
  }

  private static Map<String, byte[]> files(InputStream zip) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(zip)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          files.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return files;
  }
}
