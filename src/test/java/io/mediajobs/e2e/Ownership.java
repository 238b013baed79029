package io.mediajobs.e2e;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which task polled which source from when to when, as the workers' logs tell. */
final class Ownership {

  /** The line that a task logs when it takes a source, or gives up all of its sources. */
  private static final Pattern LINE =
      Pattern.compile(
          "(\\S+) \\[(\\S+)] INFO \\S+ - (Polling (\\S+) at |Stopped polling \\[(.*)]).*");

  private record Change(LocalDateTime at, String task, String source, boolean taken) {}

  private final List<String> overlaps = new ArrayList<>();
  private int changes;

  /**
   * Reads logs.
   *
   * @param logs one for each worker; their tasks may have equal names
   */
  Ownership(List<String> logs) {
    List<Change> all = new ArrayList<>();
    for (int worker = 0; worker < logs.size(); worker++) {
      int number = worker;
      logs.get(worker).lines().forEach(line -> read(line, "worker " + number, all));
    }
    // In one millisecond the old owner stops before the new one starts, or it is no overlap to see.
    all.sort(Comparator.comparing(Change::at).thenComparing(Change::taken));
    Map<String, String> owners = new HashMap<>();
    for (Change change : all) {
      if (!change.taken()) {
        owners.remove(change.source(), change.task());
        continue;
      }
      changes++;
      String before = owners.put(change.source(), change.task());
      if (before != null) {
        overlaps.add(change + " while it was with " + before);
      }
    }
  }

  /** How often a source was taken by a task. */
  int changes() {
    return changes;
  }

  /** One sentence for each time that a task took a source which another had not given up. */
  List<String> overlaps() {
    return overlaps;
  }

  private static void read(String line, String worker, List<Change> all) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return;
    }
    LocalDateTime at = LocalDateTime.parse(matcher.group(1));
    String task = worker + " " + matcher.group(2);
    boolean taken = matcher.group(4) != null;
    for (String source : (taken ? matcher.group(4) : matcher.group(5)).split(", ")) {
      all.add(new Change(at, task, source, taken));
    }
  }
}
