package io.mediajobs.job;

/**
 * Text from outside as it may stand in a message or a log: on one line, with nothing that acts on a
 * terminal or reorders what is read there.
 */
public final class Printable {

  private Printable() {}

  /**
   * The text with such characters spelled out, a line break as {@code \\u000a}; one without any is
   * returned as it is.
   */
  public static String of(String text) {
    if (text.codePoints().allMatch(Printable::isPrintable)) {
      return text;
    }
    StringBuilder printable = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (isPrintable(c)) {
                printable.appendCodePoint(c);
              } else {
                printable.append(String.format(c < 0x10000 ? "\\u%04x" : "\\u{%x}", c));
              }
            });
    return printable.toString();
  }

  /** The beginning of a text: so many characters at most, and never half of a surrogate pair. */
  public static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    boolean splitsPair = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, splitsPair ? length - 1 : length);
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
