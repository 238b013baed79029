package io.mediajobs.connect.config;

import io.mediajobs.docs.Docs;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The messages of the table in troubleshooting.md: what stands in code in its first column, with …
 * for anything, as is {@code <name>}, and x for a digit of an HTTP status.
 */
public final class KnownMessages {

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern ANYTHING = Pattern.compile("…|<[a-z]+>|(?<=HTTP \\d)xx");

  private final List<Pattern> messages = new ArrayList<>();

  public KnownMessages() {
    for (List<String> row : Docs.rows(Docs.page("troubleshooting.md").text())) {
      add(row.get(0));
    }
  }

  /** Whether a row of the table has this message. */
  public boolean has(String message) {
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
