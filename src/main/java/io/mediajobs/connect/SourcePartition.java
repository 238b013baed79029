package io.mediajobs.connect;

import io.mediajobs.job.JobSource;
import io.mediajobs.job.Printable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** A source as a Connect source partition; absent parts are left out. */
final class SourcePartition {

  private static final String BUCKET = "bucket";
  private static final String REGION = "region";
  private static final String PATH = "path";
  private static final String TAG = "tag";
  private static final String QUEUE_ID = "queueId";
  private static final String QUEUE_TYPE = "queueType";
  private static final List<String> KEYS = List.of(BUCKET, REGION, PATH, TAG, QUEUE_ID, QUEUE_TYPE);

  private SourcePartition() {}

  static Map<String, String> toMap(JobSource source) {
    // The order of a HashMap on purpose: a worker finds an offset by the bytes of its partition,
    // and
    // this is the order in which it hands partitions back to a person who then alters them.
    Map<String, String> map = new HashMap<>();
    map.put(BUCKET, source.bucket());
    map.put(REGION, source.region());
    map.put(PATH, source.path());
    map.put(TAG, source.tag());
    if (source.queueId() != null) {
      map.put(QUEUE_ID, source.queueId());
    }
    if (source.queueType() != null) {
      map.put(QUEUE_TYPE, source.queueType());
    }
    return map;
  }

  /**
   * Reads a partition that a person gave.
   *
   * @throws ConnectException naming the key that is missing, unknown or no text
   */
  static JobSource fromMap(@Nullable Map<String, ?> map) {
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
