package io.mediajobs.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A heading, a paragraph, an item, a row of a table, a comment or a block of code of a page.
 *
 * @param line where it begins, counted from 1
 * @param text the text as it stands there
 * @param same what a translation has letter by letter: all of code and comments; of the others
 *     their kind, what they have in code, where their links lead, names and numbers
 */
record Part(int line, String text, String same) {

  private static final Pattern MARK =
      Pattern.compile("( *)(#{1,6} |[-*] |\\d+\\. |\\||<!--|```)?.*", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\[((?:`[^`]*`|[^]`])*)]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");
  private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
  private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][\\w-]*(?:[._][A-Za-z0-9_-]+)+");
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,:-]\\d+)*");

  /**
   * The parts of a page, in their order.
   *
   * @param target what stands for the target of a link in every language
   */
  static List<Part> of(String page, UnaryOperator<String> target) {
    List<Part> parts = new ArrayList<>();
    List<String> lines = page.lines().toList();
    int from = 0;
    while (from < lines.size()) {
      if (lines.get(from).isBlank()) {
        from++;
        continue;
      }
      int to = end(lines, from);
      String text = String.join("\n", lines.subList(from, to));
      parts.add(new Part(from + 1, text, same(text, target)));
      from = to;
    }
    return parts;
  }

  /** Whether any of it is in Chinese. */
  boolean isChinese() {
    return CHINESE.matcher(text).find();
  }

  /** The words of it: none in a block of code and in a comment. */
  List<String> words() {
    if (isVerbatim(mark(text))) {
      return List.of();
    }
    String words = CODE.matcher(LINK.matcher(text).replaceAll("$1")).replaceAll("");
    return WORD.matcher(words).results().map(MatchResult::group).toList();
  }

  /** The first line behind a part. Paragraphs and items go over several lines. */
  private static int end(List<String> lines, int from) {
    String mark = mark(lines.get(from));
    int to = from + 1;
    if (mark.equals("```")) {
      while (to < lines.size() && !lines.get(to).strip().equals("```")) {
        to++;
      }
      return Math.min(to + 1, lines.size());
    }
    boolean goesOn = mark.isEmpty() || mark.endsWith(" ") && !mark.startsWith("#");
    while (goesOn
        && to < lines.size()
        && !lines.get(to).isBlank()
        && mark(lines.get(to)).isEmpty()) {
      to++;
    }
    return to;
  }

  private static String same(String text, UnaryOperator<String> target) {
    String mark = mark(text);
    if (isVerbatim(mark)) {
      return text;
    }
    String oneLine = text.replaceAll(" *\n *", " ");
    String kind = (text.startsWith(" ") ? "inside " : "") + (mark.isEmpty() ? "paragraph" : mark);
    Stream<String> cells =
        mark.equals("|") ? Stream.of(oneLine.split("(?<!\\\\)\\|")).skip(1) : Stream.of(oneLine);
    return cells.map(cell -> words(cell, target)).collect(Collectors.joining(" |", kind, ""));
  }

  private static String words(String text, UnaryOperator<String> target) {
    Set<String> links = new TreeSet<>();
    Set<String> code = new TreeSet<>();
    Set<String> names = new TreeSet<>();
    Set<String> numbers = new TreeSet<>();
    Matcher link = LINK.matcher(text);
    link.results().forEach(found -> links.add(target.apply(found.group(2))));
    String rest = link.replaceAll(found -> Matcher.quoteReplacement(found.group(1)));
    rest = take(CODE, rest, code);
    rest = take(NAME, rest, names);
    take(NUMBER, rest, numbers);
    return (code.isEmpty() ? "" : " code " + code)
        + (links.isEmpty() ? "" : " links " + links)
        + (names.isEmpty() ? "" : " names " + names)
        + (numbers.isEmpty() ? "" : " numbers " + numbers);
  }

  private static String take(Pattern pattern, String text, Set<String> into) {
    Matcher found = pattern.matcher(text);
    found.results().forEach(one -> into.add(one.group(one.groupCount())));
    return found.replaceAll(" ");
  }

  /** What a line begins with that says what it is; empty in a paragraph. */
  private static String mark(String text) {
    Matcher mark = MARK.matcher(text);
    return mark.matches() && mark.group(2) != null ? mark.group(2) : "";
  }

  private static boolean isVerbatim(String mark) {
    return mark.equals("```") || mark.equals("<!--");
  }
}
