package io.mediajobs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages for those who change the connector name only what is there. */
class DevelopPagesTest {

  private static final Path PAGES = Path.of("src", "docs", "develop");
  private static final Pattern CLASS =
      Pattern.compile("`([A-Z][A-Za-z]*[a-z][A-Za-z]*)(?:\\.([a-z]\\w*))?`");
  private static final Pattern DECISION =
      Pattern.compile("Why: decision (\\d+) in src/docs/develop");

  /** Words of Java, of HTTP and of Kafka, and patterns of names. */
  private static final Set<String> OF_OTHERS =
      Set.of("Date", "JmxReporter", "Metrics", "XTest", "XIT");

  @Test
  void everyClassAndMethodIsThere() throws IOException {
    Map<String, String> classes = classes();
    List<String> missing = new ArrayList<>();
    for (Docs page : Docs.all()) {
      if (!page.file().startsWith(PAGES)) {
        continue;
      }
      for (MatchResult name : CLASS.matcher(page.text()).results().toList()) {
        String code = classes.get(name.group(1));
        boolean there =
            code != null && (name.group(2) == null || code.contains(" " + name.group(2) + "("));
        if (!there && !OF_OTHERS.contains(name.group(1))) {
          missing.add(page + ": " + name.group());
        }
      }
    }
    assertThat(classes).hasSizeGreaterThan(300);
    assertThat(missing).isEmpty();
  }

  @Test
  void everyDecisionIsNamedByAClassAndTheOtherWayRound() throws IOException {
    Map<Integer, Path> decisions = new TreeMap<>();
    for (Path page : files(PAGES.resolve("decisions"), "\\d{4}-.*\\.md")) {
      int number = Integer.parseInt(page.getFileName().toString().substring(0, 4));
      assertThat(Files.readString(page)).startsWith("# " + number + ". ");
      decisions.put(number, page);
    }
    Map<Integer, Path> named = new TreeMap<>();
    for (Path file : files(Path.of("src", "main", "java"), ".*\\.java")) {
      String code = Files.readString(file).replaceAll("\\s+\\*\\s+", " ");
      DECISION.matcher(code).results().forEach(m -> named.put(Integer.valueOf(m.group(1)), file));
    }
    assertThat(named.keySet()).isNotEmpty().isEqualTo(decisions.keySet());
  }

  /** The code of every class that has a file, by its name. */
  private static Map<String, String> classes() throws IOException {
    Map<String, String> classes = new HashMap<>();
    for (Path file : files(Path.of("src"), ".*\\.java")) {
      String name = file.getFileName().toString().replace(".java", "");
      classes.merge(name, Files.readString(file), String::concat);
    }
    return classes;
  }

  private static List<Path> files(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.getFileName().toString().matches(name)).sorted().toList();
    }
  }
}
