package io.mediajobs.client.page;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Whether bytes are UTF-8, by the letter. The XML parser lets overlong forms and code points beyond
 * the last one pass, and an id that was damaged on its way would become another id.
 *
 * <p>Why: decision 1 in src/docs/develop/decisions.
 */
final class Utf8 {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /** Throws at the first byte that belongs to no character. */
  static void check(byte[] text) throws MalformedPageException {
    if (isAscii(text)) {
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

  /** Looks at eight bytes at a time: nearly all answers are ASCII. */
  private static boolean isAscii(byte[] text) {
    long bits = 0;
    int i = 0;
    for (; i + Long.BYTES <= text.length; i += Long.BYTES) {
      bits |= (long) WORDS.get(text, i);
    }
    for (; i < text.length; i++) {
      bits |= text[i];
    }
    return (bits & HIGH_BITS) == 0;
  }
}
