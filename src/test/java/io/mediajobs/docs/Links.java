package io.mediajobs.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The relative links of pages in Markdown: files, and headings by the anchors GitHub makes. */
public final class Links {

  private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```$");
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");

  private Links() {}

  /** The targets of a page's relative links, as they stand there. */
  public static List<String> of(String page) {
    List<String> targets = new ArrayList<>();
    Matcher link = LINK.matcher(CODE.matcher(FENCE.matcher(page).replaceAll("")).replaceAll(""));
    while (link.find()) {
      if (!ELSEWHERE.matcher(link.group(1)).matches()) {
        targets.add(link.group(1));
      }
    }
    return targets;
  }

  /** The relative links of a page that lead nowhere, each with the reason. */
  static List<String> broken(Docs page) {
    List<String> broken = new ArrayList<>();
    for (String target : of(page.text())) {
      String[] parts = target.split("#", 2);
      Path file =
          parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();
      if (!Files.exists(file)) {
        broken.add(page + " links to " + target + ": there is no " + file);
      } else if (parts.length > 1 && !anchors(new Docs(file).text()).contains(parts[1])) {
        broken.add(page + " links to " + target + ": " + file + " has no such heading");
      }
    }
    return broken;
  }

  /** The anchors of a page's headings, in order: of equal ones all but the first are numbered. */
  static Set<String> anchors(String page) {
    Set<String> anchors = new LinkedHashSet<>();
    Map<String, Integer> equal = new HashMap<>();
    Matcher heading = HEADING.matcher(FENCE.matcher(page).replaceAll(""));
    while (heading.find()) {
      String anchor =
          heading
              .group(1)
              .strip()
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N}_ -]", "")
              .replace(' ', '-');
      int before = equal.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }
}
