package io.mediajobs.client.page;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tags of a text one by one, without a look at what stands between them. Where it is not
 * certain what is a tag and where it ends, it stops, in doubt.
 */
final class TagReader {

  private final byte[] text;
  private int at;
  private boolean inDoubt;

  TagReader(byte[] text) {
    this.text = text;
  }

  enum Kind {
    START,
    END,
    /** Both in one. */
    EMPTY,
    /** A comment, a CDATA section or an instruction. */
    OPAQUE
  }

  /**
   * A tag.
   *
   * @param name with its prefix
   * @param from where it begins
   * @param to behind its end
   */
  record Tag(Kind kind, String name, boolean hasAttributes, int from, int to) {

    String localName() {
      return name.substring(name.indexOf(':') + 1);
    }
  }

  /**
   * The next tag; null where there is none any more, or one that is not there as a whole, or it is
   * in doubt what there is.
   */
  @Nullable Tag next() {
    int from = at;
    while (from < text.length && text[from] != '<') {
      from++;
    }
    Tag next = from == text.length ? null : read(from);
    if (next != null) {
      at = next.to;
    }
    return next;
  }

  /** Whether it stopped because something may be a tag, or not. */
  boolean inDoubt() {
    return inDoubt;
  }

  /** Behind the last tag that was there. */
  int end() {
    return at;
  }

  /** Whether nothing but blanks follow. */
  boolean atEnd() {
    int place = at;
    while (place < text.length && isBlank(text[place])) {
      place++;
    }
    return place == text.length;
  }

  /** The text between two places; bytes that are no UTF-8 are replacement characters. */
  String text(int from, int to) {
    return from > to ? "" : new String(text, from, to - from, StandardCharsets.UTF_8);
  }

  /** The bytes up to a place, with an end. */
  byte[] upTo(int place, String end) {
    byte[] behind = end.getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = Arrays.copyOf(text, place + behind.length);
    System.arraycopy(behind, 0, bytes, place, behind.length);
    return bytes;
  }

  private @Nullable Tag read(int from) {
    Opaque opaque = Opaque.at(text, from);
    if (opaque != null) {
      int behind = opaque.behind(text, from, text.length);
      return behind < 0 ? null : new Tag(Kind.OPAQUE, "", false, from, behind);
    }
    boolean end = from + 1 < text.length && text[from + 1] == '/';
    int nameFrom = from + (end ? 2 : 1);
    int nameTo = nameFrom;
    while (nameTo < text.length && isInName(text[nameTo])) {
      nameTo++;
    }
    if (nameTo == text.length) {
      return null;
    }
    if (nameTo == nameFrom
        || nameTo - nameFrom > XmlBounds.MAX_NAME
        || !beginsName(text[nameFrom])
        || !(isBlank(text[nameTo]) || text[nameTo] == '>' || (text[nameTo] == '/' && !end))) {
      return doubt();
    }
    return tag(from, text(nameFrom, nameTo), end, nameTo);
  }

  private @Nullable Tag tag(int from, String name, boolean end, int nameTo) {
    boolean attributes = false;
    int quote = 0;
    for (int i = nameTo; i < text.length; i++) {
      byte octet = text[i];
      if (octet == '<') {
        return doubt();
      }
      if (quote != 0) {
        quote = octet == quote ? 0 : quote;
      } else if (octet == '>') {
        boolean empty = text[i - 1] == '/';
        Kind kind = end ? Kind.END : empty ? Kind.EMPTY : Kind.START;
        return end && attributes ? doubt() : new Tag(kind, name, attributes, from, i + 1);
      } else if (octet == '"' || octet == '\'') {
        quote = octet;
      }
      attributes |= !isBlank(octet) && octet != '/';
    }
    return null;
  }

  private @Nullable Tag doubt() {
    inDoubt = true;
    return null;
  }

  static boolean isInName(byte octet) {
    return beginsName(octet) || (octet >= '0' && octet <= '9') || octet == '-' || octet == '.';
  }

  private static boolean beginsName(byte octet) {
    return (octet >= 'a' && octet <= 'z')
        || (octet >= 'A' && octet <= 'Z')
        || octet == '_'
        || octet == ':'
        || octet < 0;
  }

  static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
  }
}
