package io.mediajobs.connect.offset;

import io.mediajobs.job.JobSource;
import io.mediajobs.job.Printable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** A source as a Connect source partition; absent parts are left out. */
public final class SourcePartition {

  private static final String BUCKET = "bucket";
  private static final String REGION = "region";
  private static final String PATH = "path";
  private static final String TAG = "tag";
  private static final String QUEUE_ID = "queueId";
  private static final String QUEUE_TYPE = "queueType";

  /** Kept free for one of several partitions of a source; no partition has it yet. */
  private static final String LOG = "log";

  private static final List<String> KEYS = List.of(BUCKET, REGION, PATH, TAG, QUEUE_ID, QUEUE_TYPE);

  /**
   * The keys in the order in which every map has them. A worker finds an offset by the bytes of its
   * partition, and this is how they stand in those of stored offsets, and in what a worker makes of
   * a partition that a person gives it: the order of a HashMap of them, in which path and queueId
   * stand as they were written.
   */
  static final List<String> ORDER = List.of(BUCKET, PATH, QUEUE_ID, LOG, QUEUE_TYPE, TAG, REGION);

  private SourcePartition() {}

  public static Map<String, String> toMap(JobSource source) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String key : ORDER) {
      String value = value(source, key);
      if (value != null) {
        map.put(key, value);
      }
    }
    return map;
  }

  private static @Nullable String value(JobSource source, String key) {
    return switch (key) {
      case BUCKET -> source.bucket();
      case REGION -> source.region();
      case PATH -> source.path();
      case TAG -> source.tag();
      case QUEUE_ID -> source.queueId();
      case QUEUE_TYPE -> source.queueType();
      default -> null;
    };
  }

  /**
   * Reads a partition that a person gave.
   *
   * @throws ConnectException naming the key that is missing, unknown or no text
   */
  public static JobSource fromMap(@Nullable Map<String, ?> map) {
    if (map == null) {
      throw new ConnectException(
          "A source partition must not be null; give " + String.join(", ", KEYS));
    }
    for (String key : map.keySet()) {
      if (!KEYS.contains(key)) {
        throw new ConnectException(
            "Source partition "
                + shown(map)
                + " has the unknown key '"
                + Printable.of(key)
                + "'; the keys are "
                + String.join(", ", KEYS));
      }
    }
    return new JobSource(
        required(map, BUCKET),
        required(map, REGION),
        required(map, PATH),
        required(map, TAG),
        text(map, QUEUE_ID),
        text(map, QUEUE_TYPE));
  }

  /**
   * Checks a partition that a person gives an offset. One that is to be forgotten may have any
   * order, as it may have been stored so.
   *
   * @throws ConnectException where no task would find it
   */
  public static void checkOrder(Map<String, ?> map) {
    List<String> order = List.copyOf(map.keySet());
    if (map.containsKey(QUEUE_ID) && order.indexOf(QUEUE_ID) < order.indexOf(PATH)) {
      throw new ConnectException(
          "Source partition "
              + shown(map)
              + " has 'queueId' before 'path', and so no task would find its offset: give 'path'"
              + " first");
    }
  }

  private static String required(Map<String, ?> map, String key) {
    String value = text(map, key);
    if (value == null) {
      throw new ConnectException("Source partition " + shown(map) + " lacks the key '" + key + "'");
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
    throw new ConnectException(
        "Key '"
            + key
            + "' of source partition "
            + shown(map)
            + " must be a text that is not blank");
  }

  private static String shown(Map<String, ?> map) {
    return Printable.of(map.toString());
  }
}
