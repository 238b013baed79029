package io.mediajobs.connect.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The further partitions that a source has where its snapshot says so, by the value of their key
 * {@code log}: those of the change log, a ring, and two sets of pieces, one for each second
 * snapshot.
 */
final class LogPartition {

  /** How many there are of the change log: {@code "0"} to {@code "127"}. */
  static final int RING = 128;

  /** How many pieces a snapshot has at most: {@code "a0"} to {@code "a63"}, and with b. */
  static final int PIECES = 64;

  /** All of them, in any order. */
  static final List<String> ALL = all();

  private static final Pattern FORM = Pattern.compile("[0-9]{1,3}|[ab][0-9]{1,2}");

  private LogPartition() {}

  /** One of the change log. */
  static String slot(long number) {
    return Long.toString(number);
  }

  /** One of the pieces of a set. */
  static String piece(String set, int number) {
    return set + number;
  }

  /** The set whose pieces are not those of this one. */
  static String otherSet(String set) {
    return set.equals("a") ? "b" : "a";
  }

  /** Whether there is one of this name. */
  static boolean isOne(String log) {
    return FORM.matcher(log).matches() && ALL.contains(log);
  }

  /** Whether it is one of pieces, and not of the change log. */
  static boolean isPiece(String log) {
    return log.startsWith("a") || log.startsWith("b");
  }

  private static List<String> all() {
    List<String> all = new ArrayList<>();
    for (int slot = 0; slot < RING; slot++) {
      all.add(slot(slot));
    }
    for (int piece = 0; piece < PIECES; piece++) {
      all.add(piece("a", piece));
      all.add(piece("b", piece));
    }
    return List.copyOf(all);
  }
}
