package io.mediajobs.client;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks through bytes eight at a time: answers are long, and all of each is looked through. */
final class Octets {

  /** So many make a word. */
  static final int WORD = Long.BYTES;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Octets() {}

  /** Whether all are ASCII. */
  static boolean areAscii(byte[] text) {
    long bits = 0;
    int i = 0;
    for (; i + WORD <= text.length; i += WORD) {
      bits |= (long) WORDS.get(text, i);
    }
    for (; i < text.length; i++) {
      bits |= text[i];
    }
    return (bits & HIGH_BITS) == 0;
  }
}
