package io.mediajobs.simulation;

import io.mediajobs.connect.offset.LogSizes;
import io.mediajobs.job.Jobs;
import java.time.Instant;
import java.util.SplittableRandom;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Which form the offsets of a history have, and how its records get into Kafka, drawn from its
 * seed.
 *
 * @param sizes from which on offsets have another form; in half of the histories small ones
 * @param lanes how many partitions the topics have together, in each of which records arrive in
 *     their order
 * @param heldFrom from then on one of these is held up
 * @param heldTo up to then
 * @param flushPercent after how many polls the worker commits offsets, other than at a crash
 * @param patchPercent how many restarts follow a change of the offsets by a person
 * @param isPrompt whether all records of a poll arrive, and are acknowledged, before the next, but
 *     for what is held up; with exactly-once that is so anyway
 */
record SimLog(
    LogSizes sizes,
    int lanes,
    Instant heldFrom,
    Instant heldTo,
    int flushPercent,
    int patchPercent,
    boolean isPrompt) {

  /** No entry of a history is so large. */
  private static final int NEVER = 1_000_000;

  static SimLog of(long seed) {
    SplittableRandom random = new SplittableRandom(seed + 6);
    if (random.nextBoolean()) {
      return new SimLog(LogSizes.USUAL, 1, Instant.MAX, Instant.MAX, 25, 0, false);
    }
    int ring = 4 + random.nextInt(20);
    boolean cut = random.nextBoolean();
    LogSizes sizes =
        new LogSizes(
            random.nextInt(300),
            ring,
            1 + random.nextInt(cut ? 3 : ring - 1),
            cut ? 60 + random.nextInt(500) : 1_000_000,
            NEVER);
    Instant from = Jobs.T0.plusSeconds(random.nextInt(120));
    SimLog log =
        new SimLog(
            sizes,
            1 + random.nextInt(4),
            from,
            random.nextBoolean() ? from : from.plusSeconds(random.nextInt(90)),
            1 + random.nextInt(25),
            random.nextInt(4) == 0 ? 1 + random.nextInt(60) : 0,
            random.nextBoolean());
    int awaited = random.nextInt(4) == 0 ? 50 + random.nextInt(300) : NEVER;
    // Where pieces are larger, they serve for several snapshots.
    int larger = cut && random.nextInt(3) == 0 ? 3 : 1;
    return log.with(larger * sizes.piece(), awaited);
  }

  private SimLog with(int piece, int awaited) {
    LogSizes other = new LogSizes(sizes.plain(), sizes.ring(), sizes.entries(), piece, awaited);
    return new SimLog(other, lanes, heldFrom, heldTo, flushPercent, patchPercent, isPrompt);
  }

  /** Whether the task may wait for acknowledgements. */
  boolean isAwaited() {
    return isUsed() && sizes.awaited() < NEVER;
  }

  /** Whether small states have a change log. */
  boolean isUsed() {
    return !sizes.equals(LogSizes.USUAL);
  }

  /** Whether a person changes offsets now and then. */
  boolean isPatched() {
    return patchPercent > 0;
  }

  /** The partition of a topic that a record goes to. */
  int lane(SourceRecord record) {
    return Math.floorMod(31 * record.topic().hashCode() + record.key().hashCode(), lanes);
  }

  /** Whether nothing arrives in a lane now. */
  boolean isHeldUp(int lane, Instant now) {
    return lane == 0 && !now.isBefore(heldFrom) && now.isBefore(heldTo);
  }
}
