package io.mediajobs.record;

import io.mediajobs.job.JobElement;
import io.mediajobs.schema.RecordType;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The place of an element in a record.
 *
 * @param struct reads what is in it; null for a leaf
 * @param leaf reads the text of a leaf; null for a Struct
 * @param known the number that came last; threads overwrite each other's, which are complete
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record FieldSlot(
    Field field,
    boolean array,
    @Nullable StructReader struct,
    @Nullable LeafType leaf,
    @Nullable Known[] known) {

  /** Longer texts hardly come again. */
  private static final int LONGEST_KNOWN = 64;

  /** A leaf that was there before, and what it says. */
  record Known(JobElement leaf, Object value) {}

  /**
   * The place that a field is.
   *
   * @throws IllegalArgumentException where no element can give a value of its type
   */
  static FieldSlot of(Field field, Schema owner) {
    Field place = RecordType.place(field);
    Schema schema = field.schema();
    boolean array = schema.type() == Schema.Type.ARRAY;
    Schema item = array ? schema.valueSchema() : schema;
    if (item.type() == Schema.Type.STRUCT) {
      return new FieldSlot(place, array, StructReader.of(item), null, new Known[1]);
    }
    LeafType type = LeafType.of(item);
    if (type == null) {
      throw new IllegalArgumentException(
          "Field %s of %s can't be read from an element: its type is %s"
              .formatted(field.name(), owner.name(), item.type()));
    }
    return new FieldSlot(place, array, null, type, new Known[1]);
  }

  /** The value of an element without children; elements of one text are often one object. */
  @SuppressWarnings("ReferenceEquality") // Others are no less right, but seldom there.
  @Nullable Object read(LeafType type, JobElement element) {
    Known last = known[0];
    if (last != null && last.leaf == element) {
      return last.value;
    }
    Object value = type.read(element.text());
    boolean isSmall = element.text().length() <= LONGEST_KNOWN;
    if (value instanceof Number && isSmall && element.attributes().isEmpty()) {
      known[0] = new Known(element, value);
    }
    return value;
  }

  /** Takes a value; null is none. */
  void take(@Nullable Object value, StructTwin target) {
    if (value == null) {
      return;
    }
    if (!array) {
      target.put(field, value);
      return;
    }
    @SuppressWarnings("unchecked")
    List<Object> values = (List<Object>) target.struct().get(field);
    if (values == null) {
      values = new ArrayList<>();
      target.put(field, values);
    }
    values.add(value);
  }
}
