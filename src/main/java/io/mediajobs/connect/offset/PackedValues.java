package io.mediajobs.connect.offset;

import io.mediajobs.job.JobState;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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

  private static final Map<JobState, Integer> NUMBERS =
      STATES.stream().collect(Collectors.toUnmodifiableMap(state -> state, STATES::indexOf));

  /** The number of every other state. */
  private static final int SPELLED_OUT = 15;

  private PackedValues() {}

  /** Writes a text as its length and its UTF-8. */
  static void writeText(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeNumber(out, bytes.length);
    out.writeBytes(bytes);
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
  static void writeNumber(ByteArrayOutputStream out, long number) {
    long rest = (number << 1) ^ (number >> 63);
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
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

  /** Writes four bytes, the high one first. */
  static void writeInt(ByteArrayOutputStream out, int value) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
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
  static void writeCompactId(ByteArrayOutputStream out, String id) {
    out.write(id.charAt(0));
    out.writeBytes(HEX.parseHex(id, 1, id.length()));
  }

  static String readCompactId(ByteBuffer in) {
    char letter = (char) in.get();
    byte[] digits = new byte[16];
    in.get(digits);
    return letter + HEX.formatHex(digits);
  }

  /** The number of a state; {@link #SPELLED_OUT} for one whose name follows. */
  static int stateNumber(JobState state) {
    return NUMBERS.getOrDefault(state, SPELLED_OUT);
  }

  /** Writes the name of a state that has no number. */
  static void writeStateName(ByteArrayOutputStream out, JobState state) {
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
