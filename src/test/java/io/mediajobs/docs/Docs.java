package io.mediajobs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A page of the documentation. Parts that tests read or write are blocks: they stand between the
 * comments {@code <!-- name: begin -->} and {@code <!-- name: end -->}.
 *
 * @param file where the page is
 */
public record Docs(Path file) {

  private static final Path FOLDER = Path.of("src", "docs");

  /** A page below {@code src/docs}. */
  public static Docs page(String name) {
    return new Docs(FOLDER.resolve(name));
  }

  /** Every page: the README, those below {@code src/docs}, and those below {@code .github}. */
  public static List<Docs> all() {
    List<Docs> all = new ArrayList<>(List.of(new Docs(Path.of("README.md"))));
    for (Path folder : List.of(FOLDER, Path.of(".github"))) {
      try (Stream<Path> files = Files.walk(folder)) {
        files
            .filter(file -> file.toString().endsWith(".md"))
            .sorted()
            .map(Docs::new)
            .forEach(all::add);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return all;
  }

  /** The whole page. */
  public String text() {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What stands in a block. */
  public String block(String name) {
    String text = text();
    return text.substring(from(text, name), to(text, name)).strip();
  }

  /** The code in a block, without its fence. */
  public String code(String name) {
    String block = block(name);
    return block.substring(block.indexOf('\n') + 1, block.lastIndexOf("```"));
  }

  /** The rows of all tables in a text, cell by cell, without the tables' heads. */
  public static List<List<String>> rows(String text) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.matches("\\|[ |:-]+")) {
        rows.remove(rows.size() - 1);
      } else if (line.startsWith("|")) {
        String[] cells = line.substring(1).split("(?<!\\\\)\\|");
        rows.add(Stream.of(cells).map(String::strip).toList());
      }
    }
    return rows;
  }

  /**
   * Holds a block to what the code makes of it. With {@code -Dreference.update=true} it is written
   * instead.
   *
   * @param test the test that does so
   */
  public void holds(String name, String content, Class<?> test) {
    if (!Boolean.getBoolean("reference.update")) {
      assertThat(block(name))
          .as(
              "%s is not current: run mvn test -Dtest=%s -Dreference.update=true",
              file, test.getSimpleName())
          .isEqualTo(content);
      return;
    }
    String text = text();
    String before = text.substring(0, from(text, name));
    String after = text.substring(to(text, name));
    try {
      Files.writeString(file, before + "\n\n" + content + "\n\n" + after);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private int from(String text, String block) {
    String marker = "<!-- " + block + ": begin -->";
    return only(text, marker) + marker.length();
  }

  private int to(String text, String block) {
    return only(text, "<!-- " + block + ": end -->");
  }

  private int only(String text, String marker) {
    assertThat(text).as("%s needs its markers", file).containsOnlyOnce(marker);
    return text.indexOf(marker);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
