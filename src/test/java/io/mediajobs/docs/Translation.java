package io.mediajobs.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A page in English and in Chinese, which have the same parts in the same order. The first line of
 * a page in Chinese, and that of the README, is for the way to the other language.
 *
 * @param english where the page is
 * @param chinese where the same page is in Chinese
 */
record Translation(Path english, Path chinese) {

  /** As many words has the name of the connector. */
  private static final int LONGEST_NAME = 6;

  static final Path README = Path.of("README.md");
  static final Path ENGLISH = Path.of("src", "docs");
  static final Path CHINESE = ENGLISH.resolve("zh-CN");

  /** The page of this name. */
  static Translation of(Path name) {
    Path english = name.equals(README) ? README : ENGLISH.resolve(name);
    return new Translation(english, CHINESE.resolve(name));
  }

  /** What one of the pages has and the other has not, and what is not translated. */
  List<String> differences() {
    List<Part> there = parts(english);
    List<Part> here = parts(chinese);
    int[][] common = common(there, here);
    List<String> differences = new ArrayList<>();
    int e = 0;
    int c = 0;
    while (e < there.size() || c < here.size()) {
      boolean more = e < there.size() && c < here.size();
      if (more && there.get(e).same().equals(here.get(c).same())) {
        differences.addAll(untranslated(there.get(e++), here.get(c++)));
      } else if (c == here.size() || more && common[e + 1][c] >= common[e][c + 1]) {
        differences.add(lack(chinese, before(here, c), english, there.get(e++)));
      } else {
        differences.add(lack(english, before(there, e), chinese, here.get(c++)));
      }
    }
    return differences;
  }

  /** What has no Chinese is a name, such as that of the connector: it is the same in English. */
  private List<String> untranslated(Part there, Part here) {
    boolean isName = here.words().equals(there.words()) && here.words().size() <= LONGEST_NAME;
    if (here.isChinese() || isName) {
      return List.of();
    }
    return List.of(
        "%s has no Chinese at line %d, for line %d of %s: %s"
            .formatted(chinese, here.line(), there.line(), english, there.text()));
  }

  private static String lack(Path page, int line, Path other, Part part) {
    return "%s, behind line %d, lacks what %s has at line %d: %s\n  It must have: %s"
        .formatted(page, line, other, part.line(), part.text(), part.same());
  }

  private static int before(List<Part> parts, int index) {
    return index == 0 ? 0 : parts.get(index - 1).line();
  }

  /** How many parts two pages have in common from each part of both on. */
  private static int[][] common(List<Part> there, List<Part> here) {
    int[][] common = new int[there.size() + 1][here.size() + 1];
    for (int e = there.size() - 1; e >= 0; e--) {
      for (int c = here.size() - 1; c >= 0; c--) {
        common[e][c] =
            there.get(e).same().equals(here.get(c).same())
                ? common[e + 1][c + 1] + 1
                : Math.max(common[e + 1][c], common[e][c + 1]);
      }
    }
    return common;
  }

  private List<Part> parts(Path page) {
    UnaryOperator<String> target = link -> target(page, link);
    List<Part> parts = Part.of(new Docs(page).text(), target);
    return page.equals(chinese) || page.equals(README) ? parts.subList(1, parts.size()) : parts;
  }

  /**
   * Where a link leads, said alike for both languages: a page in Chinese leads to others in
   * Chinese, and headings have another text in each.
   */
  private String target(Path page, String link) {
    if (link.matches("[a-z]+:.*")) {
      return link;
    }
    String[] parts = link.split("#", 2);
    Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    String place = file.toString();
    if (file.equals(chinese)) {
      place = english.toString();
    } else if (file.startsWith(CHINESE)) {
      place = of(CHINESE.relativize(file)).english().toString();
    } else if (page.equals(chinese) && Files.exists(inChinese(file))) {
      place += " in English";
    }
    if (parts.length == 1) {
      return place;
    }
    List<String> headings = List.copyOf(Links.anchors(new Docs(file).text()));
    return "heading " + (headings.indexOf(parts[1]) + 1) + " of " + place;
  }

  private static Path inChinese(Path file) {
    return CHINESE.resolve(file.startsWith(ENGLISH) ? ENGLISH.relativize(file) : file);
  }
}
