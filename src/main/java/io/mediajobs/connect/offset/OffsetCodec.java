package io.mediajobs.connect.offset;

import io.mediajobs.job.JobTime;
import io.mediajobs.job.Printable;
import io.mediajobs.tracking.pace.RoundsMark;
import io.mediajobs.tracking.state.SourceState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A source's state as a Connect source offset and back: the only place that knows the keys, but for
 * those of the change log, which {@link LogCodec} adds. Needs nothing of Kafka, as {@code tail}
 * keeps its position so, too.
 */
public final class OffsetCodec {

  static final String VERSION = "version";
  static final String LAST_CREATION_TIME = "lastCreationTime";
  static final String NEXT_TOKEN = "nextToken";
  static final String SWEEP_START_TIME = "sweepStartTime";
  static final String SWEEP_END_TIME = "sweepEndTime";
  static final String SWEEP_SETTLES = "sweepSettles";
  static final String SETTLED_CREATION_TIME = "settledCreationTime";
  static final String SLICES = "slices";
  static final String TRACKED_JOBS = "trackedJobs";
  static final String QUARANTINED_JOBS = "quarantinedJobs";
  static final String DROPPED = "dropped";
  static final String ROUNDS_AT = "roundsAt";
  static final String ROUNDS_PART = "roundsPart";

  private static final Set<String> KEYS =
      Set.of(
          VERSION,
          LAST_CREATION_TIME,
          NEXT_TOKEN,
          SWEEP_START_TIME,
          SWEEP_END_TIME,
          SWEEP_SETTLES,
          SETTLED_CREATION_TIME,
          SLICES,
          TRACKED_JOBS,
          QUARANTINED_JOBS,
          DROPPED,
          ROUNDS_AT,
          ROUNDS_PART);
  private static final long CURRENT = 1;
  private static final int MAX_QUOTED = 100;

  private OffsetCodec() {}

