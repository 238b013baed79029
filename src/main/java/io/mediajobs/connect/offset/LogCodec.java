package io.mediajobs.connect.offset;

import io.mediajobs.tracking.state.TrackedJob;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots, their pieces and the entries of the change log as Connect source offsets and back.
 *
 * <p>A snapshot is an offset as {@link OffsetCodec} makes it, with its number. One that is cut has
 * no jobs, but the hashes of the pieces that have them, and what has changed of the jobs since they
 * were cut. An entry has all but the jobs, too, and what has changed of those since the entry
 * before it, or the snapshot, which it names by its hash.
 */
final class LogCodec {

  /** In a snapshot: its number. */
  static final String SNAPSHOT = "snapshot";

  /** In a snapshot: the set of its pieces, and their hashes. */
  static final String PIECES = "pieces";

  /** In a snapshot that is cut: creation time of its oldest job. */
  static final String OLDEST = "oldestJob";

  static final String CHANGED = "changedJobs";
  static final String FORGOTTEN = "forgottenJobs";

  /** In an entry: the number of its snapshot; 0 where it is void. In a piece, too. */
  static final String SINCE = "since";

  static final String NUMBER = "number";
  static final String AFTER = "after";
  static final String PIECE = "piece";

  static final Set<String> KEYS =
      Set.of(SNAPSHOT, PIECES, OLDEST, CHANGED, FORGOTTEN, SINCE, NUMBER, AFTER, PIECE);

  /** What stands where there has been no entry yet: null would delete. */
  static final Map<String, Object> VOID = Map.of(OffsetCodec.VERSION, 1L, SINCE, 0L);

  private static final int HASH_DIGITS = 16;

  /** Nobody counts so far, and a double holds it exactly. */
  private static final long MAX_NUMBER = 1_000_000_000_000_000L;

  /**
   * The pieces that hold the jobs of a snapshot.
   *
   * @param set one of two
   * @param hashes theirs, in their order
   * @param oldest creation time of the oldest job in them
   */
  record Pieces(String set, List<String> hashes, Instant oldest) {}

  private LogCodec() {}

  /** A snapshot that has all jobs in itself. */
  static Map<String, Object> whole(long number, Map<String, Object> plain) {
    Map<String, Object> map = new LinkedHashMap<>(plain);
    map.put(SNAPSHOT, number);
    return map;
  }

  /**
   * A snapshot whose jobs are in pieces, but for changes.
   *
   * @param rest all but the jobs
   */
  static Map<String, Object> cut(
      long number, Map<String, Object> rest, Pieces pieces, JobChanges changes) {
    Map<String, Object> map = new LinkedHashMap<>(rest);
    map.put(SNAPSHOT, number);
    map.put(PIECES, pieces.set() + ":" + String.join(",", pieces.hashes()));
    OffsetCodec.putTime(map, OLDEST, pieces.oldest());
    put(map, changes);
    return map;
  }

