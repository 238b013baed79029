package io.mediajobs.client;

import java.nio.charset.StandardCharsets;

/**
 * Bounds of what a document may hold, checked on its bytes before a parser builds anything of them:
 * a parser takes in all attributes of an element at once, and many small elements need far more
 * memory than their bytes. Real documents stay far below.
 */
final class XmlBounds {

  /** A page of words of speech, the smallest elements there are, has as many in 16 MB. */
  static final int MAX_ELEMENTS = 1_000_000;

  /** Real answers have none. */
  static final int MAX_ATTRIBUTES = 1000;

  /** The longest known has 30 characters. */
  static final int MAX_NAME = 200;

  private static final byte[][] OPAQUE = {bytes("<![CDATA["), bytes("<!--"), bytes("<?")};
  private static final byte[][] OPAQUE_ENDS = {bytes("]]>"), bytes("-->"), bytes("?>")};

  private final byte[] xml;
  private int elements;

  private XmlBounds(byte[] xml) {
    this.xml = xml;
  }

  /**
   * Looks through a document.
   *
   * @return how many elements there are
   * @throws MalformedPageException where there are too many, or too many attributes of one, or a
   *     name is too long
   */
  static int check(byte[] xml) throws MalformedPageException {
    XmlBounds bounds = new XmlBounds(xml);
    bounds.check();
    return bounds.elements;
  }

  private void check() throws MalformedPageException {
    int at = 0;
    while (at < xml.length) {
      if (xml[at] != '<') {
        at++;
        continue;
      }
      int behind = behindOpaque(at);
      at = behind > at ? behind : behindTag(at);
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

  /** Where the CDATA section, comment or instruction that starts here ends; here for none. */
  private int behindOpaque(int start) {
    for (int i = 0; i < OPAQUE.length; i++) {
      if (isAt(OPAQUE[i], start)) {
        int at = start + OPAQUE[i].length;
        while (at < xml.length && !isAt(OPAQUE_ENDS[i], at)) {
          at++;
        }
        return Math.min(at + OPAQUE_ENDS[i].length, xml.length);
      }
    }
    return start;
  }

  private boolean isAt(byte[] text, int at) {
    if (at + text.length > xml.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (xml[at + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  private MalformedPageException at(String reason, int position) {
    return MalformedPageException.at(reason, xml, position);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
