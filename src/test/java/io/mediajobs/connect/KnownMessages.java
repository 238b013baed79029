package io.mediajobs.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The messages of the table "When things go wrong" in the README: what stands in code in its first
 * column, with … for anything, as is {@code <name>}, and x for a digit of an HTTP status.
 */
final class KnownMessages {

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern ANYTHING = Pattern.compile("…|<[a-z]+>|(?<=HTTP \\d)xx");

  private final List<Pattern> messages = new ArrayList<>();

  KnownMessages() throws IOException {
    String page = Files.readString(Path.of("README.md"));
    String chapter = page.substring(page.indexOf("\n## When things go wrong"));
    chapter
        .lines()
        .filter(line -> line.startsWith("| `"))
        .takeWhile(line -> !line.startsWith("##"))
        .forEach(line -> add(line.split("(?<!\\\\)\\|")[1]));
  }

  /** Whether a row of the table has this message. */
  boolean has(String message) {
    return messages.stream().anyMatch(known -> known.matcher(message).matches());
  }

  private void add(String cell) {
    Matcher code = CODE.matcher(cell);
    while (code.find()) {
      messages.add(Pattern.compile(pattern(code.group(1)), Pattern.DOTALL));
    }
  }

  private static String pattern(String text) {
    StringBuilder pattern = new StringBuilder();
    Matcher anything = ANYTHING.matcher(text);
    int from = 0;
    while (anything.find()) {
      pattern.append(Pattern.quote(text.substring(from, anything.start())));
      pattern.append(anything.group().equals("xx") ? "\\d\\d" : ".*");
      from = anything.end();
    }
    return pattern.append(Pattern.quote(text.substring(from))).toString();
  }
}
