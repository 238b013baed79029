package io.mediajobs.record;

import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record for Kafka, but for its offset.
 *
 * @param topic where it goes
 * @param key the JobId, or the source where the record is of no one job; its Connect schema is
 *     STRING
 * @param value a Struct of one of the bundled schemas; null for a tombstone
 * @param headers the CloudEvents headers; empty where they are off
 * @param timestamp when what it tells was seen, in milliseconds since 1970
 */
public record OutputRecord(
    String topic, String key, @Nullable Struct value, Headers headers, long timestamp) {

  /** A record of something that was seen when its value says. */
  OutputRecord(String topic, String key, Struct value, Headers headers) {
    this(topic, key, value, headers, ((Date) value.get("observedAt")).toInstant().toEpochMilli());
  }

  /** The schema of the value; null for a tombstone. */
  public @Nullable Schema valueSchema() {
    return value == null ? null : value.schema();
  }

  /** What takes this record out of a compacted topic, with headers like its own. */
  OutputRecord tombstone() {
    return new OutputRecord(topic, key, null, headers.duplicate(), timestamp);
  }
}
