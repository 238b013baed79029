package io.mediajobs.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.docs.Docs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page troubleshooting.md says of each message of the connector what it means and what to do.
 * The tests assert the messages word by word, so what they assert is what the connector says.
 */
class MessagesTest {

  private static final Pattern SAID =
      Pattern.compile(
          "(LOG\\.(warn|error)|new (Connect|Data|Offset|Retriable)Exception|notices\\.once(Of)?)\\(");

  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Where a value stands in a message. */
  private static final String VALUE = "…";

  private static final String BETWEEN = VALUE + "|<[a-z]+>|with HTTP [0-9x]+|\\{}|%s|%016x";

  @Test
  void everyWarningAndExceptionOfTheCodeIsInTheTable() {
    String page = page();
    List<String> missing = new ArrayList<>();
    for (Path file : files("src/main/java/io/mediajobs")) {
      for (String message : messages(text(file))) {
        List<String> parts = parts(message);
        if (!parts.isEmpty() && parts.stream().noneMatch(part -> page.contains(start(part)))) {
          missing.add(file.getFileName() + ": " + message);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyRowIsWhatTheCodeSaysOrATestAsserts() {
    String said =
        files("src/main/java", "src/test/java").stream()
            .filter(file -> !file.endsWith("MessagesTest.java"))
            .map(file -> joined(text(file)))
            .collect(Collectors.joining("\n"));
    assertThat(rows()).hasSizeGreaterThan(60);
    assertThat(rows().stream().flatMap(row -> parts(row).stream()))
        .isNotEmpty()
        .allSatisfy(part -> assertThat(said).contains(part));
  }

  /** Where a value stands between them, the parts of a message that are long enough to tell it. */
  private static List<String> parts(String message) {
    return Stream.of(message.split(BETWEEN))
        .map(part -> part.replaceAll("^[^a-zA-Z(]+", "").strip())
        .filter(part -> part.length() > 8)
        .toList();
  }

  /** The table leaves the rest of a long sentence out. */
  private static String start(String part) {
    return part.substring(0, Math.min(20, part.length()));
  }

  private static String page() {
    return Docs.page("troubleshooting.md").text();
  }

  /** The messages of the table, as they stand there. */
  private static List<String> rows() {
    return Docs.rows(page()).stream()
        .map(row -> row.get(0))
        // Some rows are about what no message says.
        .filter(cell -> cell.startsWith("`") && !cell.startsWith("`truncated`"))
        .flatMap(cell -> Pattern.compile("`([^`]+)`").matcher(cell).results().map(m -> m.group(1)))
        .toList();
  }

  /** What is said in a file, with {@link #VALUE} where the code puts a value. */
  private static List<String> messages(String code) {
    List<String> messages = new ArrayList<>();
    for (Matcher said = SAID.matcher(code); said.find(); ) {
      String arguments = joined(arguments(code, said.end()));
      messages.add(
          LITERAL
              .matcher(arguments)
              .results()
              .map(literal -> literal.group(1))
              .collect(Collectors.joining(VALUE)));
    }
    return messages;
  }

  /** From behind an opening bracket to its closing one. */
  private static String arguments(String code, int start) {
    int depth = 1;
    int at = start;
    Matcher literal = LITERAL.matcher(code);
    while (depth > 0) {
      char c = code.charAt(at);
      if (c == '"' && literal.find(at)) {
        at = literal.end();
        continue;
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      at++;
    }
    return code.substring(start, at - 1);
  }

  /** The text of a file with literals that are joined by a plus as one. */
  private static String joined(String code) {
    return code.replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"");
  }

  private static List<Path> files(String... folders) {
    List<Path> found = new ArrayList<>();
    for (String folder : folders) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(found::add);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return found;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
