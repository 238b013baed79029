package io.mediajobs.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What README.md shows for readers to take over. */
final class Readme {

  private Readme() {}

  /** The whole page. */
  static String page() throws IOException {
    return Files.readString(Path.of("README.md"));
  }

  /** The code between the two markers of a block, without its fence. */
  static String code(String block) throws IOException {
    String text = block(block);
    int fence = text.indexOf("```");
    return text.substring(text.indexOf('\n', fence) + 1, text.lastIndexOf("```"));
  }

  /** All that is between the two markers of a block. */
  static String block(String block) throws IOException {
    String page = page();
    int begin = page.indexOf("<!-- " + block + ": begin -->");
    int end = page.indexOf("<!-- " + block + ": end -->");
    if (begin < 0 || end < begin) {
      throw new AssertionError("README.md has no block " + block);
    }
    return page.substring(page.indexOf('\n', begin), end);
  }
}
