package io.mediajobs.client;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Whether bytes are UTF-8, by the letter. The XML parser lets overlong forms and code points beyond
 * the last one pass, and an id that was damaged on its way would become another id.
 */
final class Utf8 {

  private Utf8() {}

  /** Throws at the first byte that belongs to no character. */
  static void check(byte[] text) throws MalformedPageException {
    if (Octets.areAscii(text)) {
      return;
    }
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
}
