package io.mediajobs.transform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * The ways to values in records of one schema. A record is walked once for all of them: first to
 * the Structs that have the values in them, which most paths share.
 */
final class Paths {

  private static final int NONE = -1;

  private final Schema record;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Integer> holders = new HashMap<>();

  /** No paths yet. */
  Paths(Schema record) {
    this.record = record;
  }

  /** From one Struct to another that is in it, or in the first item of its array. */
  private record Step(int holder, Field field, boolean array, Schema schema) {

    @Nullable Object from(@Nullable Struct struct) {
      Object inside = struct == null ? null : struct.get(field);
      if (!array || inside == null) {
        return inside;
      }
      List<?> items = (List<?>) inside;
      return items.isEmpty() ? null : items.get(0);
    }
  }

  /**
   * A value in one of the Structs.
   *
   * @param holder the place of the Struct among those of {@link #structs}
   */
  record Path(int holder, Field field) {

    /** The value; null where there is none. */
    @Nullable Object in(@Nullable Struct[] structs) {
      Struct struct = structs[holder];
      return struct == null ? null : struct.get(field);
    }
  }

  /** The schema of the records. */
  Schema record() {
    return record;
  }

  /** Adds a path of names with dots between; null where the schema has no such fields. */
  @Nullable Path add(String path) {
    int dot = path.lastIndexOf('.');
    int holder = dot < 0 ? 0 : holder(path.substring(0, dot));
    Field field = holder == NONE ? null : schema(holder).field(path.substring(dot + 1));
    return field == null ? null : new Path(holder, field);
  }

  /** The Structs of a record that the paths need, the record itself first. */
  @Nullable Struct[] structs(Struct value) {
    @Nullable Struct[] structs = new Struct[steps.size() + 1];
    structs[0] = value;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      structs[i + 1] = (Struct) step.from(structs[step.holder]);
    }
    return structs;
  }

  private Schema schema(int holder) {
    return holder == 0 ? record : steps.get(holder - 1).schema;
  }

  /** The place of the Struct at a path, or {@link #NONE}. */
  private int holder(String path) {
    Integer known = holders.get(path);
    if (known != null) {
      return known;
    }
    Path inside = add(path);
    if (inside == null) {
      return NONE;
    }
    Schema type = inside.field.schema();
    boolean array = type.type() == Schema.Type.ARRAY;
    Schema item = array ? type.valueSchema() : type;
    if (item.type() != Schema.Type.STRUCT) {
      return NONE;
    }
    steps.add(new Step(inside.holder, inside.field, array, item));
    holders.put(path, steps.size());
    return steps.size();
  }
}
