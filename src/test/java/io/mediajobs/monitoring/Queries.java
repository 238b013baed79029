package io.mediajobs.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics that queries name. */
public final class Queries {

  private static final Set<String> WORDS =
      Set.of("by", "on", "and", "or", "unless", "without", "ignoring", "bool", "offset");

  /** What is no metric: labels to match, texts, times, and the labels of a grouping. */
  private static final Pattern ASIDE =
      Pattern.compile("\\{[^}]*}|\"[^\"]*\"|\\[[^\\]]*]|\\b(by|on|without)\\s*\\([^)]*\\)");

  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*(\\s*\\()?");
  private static final Pattern EXPR = Pattern.compile("(?m)^( *)expr: (\\|\\n)?");

  private Queries() {}

  /** The metrics in a query. */
  public static Set<String> metrics(String query) {
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(ASIDE.matcher(query).replaceAll(" "));
    while (name.find()) {
      String word = name.group();
      if (!word.endsWith("(") && !WORDS.contains(word)) {
        names.add(word);
      }
    }
    return names;
  }

  /** The queries of the alerts in a file, in its order. */
  public static List<String> ofAlerts(Path file) throws IOException {
    String text = Files.readString(file);
    List<String> queries = new ArrayList<>();
    Matcher expr = EXPR.matcher(text);
    while (expr.find()) {
      boolean block = expr.group(2) != null;
      StringBuilder query = new StringBuilder();
      for (String line : text.substring(expr.end()).lines().toList()) {
        boolean deeper = line.startsWith(expr.group(1) + " ");
        if (block ? !deeper : query.length() > 0) {
          break;
        }
        query.append(line.strip()).append(' ');
      }
      queries.add(query.toString().strip());
    }
    return queries;
  }
}
