package io.mediajobs.connect.offset;

import io.mediajobs.job.JobSource;
import io.mediajobs.job.Printable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A source as a Connect source partition; absent parts are left out. */
public final class SourcePartition {

  private static final String PATH = "path";
  private static final String QUEUE_ID = "queueId";
  private static final String LOG = "log";

  /**
   * The keys in the order in which every map has them. A worker finds an offset by the bytes of its
   * partition, and this is how they stand in those of stored offsets, and in what a worker makes of
   * a partition that a person gives it: the order of a HashMap of them, in which path and queueId
   * stand as they were written. The key log is that of the further partitions of a source, which
   * {@link LogPartition} names.
   */
  static final List<String> ORDER =
      List.of("bucket", PATH, QUEUE_ID, LOG, "queueType", "tag", "region");

  private SourcePartition() {}

  /** The partition of a source, which no version may change. */
  public static Map<String, String> toMap(JobSource source) {
    return ordered(source.parts());
  }

  /** A further partition of a source: one of its change log, or of the pieces of its snapshot. */
  static Map<String, String> toMap(JobSource source, String log) {
    Map<String, String> parts = new HashMap<>(source.parts());
    parts.put(LOG, log);
    return ordered(parts);
  }

  /** The partition of the source that a partition belongs to, which may be that itself. */
  public static Map<String, ?> ofSource(Map<String, ?> partition) {
    if (!partition.containsKey(LOG)) {
      return partition;
    }
    Map<String, Object> source = new HashMap<>(partition);
    source.remove(LOG);
    return source;
  }

  private static Map<String, String> ordered(Map<String, String> parts) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String key : ORDER) {
      if (parts.containsKey(key)) {
        map.put(key, parts.get(key));
      }
    }
    return map;
  }

  /**
   * Reads a partition that a person gave.
   *
   * @throws OffsetException naming the key that is missing, unknown or no text
   */
  public static JobSource fromMap(@Nullable Map<String, ?> map) {
    if (map == null) {
      throw new OffsetException(
          "A source partition must not be null; give " + String.join(", ", JobSource.PARTS));
    }
    for (String key : map.keySet()) {
      if (!JobSource.PARTS.contains(key) && !key.equals(LOG)) {
        String keys = "'; the keys are " + String.join(", ", JobSource.PARTS);
        throw wrong(map, "has the unknown key '" + Printable.of(key) + keys);
      }
    }
    String log = text(map, LOG);
    if (log != null && !LogPartition.isOne(log)) {
      throw wrong(map, "has a 'log' that the connector does not use: leave it out");
    }
    return new JobSource(
        required(map, "bucket"),
        required(map, "region"),
        required(map, PATH),
        required(map, "tag"),
        text(map, QUEUE_ID),
        text(map, "queueType"));
  }

  /** Which of a source's further partitions a partition is; null for the source's own. */
  static @Nullable String log(Map<String, ?> map) {
    return text(map, LOG);
  }

  /**
   * Checks a partition that a person gives an offset. One that is to be forgotten may have any
   * order, as it may have been stored so.
   *
   * @throws OffsetException where no task would find it
   */
  public static void checkOrder(Map<String, ?> map) {
    List<String> order = List.copyOf(map.keySet());
    if (map.containsKey(QUEUE_ID) && order.indexOf(QUEUE_ID) < order.indexOf(PATH)) {
      String why = "has 'queueId' before 'path', and so no task would find its offset";
      throw wrong(map, why + ": give 'path' first");
    }
  }

  private static String required(Map<String, ?> map, String key) {
    String value = text(map, key);
    if (value == null) {
      throw wrong(map, "lacks the key '" + key + "'");
    }
    return value;
  }

  private static @Nullable String text(Map<String, ?> map, String key) {
    Object value = map.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new OffsetException(
        "Key '"
            + key
            + "' of source partition "
            + shown(map)
            + " must be a text that is not blank");
  }

  private static OffsetException wrong(Map<String, ?> map, String why) {
    return new OffsetException("Source partition " + shown(map) + " " + why);
  }

  private static String shown(Map<String, ?> map) {
    return Printable.of(map.toString());
  }
}
