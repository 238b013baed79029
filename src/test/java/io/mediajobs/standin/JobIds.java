package io.mediajobs.standin;

import java.time.Instant;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Makes ids like the service's: a letter for the family, then the 32 hex digits of a UUID version 1
 * whose time lies in the second of the job's creation.
 */
final class JobIds {

  /** From the start of the Gregorian calendar, where UUIDs count from, to 1970. */
  private static final long GREGORIAN_SECONDS = 12_219_292_800L;

  private static final long TICKS_A_SECOND = 10_000_000L;

  private JobIds() {}

  /** The same id for the same creation second and seed; different seeds give different ids. */
  static String id(Family family, Instant creationTime, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long ticks =
        (creationTime.getEpochSecond() + GREGORIAN_SECONDS) * TICKS_A_SECOND
            + random.nextLong(TICKS_A_SECOND);
    long clockSequence = 0x8000L | random.nextLong(0x4000L);
    long node = random.nextLong(1L << 48);
    return String.format(
        Locale.ROOT,
        "%c%08x%04x%04x%04x%012x",
        family.letter(),
        ticks & 0xffff_ffffL,
        (ticks >>> 32) & 0xffffL,
        0x1000L | (ticks >>> 48) & 0xfffL,
        clockSequence,
        node);
  }
}
