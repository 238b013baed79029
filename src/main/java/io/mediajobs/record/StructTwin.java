package io.mediajobs.record;

import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of one element go into: one Struct, or two of the same fields. A job stands in
 * two records, as a value and as an optional field, which Connect takes for two schemas; what is
 * below it is the same in both.
 *
 * <p>A Struct looks through everything below a value that it is given. So whatever can grow is put
 * in while it is empty, and filled then: else each value would be looked at once for every level
 * above it.
 *
 * @param struct takes the values
 * @param twin takes them too; null for none
 */
record StructTwin(Struct struct, @Nullable Struct twin) {

  /** A target of a single Struct. */
  StructTwin(Struct struct) {
    this(struct, null);
  }

  /** A target of one or two Structs, at least one of which is there. */
  static StructTwin of(@Nullable Struct one, @Nullable Struct other) {
    return one == null ? new StructTwin(Objects.requireNonNull(other)) : new StructTwin(one, other);
  }

  void put(Field field, @Nullable Object value) {
    struct.put(field, value);
    if (twin != null) {
      twin.put(field, value);
    }
  }
}
