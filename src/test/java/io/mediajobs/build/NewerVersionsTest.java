package io.mediajobs.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NewerVersionsTest {

  private static final String SAID =
      """
      [INFO] --- versions:2.23.0:display-dependency-updates (default-cli) @ it ---
      [INFO] The following dependencies in Dependencies have newer versions:
      [INFO]   org.assertj:assertj-core .......... 3.27.7 -> 3.27.10
      [INFO]
      [INFO] --- versions:2.23.0:display-plugin-updates (default-cli) @ it ---
      [INFO] Require Maven 3.2.5 to use the following plugin updates:
      [INFO]   maven-dependency-plugin ........... 3.8.1 -> 3.6.1
      [INFO]
      [INFO] Require Maven 3.6.3 to use the following plugin updates:
      [INFO]   maven-dependency-plugin ........... 3.8.1 -> 3.11.0
      [INFO]
      [INFO] Require Maven 3.9.0 to use the following plugin updates:
      [INFO]   org.codehaus.mojo:exec-maven-plugin ... 3.6.4 -> 3.7.0
      [INFO]
      [INFO] --- versions:2.23.0:display-property-updates (default-cli) @ it ---
      [INFO] The following version properties are referencing the newest available version:
      [INFO]   ${avro.version} ................... 1.12.2
      [INFO] The following version properties have updates available:
      [INFO]   ${assertj.version} ................ 3.27.7 -> 3.27.10
      """;

  @Test
  void whatTheBuildCanTakeIsNamed() {
    assertThat(NewerVersions.read(SAID, "3.8.7").toTake())
        .containsExactly(
            "org.assertj:assertj-core 3.27.7 -> 3.27.10",
            "maven-dependency-plugin 3.8.1 -> 3.11.0",
            "${assertj.version} 3.27.7 -> 3.27.10");
  }

  @Test
  void whatNeedsANewerMavenIsKept() {
    assertThat(NewerVersions.read(SAID, "3.8.7").kept())
        .containsExactly("org.codehaus.mojo:exec-maven-plugin 3.6.4 -> 3.7.0 needs Maven 3.9.0");
    assertThat(NewerVersions.read(SAID, "3.9.0").kept()).isEmpty();
  }

  @Test
  void whatGotNoAnswerIsNotTakenForTheNewest() {
    String said =
        """
        [WARNING] Could not transfer metadata org.a:a/maven-metadata.xml from/to central (https:…)
        [WARNING] org.b:b/maven-metadata.xmlfailed to transfer from https:… during a previous attempt
        """;
    assertThat(NewerVersions.read(said, "3.8.7").notAsked()).containsExactly("org.a:a", "org.b:b");
    assertThat(NewerVersions.read(SAID, "3.8.7").notAsked()).isEmpty();
  }

  @Test
  void whateverIsKeptBackHasAReason() throws Exception {
    assertThat(VersionRules.reasons())
        .containsKeys("org.slf4j:*", "com.google.errorprone:error_prone_core")
        .allSatisfy((what, why) -> assertThat(why).as(what).hasSizeGreaterThan(20).endsWith("."));
  }
}
