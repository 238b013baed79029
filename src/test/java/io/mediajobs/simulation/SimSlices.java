package io.mediajobs.simulation;

import io.mediajobs.connect.offset.Offsets;
import io.mediajobs.tracking.state.SourceState.OpenSlice;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the offsets of a history tell of the slices that its past was cut into. */
final class SimSlices {

  /** Where the slices of the offset before this one end. */
  private Set<Object> stops = Set.of();

  private boolean restarted;
  private int cuts;
  private int again;
  private int afterRestart;

  /** How many cuts were made. */
  int cuts() {
    return cuts;
  }

  /** How many of them cut a slice again. */
  int again() {
    return again;
  }

  /** How many restarts went on with slices. */
  int afterRestart() {
    return afterRestart;
  }

  /** A task has died, and what comes is of another. */
  void restart() {
    restarted = true;
  }

  /** Looks at an offset. */
  void seen(Map<String, ?> offset) {
    // Most have none, and to read all of an offset takes its time.
    boolean any = offset.containsKey("slices");
    List<OpenSlice> slices = any ? Offsets.fromMap(offset).slices() : List.of();
    Set<Object> now = new HashSet<>();
    slices.forEach(slice -> now.add(slice.stop()));
    Set<Object> made = new HashSet<>(now);
    made.removeAll(stops);
    boolean goesOn = made.size() < now.size();
    cuts += made.size();
    again += goesOn ? made.size() : 0;
    afterRestart += restarted && goesOn ? 1 : 0;
    restarted = false;
    stops = now;
  }
}
