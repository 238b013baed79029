package io.mediajobs.client.page;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Bounds of what a document may hold, checked on its bytes before a parser builds anything of them:
 * a parser takes in all attributes of an element at once, and many small elements need far more
 * memory than their bytes. Real documents stay far below.
 *
 * <p>And the bytes must be UTF-8 by the letter. The parser lets overlong forms and code points
 * beyond the last one pass, and an id that was damaged on its way would become another id.
 *
 * <p>Why: decision 1 in src/docs/develop/decisions.
 */
final class XmlBounds {

  /** A page of words of speech, the smallest elements there are, has as many in 16 MB. */
  static final int MAX_ELEMENTS = 1_000_000;

  /** Real answers have none. */
  static final int MAX_ATTRIBUTES = 1000;

  /** The longest known has 30 characters. */
  static final int MAX_NAME = 200;

  private final byte[] xml;
  private int elements;

  private XmlBounds(byte[] xml) {
    this.xml = xml;
  }

  /**
   * Looks through a document.
   *
   * @throws MalformedPageException where a byte belongs to no character, there are too many
   *     elements, or too many attributes of one, or a name is too long
   */
  static void check(byte[] xml) throws MalformedPageException {
    checkUtf8(xml);
    new XmlBounds(xml).check();
  }

  /** How many elements there are, within the bounds; bytes may be any. */
  static int count(byte[] xml) throws MalformedPageException {
    XmlBounds bounds = new XmlBounds(xml);
    bounds.check();
    return bounds.elements;
  }

  /** Looks at the characters alone. */
  static void checkUtf8(byte[] text) throws MalformedPageException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(text);
    CharBuffer out = CharBuffer.allocate(8192);
    CoderResult result;
    do {
      out.clear();
      result = decoder.decode(in, out, true);
    } while (result.isOverflow());
    if (result.isError()) {
      throw MalformedPageException.at("holds bytes that are not UTF-8", text, in.position());
    }
  }

  private void check() throws MalformedPageException {
    int at = 0;
    while (at < xml.length) {
      if (xml[at] != '<') {
        at++;
        continue;
      }
      Opaque opaque = Opaque.at(xml, at);
      int behind = opaque == null ? behindTag(at) : opaque.behind(xml, at, xml.length);
      at = behind < 0 ? xml.length : behind;
    }
  }

  /** The end of the tag that starts here. */
  private int behindTag(int start) throws MalformedPageException {
    if (start + 1 < xml.length && xml[start + 1] != '/' && ++elements > MAX_ELEMENTS) {
      throw at("holds more than " + MAX_ELEMENTS + " elements", start);
    }
    int attributes = 0;
    int name = 0;
    int quote = 0;
    for (int i = start + 1; i < xml.length; i++) {
      byte octet = xml[i];
      if (octet == '<' || (octet == '>' && quote == 0)) {
        // The one can't stand in a tag: this was none.
        return octet == '<' ? i : i + 1;
      }
      if (quote != 0) {
        quote = octet == quote ? 0 : quote;
      } else if (octet == '"' || octet == '\'') {
        quote = octet;
        if (++attributes > MAX_ATTRIBUTES) {
          throw at("has an element of more than " + MAX_ATTRIBUTES + " attributes", start);
        }
      } else if ((octet >= 0 && octet <= ' ') || octet == '=' || octet == '/') {
        name = 0;
      } else if (++name > MAX_NAME) {
        throw at("has a name of more than " + MAX_NAME + " bytes", start);
      }
    }
    return xml.length;
  }

  private MalformedPageException at(String reason, int position) {
    return MalformedPageException.at(reason, xml, position);
  }
}
