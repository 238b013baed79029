package io.mediajobs.client.page;

import java.util.Arrays;

/** Finds where texts end that are plain: characters, and references to a character. */
final class PlainText {

  /** What a byte is in a text: nothing special, or one of these. */
  private static final byte[] KINDS = new byte[256];

  private static final byte STOP = 1;
  private static final byte NOT_ASCII = 2;

  static {
    Arrays.fill(KINDS, 0, ' ', STOP);
    Arrays.fill(KINDS, 0x80, 0x100, NOT_ASCII);
    for (char c : "<>&".toCharArray()) {
      KINDS[c] = STOP;
    }
    KINDS['\t'] = 0;
    KINDS['\n'] = 0;
  }

  private final byte[] xml;
  private final int end;

  /** Whether all of it is known to be UTF-8. */
  private boolean utf8;

  /** Of a document that ends at a place, before which a {@code >} stands. */
  PlainText(byte[] xml, int end) {
    this.xml = xml;
    this.end = end;
  }

  /** Where the text that begins here ends; -1 where it is not plain. */
  int behind(int from) {
    if (from >= end) {
      return -1;
    }
    int at = from;
    byte kind = KINDS[xml[at] & 0xff];
    while (kind == 0 || (kind == NOT_ASCII && isCharacter(at)) || xml[at] == '&') {
      at = xml[at] == '&' ? Reference.end(xml, at) : at;
      if (at < 0) {
        return -1;
      }
      kind = KINDS[xml[++at] & 0xff];
    }
    return xml[at] == '<' ? at : -1;
  }

  /** Whether a byte is of a character that a text may have. */
  private boolean isCharacter(int at) {
    if (!utf8) {
      try {
        XmlBounds.checkUtf8(xml);
      } catch (MalformedPageException broken) {
        return false;
      }
      utf8 = true;
    }
    return xml[at] != (byte) 0xef || xml[at + 1] != (byte) 0xbf || xml[at + 2] < (byte) 0xbe;
  }
}
