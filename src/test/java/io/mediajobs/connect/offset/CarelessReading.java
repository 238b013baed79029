package io.mediajobs.connect.offset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a start would make of the offsets of a source if it looked at less than it does: offsets of
 * which {@link LogReader} takes just as much. For faults that are planted.
 */
public enum CarelessReading {
  /** Not at the hash that an entry names of what is before it. */
  WITHOUT_HASHES,
  /** Not at whether an entry between two others is missing. */
  WITHOUT_GAPS,
  /** Not at whether the snapshot is still the one that the first entry was written behind. */
  WITHOUT_SNAPSHOT,
  /** Not at whether the pieces are those that the snapshot was cut into. */
  WITHOUT_PIECES;

  /**
   * The offsets as this reading has them.
   *
   * @param partition the source's own partition
   */
  public KeptOffsets of(KeptOffsets kept, Map<String, ?> partition, LogSizes sizes) {
    Map<String, Object> own = kept.offset(partition);
    long number = own == null ? 0 : LogCodec.numberOrZero(own, LogCodec.SNAPSHOT);
    if (own == null || number == 0) {
      return kept;
    }
    List<Map<String, Object>> entries = entries(kept, partition, own, sizes);
    KeptOffsets others = kept.copy();
    Map<String, Object> before = this == WITHOUT_PIECES ? cut(kept, partition, own) : own;
    others.keep(partition, before);
    for (Map<String, Object> entry : entries) {
      Map<String, Object> next = new HashMap<>(entry);
      next.put(LogCodec.NUMBER, ++number);
      next.put(LogCodec.AFTER, LogCodec.hash(before));
      others.keep(slot(partition, number, sizes), next);
      before = next;
    }
    others.keep(slot(partition, number + 1, sizes), null);
    return others;
  }

  private List<Map<String, Object>> entries(
      KeptOffsets kept, Map<String, ?> partition, Map<String, Object> own, LogSizes sizes) {
    long snapshot = LogCodec.numberOrZero(own, LogCodec.SNAPSHOT);
    List<Map<String, Object>> entries = new ArrayList<>();
    Map<String, Object> before = own;
    for (long number = snapshot + 1; number < snapshot + sizes.ring(); number++) {
      Map<String, Object> entry = kept.offset(slot(partition, number, sizes));
      boolean there = entry != null && LogCodec.numberOrZero(entry, LogCodec.NUMBER) == number;
      boolean follows = there && LogCodec.follows(entry, number, LogCodec.hash(before));
      boolean first = number == snapshot + 1;
      boolean taken =
          switch (this) {
            case WITHOUT_HASHES -> there;
            case WITHOUT_GAPS ->
                follows || (there && !first && !isThere(kept, partition, number - 1, sizes));
            case WITHOUT_SNAPSHOT -> follows || (there && first && isOf(snapshot, entry));
            case WITHOUT_PIECES -> follows;
          };
      if (taken) {
        entries.add(entry);
        before = entry;
      } else if (this != WITHOUT_GAPS) {
        break;
      }
    }
    return entries;
  }

  private static boolean isThere(
      KeptOffsets kept, Map<String, ?> partition, long number, LogSizes sizes) {
    Map<String, Object> entry = kept.offset(slot(partition, number, sizes));
    return entry != null && LogCodec.numberOrZero(entry, LogCodec.NUMBER) == number;
  }

  private static boolean isOf(long snapshot, Map<String, Object> entry) {
    return LogCodec.numberOrZero(entry, LogCodec.SINCE) == snapshot;
  }

  /** A snapshot that names the pieces that are there, whichever these are. */
  private static Map<String, Object> cut(
      KeptOffsets kept, Map<String, ?> partition, Map<String, Object> own) {
    LogCodec.Pieces pieces = LogCodec.pieces(own);
    if (pieces == null) {
      return own;
    }
    List<String> hashes = new ArrayList<>(pieces.hashes());
    for (int i = 0; i < hashes.size(); i++) {
      Map<String, Object> piece =
          kept.offset(further(partition, LogPartition.piece(pieces.set(), i)));
      if (piece != null) {
        hashes.set(i, LogCodec.hash(piece));
      }
    }
    Map<String, Object> other = new HashMap<>(own);
    other.put(LogCodec.PIECES, pieces.set() + ":" + String.join(",", hashes));
    return other;
  }

  private static Map<String, Object> slot(Map<String, ?> partition, long number, LogSizes sizes) {
    return further(partition, LogPartition.slot(number % sizes.ring()));
  }

  private static Map<String, Object> further(Map<String, ?> partition, String log) {
    Map<String, Object> further = new HashMap<>(partition);
    further.put("log", log);
    return further;
  }
}
