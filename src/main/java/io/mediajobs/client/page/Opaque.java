package io.mediajobs.client.page;

import org.jspecify.annotations.Nullable;

/** What may hold tags that are none: a CDATA section, a comment or a processing instruction. */
enum Opaque {
  CDATA("<![CDATA[", "]]>"),
  COMMENT("<!--", "-->"),
  INSTRUCTION("<?", "?>");

  private final String begin;
  private final String end;

  Opaque(String begin, String end) {
    this.begin = begin;
    this.end = end;
  }

  /** The one that begins at a place, also where the text ends in its first mark; null for none. */
  static @Nullable Opaque at(byte[] xml, int place) {
    for (Opaque opaque : values()) {
      if (isAt(opaque.begin, xml, place)) {
        return opaque;
      }
    }
    return null;
  }

  /** The place behind the end of one that begins here; -1 for none before the limit. */
  int behind(byte[] xml, int place, int limit) {
    for (int at = place + begin.length(); at + end.length() <= limit; at++) {
      if (isAt(end, xml, at)) {
        return at + end.length();
      }
    }
    return -1;
  }

  private static boolean isAt(String mark, byte[] xml, int place) {
    for (int i = 0; i < mark.length() && place + i < xml.length; i++) {
      if (xml[place + i] != mark.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
