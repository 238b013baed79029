package io.mediajobs.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The jar of the command without Kafka has all that it needs, and no more than that. */
@Tag("no-worker")
class TailJarIT {

  private static final Path JAR = Path.of(System.getProperty("tail"));

  @Test
  void nothingOfOursIsMissingInIt() throws IOException {
    Set<String> names = new TreeSet<>(names());
    JavaClasses ours;
    try (JarFile jar = new JarFile(JAR.toFile())) {
      ours = new ClassFileImporter().importJar(jar).that(isOurs());
    }
    Set<String> missing = new TreeSet<>();
    for (JavaClass each : ours) {
      each.getDirectDependenciesFromSelf().stream()
          .map(use -> use.getTargetClass().getBaseComponentType())
          .filter(used -> !used.isPrimitive() && !isOfTheJdk(used.getPackageName()))
          .filter(used -> !names.contains(used.getName().replace('.', '/') + ".class"))
          .forEach(used -> missing.add(each.getName() + " needs " + used.getName()));
    }
    assertThat(ours).hasSizeGreaterThan(150);
    assertThat(missing).isEmpty();
  }

  @Test
  void nothingOfKafkaOrAvroIsInIt() throws IOException {
    assertThat(names())
        .noneMatch(name -> name.matches("org/apache/(kafka|avro)/.*|avro/.*|META-INF/services/.*"))
        .contains("META-INF/LICENSE", "META-INF/licenses/slf4j.txt")
        .contains("META-INF/licenses/stax2-api/META-INF/LICENSE", "simplelogger.properties")
        .contains("META-INF/licenses/THIRD-PARTY.txt")
        .contains("META-INF/licenses/httpclient5/META-INF/NOTICE");
    assertThat(Files.size(JAR)).isLessThan(7_000_000);
  }

  @Test
  void itIsNotInTheJarForWorkers() throws IOException {
    Path plugin = JAR.resolveSibling(JAR.getFileName().toString().replace("-tail.jar", ".jar"));
    try (JarFile jar = new JarFile(plugin.toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .isNotEmpty()
          .noneMatch(name -> name.startsWith("io/mediajobs/tail/"));
    }
  }

  @Test
  void twoBuildsOfOneCommitMakeTheSameJar() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Main-Class")).isEqualTo("io.mediajobs.tail.Tail");
      assertThat(manifest.keySet())
          .extracting(Object::toString)
          .noneMatch(key -> key.matches("(?i).*(jdk|built).*"));
      assertThat(jar.stream().map(ZipEntry::getTimeLocal).distinct())
          .containsExactly(LocalDate.parse(System.getProperty("release.date")).atStartOfDay());
    }
  }

  private static DescribedPredicate<JavaClass> isOurs() {
    return JavaClass.Predicates.resideInAPackage("io.mediajobs..");
  }

  /** Annotations of jspecify are for compilers alone. */
  private static boolean isOfTheJdk(String name) {
    return name.matches("(java|javax|jdk|org\\.jspecify)\\..*");
  }

  private static List<String> names() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
    }
  }
}
