package io.mediajobs.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of Maven Central refuses the bundle that breaks it, and no other. */
class CentralRulesTest {

  private static final String STEM = "org/example/part/1.0/part-1.0";
  private static final String POM =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>org.example</groupId>
        <artifactId>part</artifactId>
        <version>1.0</version>
        <name>A part</name>
        <description>What the part ${project.name} is for</description>
        <url>${home}</url>
        <licenses>
          <license><name>Apache-2.0</name><url>https://www.apache.org/licenses/</url></license>
        </licenses>
        <developers>
          <developer><name>Someone</name><email>someone@example.org</email></developer>
        </developers>
        <scm>
          <connection>scm:git:${home}.git</connection>
          <developerConnection>scm:git:${home}.git</developerConnection>
          <url>${home}/source</url>
        </scm>
        <issueManagement><url>${home}/issues</url></issueManagement>
        <properties><host>example.org</host><home>https://${host}/part</home></properties>
      </project>
      """;

  private final Map<String, byte[]> bundle = new TreeMap<>();

  @BeforeEach
  void fill() throws Exception {
    put(STEM + ".pom", POM);
    for (String jar : List.of(".jar", "-sources.jar", "-javadoc.jar")) {
      put(STEM + jar, "content of " + jar);
    }
  }

  @Test
  void aWholeBundleIsTaken() {
    assertThat(CentralRules.faults(bundle)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    ".jar, 'There is no org/example/part/1.0/part-1.0.jar'",
    "-sources.jar, 'There is no org/example/part/1.0/part-1.0-sources.jar'",
    "-javadoc.jar, 'There is no org/example/part/1.0/part-1.0-javadoc.jar'",
    ".jar.asc, org/example/part/1.0/part-1.0.jar has no signature",
    ".pom.asc, org/example/part/1.0/part-1.0.pom has no signature",
    ".jar.md5, org/example/part/1.0/part-1.0.jar has no MD5",
    ".jar.sha1, org/example/part/1.0/part-1.0.jar has no SHA-1",
    ".pom, 'There is not one POM in the layout of a repository, but 0'",
  })
  void nothingMayBeMissing(String file, String fault) {
    bundle.remove(STEM + file);
    assertThat(CentralRules.faults(bundle)).containsExactly(fault);
  }

  @ParameterizedTest
  @CsvSource({
    "<groupId>org.example</groupId>, '', 'says \"\" as groupId'",
    "<artifactId>part, <artifactId>whole, says \"whole\" as artifactId",
    "<version>1.0</version>, <version>1.1</version>, says \"1.1\" as version",
    "<name>A part</name>, <name/>, 'says \"\" as name'",
    "What the part ${project.name} is for, '', 'says \"\" as description'",
    "<url>${home}</url>, <url>home</url>, 'says \"home\" as url'",
    "<name>Apache-2.0</name>, '', 'says \"\" as licenses/license/name'",
    "<name>Someone</name>, '', 'says \"\" as developers/developer/name'",
    "someone@example.org, someone, 'says \"someone\" as developers/developer/email'",
    "<connection>scm:git:, <connection>git:, "
        + "'says \"git:https://example.org/part.git\" as scm/connection'",
    "<url>${home}/issues</url>, '', 'says \"\" as issueManagement/url'",
  })
  void thePomHasToSayWhatItIs(String text, String instead, String fault) throws Exception {
    put(STEM + ".pom", POM.replace(text, instead));
    assertThat(CentralRules.faults(bundle)).containsExactly("The POM " + fault);
  }

  @Test
  void whatOnlyTheBuildKnewIsMissing() throws Exception {
    put(STEM + ".pom", POM.replace("<url>${home}</url>", "<url>${release.home}</url>"));
    assertThat(CentralRules.faults(bundle))
        .containsExactly("The POM says \"{release.home}\" as url");
  }

  @Test
  void whatIsNotReleasedIsNotTaken() throws Exception {
    String dependency =
        "<dependencies><dependency><version>1-SNAPSHOT</version></dependency></dependencies>";
    put(STEM + ".pom", POM.replace("<scm>", dependency + "<scm>"));
    assertThat(CentralRules.faults(bundle))
        .containsExactly("The POM has a version that is not released in dependencies/dependency");
  }

  @Test
  void aChecksumIsThatOfItsFile() throws Exception {
    bundle.put(STEM + ".jar", new byte[] {1});
    assertThat(CentralRules.faults(bundle))
        .containsExactlyInAnyOrder(
            STEM + ".jar has another MD5 than it says",
            STEM + ".jar has another SHA-1 than it says");
  }

  @Test
  void nothingElseIsInIt() throws Exception {
    put("org/example/part/maven-metadata.xml", "<metadata/>");
    assertThat(CentralRules.faults(bundle))
        .contains("org/example/part/maven-metadata.xml is of another artifact or version");
  }

  private void put(String file, String content) throws Exception {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    bundle.put(file, bytes);
    bundle.put(file + ".asc", new byte[] {2});
    bundle.put(file + ".md5", sum("MD5", bytes));
    bundle.put(file + ".sha1", sum("SHA-1", bytes));
  }

  private static byte[] sum(String algorithm, byte[] content) throws Exception {
    byte[] digest = MessageDigest.getInstance(algorithm).digest(content);
    return HexFormat.of().formatHex(digest).getBytes(StandardCharsets.UTF_8);
  }
}
