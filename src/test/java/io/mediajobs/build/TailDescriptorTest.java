package io.mediajobs.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The jar of the command without Kafka gets every class that the command reaches. */
class TailDescriptorTest {

  private static final Path DESCRIPTOR = Path.of("src", "assembly", "tail.xml");
  private static final Pattern INCLUDE =
      Pattern.compile("<include>(io/mediajobs/[^<]+(?:\\.class|/\\*\\*))</include>");

  @Test
  void itNamesEveryClassThatTheCommandReaches() throws IOException {
    List<Pattern> named = named();
    assertThat(reached())
        .hasSizeGreaterThan(150)
        .allSatisfy(file -> assertThat(named).anyMatch(name -> name.matcher(file).matches()));
  }

  @Test
  void itNamesNoneThatTheCommandDoesNotReach() throws IOException {
    Set<String> reached = reached();
    assertThat(named())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(reached).anyMatch(file -> name.matcher(file).matches()));
  }

  /** The files of the classes that it names, by its wildcards. */
  private static List<Pattern> named() throws IOException {
    return INCLUDE
        .matcher(Files.readString(DESCRIPTOR))
        .results()
        .map(include -> include.group(1).replace(".", "\\.").replace("$", "\\$"))
        .map(name -> name.replaceAll("(?<!\\*)\\*(?!\\*)", "[^/]*").replace("**", ".*"))
        .map(Pattern::compile)
        .toList();
  }

  private static Set<String> reached() {
    return MainClasses.ALL.stream()
        .filter(type -> type.getPackageName().equals("io.mediajobs.tail"))
        .flatMap(
            type ->
                Stream.concat(
                    Stream.of(type),
                    type.getTransitiveDependenciesFromSelf().stream()
                        .map(use -> use.getTargetClass().getBaseComponentType())))
        .map(JavaClass::getName)
        .filter(name -> name.startsWith("io.mediajobs."))
        .map(name -> name.replace('.', '/') + ".class")
        .collect(Collectors.toSet());
  }
}
