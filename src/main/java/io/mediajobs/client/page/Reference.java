package io.mediajobs.client.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** References to one character in texts: the five that XML names, and those by a number. */
final class Reference {

  /** From the {@code &} to the {@code ;}, both aside. */
  private static final int LONGEST = 8;

  private Reference() {}

  /** Where the {@code ;} of the one that begins here is; -1 where there is none, or an odd one. */
  static int end(byte[] xml, int from) {
    int at = from + 1;
    while (xml[at] != ';' && xml[at] != '>' && at <= from + LONGEST) {
      at++;
    }
    return xml[at] == ';' && character(xml, from + 1, at) >= 0 ? at : -1;
  }

  /** What is between two places, where all references are such as have an end. */
  static String resolved(byte[] xml, int from, int to) {
    StringBuilder text = new StringBuilder(0);
    int done = from;
    for (int at = from; at < to; at++) {
      if (xml[at] == '&') {
        int end = end(xml, at);
        text.append(new String(xml, done, at - done, UTF_8));
        text.appendCodePoint(character(xml, at + 1, end));
        at = end;
        done = end + 1;
      }
    }
    String rest = new String(xml, done, to - done, UTF_8);
    return done == from ? rest : text.append(rest).toString();
  }

  /** The one of a name; -1 for none, and for one that is seldom and left to the parser. */
  private static int character(byte[] xml, int from, int to) {
    return switch (new String(xml, from, to - from, ISO_8859_1)) {
      case "amp" -> '&';
      case "lt" -> '<';
      case "gt" -> '>';
      case "quot" -> '"';
      case "apos" -> '\'';
      default -> byNumber(xml, from, to);
    };
  }

  private static int byNumber(byte[] xml, int from, int to) {
    int radix = xml[from + 1] == 'x' ? 16 : 10;
    int number = 0;
    for (int at = from + (radix == 16 ? 2 : 1); at < to; at++) {
      int digit = Character.digit(xml[at], radix);
      if (digit < 0) {
        return -1;
      }
      number = radix * number + digit;
    }
    boolean common = number == '\t' || number == '\n' || number == '\r' || number >= ' ';
    return xml[from] == '#' && common && number < Character.MIN_SURROGATE ? number : -1;
  }
}
