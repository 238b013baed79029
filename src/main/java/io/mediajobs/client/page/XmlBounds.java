package io.mediajobs.client.page;

/**
 * Bounds of what a document may hold, checked on its bytes before a parser builds anything of them:
 * a parser takes in all attributes of an element at once, and many small elements need far more
 * memory than their bytes. Real documents stay far below.
 *
 * <p>Why: decision 1 in src/docs/develop/decisions.
 */
final class XmlBounds {

  /** A page of words of speech, the smallest elements there are, has as many in 16 MB. */
  static final int MAX_ELEMENTS = 1_000_000;

  /** Less than this is none. */
  private static final int SHORTEST_ELEMENT = "<a/>".length();

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
   * @throws MalformedPageException where there are too many elements, or too many attributes of
   *     one, or a name is too long
   */
  static void check(byte[] xml) throws MalformedPageException {
    if (xml.length >= SHORTEST_ELEMENT * MAX_ELEMENTS || !tagsAreShort(xml)) {
      new XmlBounds(xml).check();
    }
  }

  /**
   * The same.
   *
   * @return how many elements there are
   */
  static int count(byte[] xml) throws MalformedPageException {
    XmlBounds bounds = new XmlBounds(xml);
    bounds.check();
    return bounds.elements;
  }

  /**
   * The quick look, which does for nearly every document: a tag that ends soon breaks no bound.
   * Where another begins soon it has ended, and so have all in between, which need no look.
   *
   * @return false where only a closer look can tell
   */
  private static boolean tagsAreShort(byte[] xml) {
    int tag = next(xml, 0);
    while (tag < xml.length) {
      int soon = Math.min(tag + MAX_NAME, xml.length - 1);
      int later = soon;
      while (later > tag && xml[later] != '<') {
        later--;
      }
      if (later > tag) {
        tag = later;
      } else if (endsSoon(xml, tag)) {
        tag = next(xml, soon + 1);
      } else {
        return false;
      }
    }
    return true;
  }

  /** Where a tag may begin, here or later; the length for nowhere. */
  private static int next(byte[] xml, int from) {
    int at = from;
    while (at < xml.length && xml[at] != '<') {
      at++;
    }
    return at;
  }

  /** Whether a tag ends before any name or attribute of it could be too long or one too many. */
  private static boolean endsSoon(byte[] xml, int tag) {
    for (int i = tag + 1; i < Math.min(tag + MAX_NAME, xml.length); i++) {
      if (xml[i] == '>' || xml[i] == '"' || xml[i] == '\'') {
        return xml[i] == '>';
      }
    }
    return false;
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
