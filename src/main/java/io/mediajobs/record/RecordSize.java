package io.mediajobs.record;

import io.mediajobs.schema.EventSchemas;
import io.mediajobs.schema.RecordType;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes a value takes at most, whichever converter writes it: as JSON without schemas,
 * which names every field and escapes texts, or as Avro, which does neither. Each part is counted
 * as the longer of the two, so the sum is above both.
 */
final class RecordSize {

  /** A number, a time in milliseconds, true, false or null. */
  private static final int PLAIN = 20;

  /** The quotes and comma of JSON, or the length before a text of Avro and its end. */
  private static final int AROUND_TEXT = 8;

  /** The brackets of JSON, or the counts of items around them in Avro. */
  private static final int AROUND_ITEMS = 16;

  /** The marker and fingerprint, or the id of the schema, before Avro. */
  static final int PREAMBLE = 32;

  /** The most that a character of a text takes. */
  private static final int CHARACTER = 6;

  /** A Struct of the record type that has the most and longest fields, all of them null. */
  static final long EMPTY_STRUCT = emptyStruct();

  private RecordSize() {}

  /** The bytes of the value of a record. */
  static long of(Struct value) {
    return PREAMBLE + any(value);
  }

  /** The most bytes that a text of this length takes, or a number of it; quick to tell. */
  static long mostOf(String text) {
    return CHARACTER * (AROUND_ITEMS + (long) text.length());
  }

  private static long emptyStruct() {
    long most = 0;
    for (RecordType type : EventSchemas.all()) {
      // Only what elements are read into: rows have more fields, but none of them is in a record.
      if (!type.fieldsByElement().isEmpty()) {
        most = Math.max(most, any(new Struct(type.optional())));
      }
    }
    return most + AROUND_ITEMS;
  }

  /** The most bytes of a text in JSON, between its quotes; in Avro it is no longer. */
  static long text(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      bytes += character(text.charAt(i));
    }
    return bytes;
  }

  /** How many characters of a text take no more bytes than these. */
  static int fitting(String text, long bytes) {
    long left = bytes;
    for (int i = 0; i < text.length(); i++) {
      left -= character(text.charAt(i));
      if (left < 0) {
        return i;
      }
    }
    return text.length();
  }

  private static int character(char c) {
    if (c < 0x20) {
      return 6;
    }
    if (c < 0x80) {
      return c == '"' || c == '\\' ? 2 : 1;
    }
    // Kafka's JsonConverter escapes both of a pair; UTF-8 has four bytes for the two.
    return Character.isSurrogate(c) ? 6 : c < 0x800 ? 2 : 3;
  }

  private static long any(@Nullable Object value) {
    if (value instanceof String text) {
      return AROUND_TEXT + text(text);
    }
    long bytes = AROUND_ITEMS;
    if (value instanceof Struct struct) {
      for (Field field : struct.schema().fields()) {
        bytes += AROUND_TEXT + field.name().length() + any(struct.get(field));
      }
    } else if (value instanceof List<?> items) {
      for (Object item : items) {
        bytes += 1 + any(item);
      }
    } else if (value instanceof Map<?, ?> entries) {
      for (Map.Entry<?, ?> entry : entries.entrySet()) {
        bytes += any(entry.getKey()) + any(entry.getValue());
      }
    } else {
      return PLAIN;
    }
    return bytes;
  }
}
