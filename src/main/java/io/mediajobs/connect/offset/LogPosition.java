package io.mediajobs.connect.offset;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the partitions of a source hold as a task starts, from which its change log goes on.
 *
 * @param own what the source's own partition holds; null for nothing
 * @param slots what those of the change log hold, by their key
 * @param snapshot the number of the snapshot that is in use; 0 where there is none
 * @param set the set of its pieces; empty where it has none
 * @param entries how many entries follow it
 * @param entryBytes how large these are together
 * @param newest the last of them, or the snapshot itself; null where there is no snapshot
 * @param highest the highest number that anything has that is stored
 * @param cut whether a snapshot is stored whose pieces are not
 */
record LogPosition(
    @Nullable Map<String, Object> own,
    Map<String, Map<String, Object>> slots,
    long snapshot,
    String set,
    int entries,
    long entryBytes,
    @Nullable Map<String, Object> newest,
    long highest,
    boolean cut) {

  /** Where nothing is stored. */
  static final LogPosition NONE =
      new LogPosition(null, new HashMap<>(), 0, "", 0, 0, null, 0, false);
}