  /** An offset as a map of the keys above; what is null, empty or false is left out. */
  public static Map<String, Object> toMap(SourceState state, Besides besides) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(VERSION, CURRENT);
    putTime(map, LAST_CREATION_TIME, state.lastCreationTime());
    SourceState.OpenSweep sweep = state.sweep();
    if (sweep != null) {
      map.put(NEXT_TOKEN, sweep.nextToken());
      putTime(map, SWEEP_START_TIME, sweep.startTime());
      putTime(map, SWEEP_END_TIME, sweep.endTime());
    }
    putTime(map, SETTLED_CREATION_TIME, state.settledCreationTime());
    if (!state.slices().isEmpty()) {
      map.put(SLICES, SlicesCodec.pack(state.slices()));
    }
    if (!state.trackedJobs().isEmpty()) {
      map.put(TRACKED_JOBS, TrackedJobsCodec.pack(state.trackedJobs()));
    }
    if (!state.quarantinedJobs().isEmpty()) {
      map.put(QUARANTINED_JOBS, TrackedJobsCodec.packQuarantined(state.quarantinedJobs()));
    }
    if (besides.drops()) {
      map.put(DROPPED, true);
    }
    if (besides.rounds() != null) {
      putTime(map, ROUNDS_AT, besides.rounds().at());
      map.put(ROUNDS_PART, (long) besides.rounds().part());
    }
    return map;
  }

  /**
   * Reads an offset; keys that are unknown are left aside.
   *
   * @throws OffsetException naming the key whose value can't be read
   */
  public static SourceState fromMap(Map<String, ?> map) {
    checkVersion(map.get(VERSION));
    besides(map);
    Instant last = time(map, LAST_CREATION_TIME);
    Instant start = time(map, SWEEP_START_TIME);
    Instant end = time(map, SWEEP_END_TIME);
    Instant settled = time(map, SETTLED_CREATION_TIME);
    String token = text(map, NEXT_TOKEN);
    // Of an earlier version; what it says is proven anew.
    flag(map, SWEEP_SETTLES);
    return new SourceState(
        last,
        settled,
        token == null ? null : new SourceState.OpenSweep(token, start, end),
        slices(map, settled, token),
        unpack(map, TRACKED_JOBS, TrackedJobsCodec::unpack),
        unpack(map, QUARANTINED_JOBS, TrackedJobsCodec::unpackQuarantined));
  }

  /**
   * Checks what a person gives a partition: an offset that a source could start from, or what the
   * connector writes there.
   *
   * @throws OffsetException naming the key whose value can't be read
   */
  public static void check(Map<String, ?> partition, Map<String, ?> map) {
    LogCodec.check(SourcePartition.log(partition), map);
  }

  /**
   * What an offset says beside the state.
   *
   * @throws OffsetException naming the key whose value can't be read
   */
  static Besides besides(Map<String, ?> map) {
    Instant at = time(map, ROUNDS_AT);
    int part = Math.floorMod(LogCodec.numberOrZero(map, ROUNDS_PART), RoundsMark.WHOLE);
    RoundsMark rounds = at == null ? null : new RoundsMark(at, part);
    return new Besides(flag(map, DROPPED), rounds);
  }

  private static List<SourceState.OpenSlice> slices(
      Map<String, ?> map, @Nullable Instant settled, @Nullable String token) {
    List<SourceState.OpenSlice> slices = unpack(map, SLICES, SlicesCodec::unpack);
    if (!slices.isEmpty() && (token != null || !slices.get(0).settled().equals(settled))) {
      String where = "settledCreationTime, or stands beside nextToken";
      throw wrong(SLICES, "does not go on from " + where + ": leave slices out");
    }
    return slices;
  }

  /** The keys of an offset that mean nothing here, sorted, as they may stand in a message. */
  public static Set<String> unknownKeys(Map<String, ?> map) {
    Set<String> unknown = new TreeSet<>();
    for (String key : map.keySet()) {
      if (!KEYS.contains(key) && !LogCodec.KEYS.contains(key)) {
        unknown.add(quoted(key));
      }
    }
    return unknown;
  }

  private static void checkVersion(@Nullable Object version) {
    // A person may give lastCreationTime alone.
    if (version == null || (version instanceof Number number && number.longValue() == CURRENT)) {
      return;
    }
    String reads = ", but this version of the connector reads " + CURRENT + " only";
    throw wrong(VERSION, "is " + quoted(version) + reads);
  }

  /** The list that a key holds, packed; empty where it is left out. */
  static <T> List<T> unpack(Map<String, ?> map, String key, Function<String, List<T>> codec) {
    String packed = text(map, key);
    try {
      return packed == null ? List.of() : codec.apply(packed);
    } catch (IllegalArgumentException unreadable) {
      throw new OffsetException(
          "Offset key '"
              + key
              + "' can't be read: "
              + unreadable.getMessage()
              + ". Leave it as the connector wrote it, or leave it out",
          unreadable);
    }
  }

  static void putTime(Map<String, Object> map, String key, @Nullable Instant time) {
    if (time != null) {
      map.put(key, JobTime.format(time));
    }
  }

  static @Nullable Instant time(Map<String, ?> map, String key) {
    String text = text(map, key);
    if (text == null) {
      return null;
    }
    Instant time = JobTime.parse(text);
    if (time == null) {
      String form = "', but must be a time such as 2022-06-27T15:23:12+0800";
      throw wrong(key, "is '" + quoted(text) + form);
    }
    return time;
  }

  private static boolean flag(Map<String, ?> map, String key) {
    Object value = map.get(key);
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw wrong(key, "must be true or false, or be left out");
  }

  static OffsetException wrong(String key, String why) {
    return new OffsetException("Offset key '" + key + "' " + why);
  }

  /** What somebody gave, as it may stand in a message. */
  private static String quoted(Object value) {
    String text = value.toString();
    return Printable.of(text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "…");
  }

  static @Nullable String text(Map<String, ?> map, String key) {
    Object value = map.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    throw wrong(key, "must be a text that is not blank, or be left out");
  }
}
