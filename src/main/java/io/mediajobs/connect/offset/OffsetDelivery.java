package io.mediajobs.connect.offset;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Follows the offsets of one source into Kafka, and says when a heartbeat has to carry the newest.
 *
 * <p>An offset gets there with the record that carries it, which may be dropped by a transform, and
 * where the settings want no record of a change there is none. Until then a restart repeats or
 * loses what has been found. How far listings have come does not matter: what was listed without a
 * finding is listed again without one, so a source at which nothing happens needs no carrier.
 *
 * <ol>
 *   <li>What carries the newest offset is a record that Kafka has acknowledged, or a carrier: that
 *       is not repeated, as only a change asks for one.
 *   <li>A record that is dropped makes a carrier due at once, and from then on each poll with
 *       records has one.
 *   <li>Once a carrier is dropped, there are no more of them.
 *   <li>An offset is there once its record, and every record of the source before it, has been
 *       acknowledged; and the one that the source starts with is.
 * </ol>
 *
 * <p>The thread that polls does everything but {@link #committed}.
 */
public final class OffsetDelivery {

  /** How long acknowledgements may fail to come before a carrier goes out. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A worker gives a record up after this time, and fails the task. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final boolean wanted;

  /** How often something has changed that a restart must not forget. */
  private long changes;

  /** Those that the newest offset holds. */
  private long handedOut;

  /** Those that an acknowledged record or a carrier holds. */
  private long safe;

  /** How many records have gone out, and with how many of them the worker is done. */
  private long sent;

  private final AtomicLong done = new AtomicLong();

  /** With how many it has been seen to be done, and when. */
  private long seen;

  private Instant seenAt = Instant.EPOCH;

  private boolean drops;
  private boolean atOnce;
  private @Nullable Instant waitingSince;

  /** The newest offset; told apart by identity, as it stands on the records themselves. */
  private volatile @Nullable Map<String, ?> newest;

  private volatile @Nullable Map<String, ?> acknowledged;
  private volatile boolean heard;
  private volatile boolean dropped;
  private volatile boolean carrierDropped;
  private volatile boolean carrierArrived;

  /**
   * Follows the offsets of a source from the one that it starts with.
   *
   * @param drops whether a record of the source has ever been dropped
   * @param wanted whether carriers are wanted at all
   */
  public OffsetDelivery(boolean drops, boolean wanted) {
    this.drops = drops;
    this.wanted = wanted;
  }

  /** Whether a record of the source has ever been dropped. */
  public boolean drops() {
    return drops;
  }

  /** Whether a carrier has been dropped. */
  public boolean carrierDropped() {
    return carrierDropped;
  }

  /** Whether Kafka has the newest offset, and the worker is done with all records of the source. */
  public boolean isThere() {
    return newest == acknowledged && done.get() == sent;
  }

  /** Whether a carrier of this run has got into Kafka, and none has been dropped. */
  public boolean carriersArrive() {
    return carrierArrived && wanted && !carrierDropped;
  }

  /**
   * Whether the worker is not done with all records of the source, but has lately been with one: so
   * it is going to be with the others. Where it says nothing of those that it drops, a carrier has
   * to come first.
   */
  public boolean isAwaited(Instant now) {
    long more = done.get();
    if (more > seen) {
      seen = more;
      seenAt = now;
    }
    boolean mayCome = more < sent && wanted && !carrierDropped;
    return mayCome && now.isBefore(seenAt.plus(LONGEST));
  }

  /** Notes a change that a restart must not forget. */
  public void changed() {
    changes++;
  }

  /** Notes a change whose carrier does not wait for acknowledgements of records. */
  public void mustBeCarried() {
    changes++;
    atOnce = true;
  }

  /**
   * Whether a carrier has to go out now.
   *
   * @param records whether records of the source do, which come of a change
   */
  public boolean needsCarrier(boolean records, Instant now) {
    if (newest != null && newest == acknowledged) {
      safe = Math.max(safe, handedOut);
    }
    if (dropped && !drops) {
      drops = true;
      mustBeCarried();
    }
    if (!wanted || carrierDropped) {
      return false;
    }
    if (changes == safe) {
      waitingSince = null;
      return false;
    }
    if (waitingSince == null || heard) {
      heard = false;
      waitingSince = now;
    }
    return atOnce || (records && drops) || !now.isBefore(waitingSince.plus(PATIENCE));
  }

  /**
   * Notes that an offset goes out, which holds all changes so far.
   *
   * @param records how many records go out with it, its own among them
   * @param carrier whether with a carrier
   */
  public void handedOut(Map<String, ?> offset, int records, boolean carrier) {
    newest = offset;
    sent += records;
    handedOut = changes;
    if (carrier) {
      safe = changes;
      atOnce = false;
      waitingSince = null;
    }
  }

  /**
   * Notes that the worker is done with a record. May be called from any thread, and waits for none.
   *
   * @param delivered whether Kafka has it; if not, it was dropped on the way
   * @param carrier whether it is a carrier
   */
  public void committed(SourceRecord record, boolean delivered, boolean carrier) {
    if (delivered) {
      heard = true;
      if (record.sourceOffset() == newest) {
        acknowledged = record.sourceOffset();
      }
      if (carrier) {
        carrierArrived = true;
      }
    } else if (carrier) {
      carrierDropped = true;
    } else {
      dropped = true;
    }
    // At last: whoever sees that all are done sees what has become of each.
    done.incrementAndGet();
  }
}