  /** A part of the packed jobs of a snapshot. */
  static Map<String, Object> piece(long number, String text) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(OffsetCodec.VERSION, 1L);
    map.put(SINCE, number);
    map.put(PIECE, text);
    return map;
  }

  /**
   * An entry behind another, or the snapshot, of that hash.
   *
   * @param rest all but the jobs
   */
  static Map<String, Object> entry(
      long since, long number, String after, Map<String, Object> rest, JobChanges changes) {
    Map<String, Object> map = new LinkedHashMap<>(rest);
    map.put(SINCE, since);
    map.put(NUMBER, number);
    map.put(AFTER, after);
    put(map, changes);
    return map;
  }

  private static void put(Map<String, Object> map, JobChanges changes) {
    if (!changes.changed().isEmpty()) {
      map.put(CHANGED, TrackedJobsCodec.pack(changes.changed()));
    }
    if (!changes.forgotten().isEmpty()) {
      map.put(FORGOTTEN, TrackedJobsCodec.packIds(changes.forgotten()));
    }
  }

  /** The changes that an entry, or a snapshot that is cut, holds. */
  static JobChanges changes(Map<String, ?> map) {
    return new JobChanges(
        OffsetCodec.unpack(map, CHANGED, TrackedJobsCodec::unpack),
        OffsetCodec.unpack(map, FORGOTTEN, TrackedJobsCodec::unpackIds));
  }

  /** The pieces of a snapshot; null where it is not cut. */
  static @Nullable Pieces pieces(Map<String, ?> map) {
    String text = OffsetCodec.text(map, PIECES);
    if (text == null) {
      return null;
    }
    Instant oldest = OffsetCodec.time(map, OLDEST);
    String form = "[ab]:[0-9a-f]{16}(,[0-9a-f]{16}){0," + (LogPartition.PIECES - 1) + "}";
    if (oldest == null || !text.matches(form)) {
      throw OffsetCodec.wrong(
          PIECES, "does not name pieces, or stands without oldestJob: leave both out");
    }
    return new Pieces(text.substring(0, 1), List.of(text.substring(2).split(",")), oldest);
  }

  /** Whether an offset is the entry of this number behind what has this hash. */
  static boolean follows(Map<String, ?> map, long number, String after) {
    return after.equals(map.get(AFTER)) && number == numberOrZero(map, NUMBER);
  }

  /** A number; 0 where there is none. */
  static long numberOrZero(Map<String, ?> map, String key) {
    return map.get(key) instanceof Number number ? number.longValue() : 0;
  }

  /**
   * Checks what a person gives a partition of a source: what the connector wrote, be it changed.
   *
   * @param log the partition's key; null for the source's own partition
   * @throws OffsetException naming the key whose value can't be read
   */
  static void check(@Nullable String log, Map<String, ?> map) {
    OffsetCodec.fromMap(map);
    changes(map);
    pieces(map);
    for (String key : List.of(SNAPSHOT, SINCE, NUMBER, OffsetCodec.ROUNDS_PART)) {
      Object value = map.get(key);
      if (value != null && !(value instanceof Number number && isNumber(number))) {
        throw OffsetCodec.wrong(key, "must be a number that is not negative, or be left out");
      }
    }
    if (log == null && numberOrZero(map, SNAPSHOT) == 0) {
      // It would be read as an offset without any job.
      for (String key : List.of(PIECES, CHANGED, FORGOTTEN)) {
        if (map.get(key) != null) {
          throw OffsetCodec.wrong(
              SNAPSHOT, "is missing, without which '" + key + "' says nothing: give all or none");
        }
      }
    }
    if (log != null) {
      String needed = LogPartition.isPiece(log) ? PIECE : SINCE;
      if (map.get(needed) == null) {
        throw OffsetCodec.wrong(
            needed,
            "is missing: a partition with 'log' takes only what the connector wrote there; give"
                + " other offsets to the partition without it");
      }
    }
    if (map.get(PIECE) != null) {
      OffsetCodec.text(map, PIECE);
    }
  }

  /** Whether more can still be counted behind it; a person may give any. */
  private static boolean isNumber(Number number) {
    return number.doubleValue() == number.longValue()
        && number.longValue() >= 0
        && number.longValue() <= MAX_NUMBER;
  }

  /** The oldest of jobs that are not none. */
  static Instant oldest(List<TrackedJob> jobs) {
    return jobs.stream().map(TrackedJob::creationTime).min(Instant::compareTo).orElseThrow();
  }

  /** What tells an offset from every other, whatever order its keys have: 16 hex digits. */
  static String hash(Map<String, ?> map) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java has SHA-256", missing);
    }
    for (Map.Entry<String, ?> entry : new TreeMap<String, Object>(map).entrySet()) {
      String value = String.valueOf(entry.getValue());
      String line = entry.getKey() + " " + value.length() + " " + value + "\n";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    StringBuilder hex = new StringBuilder();
    for (byte part : digest.digest()) {
      hex.append(Character.forDigit((part >> 4) & 0xf, 16))
          .append(Character.forDigit(part & 0xf, 16));
    }
    return hex.substring(0, HASH_DIGITS);
  }

  /** About how many bytes a worker writes for an offset, without its partition. */
  static long size(Map<String, ?> map) {
    return map.entrySet().stream()
        .mapToLong(entry -> entry.getKey().length() + String.valueOf(entry.getValue()).length() + 6)
        .sum();
  }
}
