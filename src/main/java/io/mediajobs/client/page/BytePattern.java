package io.mediajobs.client.page;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A piece of text that answers are searched for, by Horspool's rule, which looks at few bytes. */
final class BytePattern {

  private final byte[] text;

  /** For each byte, how much further the text can end where it does not end with that. */
  private final int[] skips = new int[256];

  BytePattern(String ascii) {
    text = ascii.getBytes(StandardCharsets.US_ASCII);
    Arrays.fill(skips, text.length);
    for (int i = 0; i < text.length - 1; i++) {
      skips[text[i]] = text.length - 1 - i;
    }
  }

  int length() {
    return text.length;
  }

  /** Where it stands first, here or later; -1 for nowhere. */
  int find(byte[] answer, int from) {
    int last = text.length - 1;
    int at = from + last;
    while (at < answer.length) {
      byte octet = answer[at];
      if (octet == text[last] && Arrays.equals(answer, at - last, at + 1, text, 0, text.length)) {
        return at - last;
      }
      at += skips[octet & 0xff];
    }
    return -1;
  }

  /** How many times it stands there. */
  int count(byte[] answer) {
    int count = 0;
    for (int at = find(answer, 0); at >= 0; at = find(answer, at + text.length)) {
      count++;
    }
    return count;
  }
}
