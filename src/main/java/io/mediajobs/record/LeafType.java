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
  INT,
  LONG,
  /** {@code true} or {@code false}. */
  BOOLEAN,
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
      case BOOLEAN -> BOOLEAN;
      default -> null;
    };
  }

  /** The value of a text; null where the text says "nothing"; {@link #UNFIT} where it is none. */
  @Nullable Object read(String text) {
    if (this == STRING) {
      return text;
    }
    String stripped = text.strip();
    if (stripped.isEmpty() || (this == TIMESTAMP && stripped.equals("-"))) {
      return null;
    }
    try {
      Object value = parse(stripped);
      return value == null ? UNFIT : value;
    } catch (NumberFormatException notANumber) {
      return UNFIT;
    }
  }

  private @Nullable Object parse(String text) {
    return switch (this) {
      case STRING -> text;
      case INT -> isAscii(text) ? Integer.valueOf(text) : null;
      case LONG -> isAscii(text) ? Long.valueOf(text) : null;
      case BOOLEAN -> flag(text);
      case TIMESTAMP -> time(text);
    };
  }

  /** A time as Connect holds it; null for one that milliseconds in a long can't count. */
  static @Nullable Date timestamp(Instant time) {
    try {
      return Date.from(time);
    } catch (IllegalArgumentException tooFarAway) {
      return null;
    }
  }

  /** Java reads digits of any script, but a number would not show of which it was. */
  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Object time(String text) {
    Instant time = JobTime.parse(text);
    Date date = time == null ? null : timestamp(time);
    // A finer fraction than the field holds would be lost.
    return date == null || !date.toInstant().equals(time) ? null : date;
  }

  private static @Nullable Object flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> null;
    };
  }
}
