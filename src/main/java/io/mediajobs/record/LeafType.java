package io.mediajobs.record;

import io.mediajobs.job.JobTime;
import java.time.Instant;
import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** How the text of an element becomes the value of a field. */
enum LeafType {
  /** The text as the service wrote it, also the empty one. */
  STRING,
  /** A number of the very value of the text, as {@link ExactNumber} reads it. */
  INT,
  LONG,
  DOUBLE,
  /** A point in time; {@code -} is the service's mark for one that has not come. */
  TIMESTAMP;

  /** What {@link #read} returns for a text that the field can't hold. */
  static final Object UNFIT = new Object();

  /** The type of a field; null where a field of this schema can't be read from a text. */
  static @Nullable LeafType of(Schema schema) {
    if (schema.name() != null) {
      return schema.name().equals(Timestamp.LOGICAL_NAME) ? TIMESTAMP : null;
    }
    return switch (schema.type()) {
      case STRING -> STRING;
      case INT32 -> INT;
      case INT64 -> LONG;
      case FLOAT64 -> DOUBLE;
      default -> null;
    };
  }

  /** The value of a text; null where the text says "nothing"; {@link #UNFIT} where it is none. */
  @Nullable Object read(String text) {
    if (this == STRING) {
      return text;
    }
    String stripped = text.strip();
    if (this == TIMESTAMP && (stripped.isEmpty() || stripped.equals("-"))) {
      return null;
    }
    Object value =
        switch (this) {
          case STRING -> text;
          case INT -> ExactNumber.toInt(stripped);
          case LONG -> ExactNumber.toLong(stripped);
          case DOUBLE -> ExactNumber.toDouble(stripped);
          case TIMESTAMP -> time(stripped);
        };
    return value == null ? UNFIT : value;
  }

  /** A time as Connect holds it; null for one that milliseconds in a long can't count. */
  static @Nullable Date timestamp(Instant time) {
    try {
      return Date.from(time);
    } catch (IllegalArgumentException tooFarAway) {
      return null;
    }
  }

  private static @Nullable Object time(String text) {
    Instant time = JobTime.parse(text);
    Date date = time == null ? null : timestamp(time);
    // A finer fraction than the field holds would be lost.
    return date == null || !date.toInstant().equals(time) ? null : date;
  }
}
