package io.mediajobs.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mediajobs.kafka.MavenProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever the build takes from others is the newest release, or is kept back for a reason. Without
 * a network nothing is known of that, and the test is skipped.
 */
@Tag("outdated")
class OutdatedIT {

  private static final List<Path> POMS =
      List.of(
          Path.of("pom.xml"),
          Path.of("src/downstream/debezium/pom.xml"),
          Path.of("src/downstream/iceberg/pom.xml"),
          Path.of("src/test/kafka/pom.xml"),
          Path.of("src/test/monitoring/pom.xml"),
          Path.of("src/test/registry/pom.xml"));

  @Test
  void everyNewerReleaseIsTakenOrKeptBackForAReason() throws Exception {
    assumeFalse("offline=true".equals(System.getProperty("network")), "Maven is offline");
    VersionRules.reasons().forEach((what, why) -> System.out.println(what + " is kept: " + why));
    List<String> toTake = new ArrayList<>();
    List<String> notAsked = new ArrayList<>();
    for (Path pom : POMS) {
      NewerVersions newer = NewerVersions.read(ask(pom), System.getProperty("least-maven.version"));
      newer.toTake().forEach(what -> toTake.add(pom + ": " + what));
      newer.kept().forEach(what -> System.out.println(pom + ": " + what));
      notAsked.addAll(newer.notAsked());
    }
    assertThat(toTake)
        .as("newer releases: take them, or say in src/build/versions.xml why not")
        .isEmpty();
    assumeTrue(notAsked.isEmpty(), "the repositories do not answer for " + notAsked);
  }

  private static String ask(Path pom) {
    String plugin =
        "org.codehaus.mojo:versions-maven-plugin:"
            + System.getProperty("versions-plugin.version")
            + ":";
    String said =
        MavenProcess.output(
            pom,
            plugin + "display-dependency-updates",
            plugin + "display-plugin-updates",
            plugin + "display-property-updates",
            "-Dmaven.version.rules=" + VersionRules.FILE.toUri(),
            "-DprocessDependencyManagementTransitive=false",
            // A name and its versions on one line, however long.
            "-Dversions.outputLineWidth=160");
    assertThat(said).as("%s was looked at", pom).contains(":display-property-updates");
    return said;
  }
}
