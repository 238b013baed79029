package io.mediajobs.connect.offset;

import io.mediajobs.job.JobState;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Numbers, texts, ids and states as they stand in packed offsets.
 *
 * <p>What is read throws {@link BufferUnderflowException} where the bytes end too soon, and {@link
 * ArithmeticException} where a number has more bytes than any.
 */
final class PackedValues {

  private static final HexFormat HEX = HexFormat.of();

  /** By their numbers in stored offsets, whatever order they have elsewhere. */
  private static final List<JobState> STATES =
      List.of(
          JobState.SUBMITTED,
          JobState.RUNNING,
          JobState.PAUSE,
          JobState.SUCCESS,
          JobState.FAILED,
          JobState.CANCEL,
          JobState.NON_EXIST);

  /** The number of every other state. */
  private static final int SPELLED_OUT = 15;

  private PackedValues() {}

  /** So many bytes a text takes at most. */
  static int mostOf(String text) {
    return 3 * text.length() + Integer.BYTES + 1;
  }

  /** Writes a text as its length and its UTF-8. */
  static void writeText(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeNumber(out, bytes.length);
    out.put(bytes);
  }

  static String readText(ByteBuffer in) {
    long length = readNumber(in);
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Writes a number in seven bits a byte, low ones first; the sign sits in the lowest bit. */
  static void writeNumber(ByteBuffer out, long number) {
    long rest = (number << 1) ^ (number >> 63);
    while ((rest & ~0x7fL) != 0) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  static long readNumber(ByteBuffer in) {
    long number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.get();
      number |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return (number >>> 1) ^ -(number & 1);
      }
    }
    throw new ArithmeticException("A number has too many bytes");
  }

  /** Whether an id is one letter and 32 hex digits: as the service makes them. */
  static boolean isCompactId(String id) {
    if (id.length() != 33 || id.charAt(0) < 'a' || id.charAt(0) > 'z') {
      return false;
    }
    for (int i = 1; i < id.length(); i++) {
      char digit = id.charAt(i);
      if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** Writes an id in 17 bytes: the letter, and the digits in pairs. */
  static void writeCompactId(ByteBuffer out, String id) {
    out.put((byte) id.charAt(0));
    for (int i = 1; i < id.length(); i += 2) {
      out.put((byte) (digit(id.charAt(i)) << 4 | digit(id.charAt(i + 1))));
    }
  }

  private static int digit(char hex) {
    return hex <= '9' ? hex - '0' : hex - 'a' + 10;
  }

  static String readCompactId(ByteBuffer in) {
    char letter = (char) in.get();
    byte[] digits = new byte[16];
    in.get(digits);
    return letter + HEX.formatHex(digits);
  }

  /** The number of a state; {@link #SPELLED_OUT} for one whose name follows. */
  static int stateNumber(JobState state) {
    int number = STATES.indexOf(state);
    return number < 0 ? SPELLED_OUT : number;
  }

  /** Writes the name of a state that has no number. */
  static void writeStateName(ByteBuffer out, JobState state) {
    if (stateNumber(state) == SPELLED_OUT) {
      writeText(out, state.name());
    }
  }

  /**
   * The state of this number, whose name is next where it is spelled out.
   *
   * @throws IllegalArgumentException where there is no such number
   */
  static JobState readState(ByteBuffer in, int number) {
    if (number == SPELLED_OUT) {
      return JobState.of(readText(in));
    }
    if (number < 0 || number >= STATES.size()) {
      throw new IllegalArgumentException("it holds the unknown state number " + number);
    }
    return STATES.get(number);
  }
}
