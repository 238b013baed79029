package io.mediajobs.transform;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Writes what no column holds of a Struct, as a JSON object of the same shape. A value is left out
 * where the column that may come from it has the same value. So are Structs and arrays of which
 * nothing else is left; but an array of several items has all of them, so that they keep their
 * places, and a Struct without any value is there, empty. Times are texts in UTC.
 */
final class Details {

  private final String before;
  private final Part[] parts;

  /**
   * What writes Structs of a schema.
   *
   * @param columns the columns that may come from the value of a path, by the path
   */
  Details(Schema schema, Map<String, Field> columns) {
    this(schema, "", "", columns);
  }

  private Details(Schema schema, String before, String path, Map<String, Field> columns) {
    this.before = before;
    this.parts =
        schema.fields().stream()
            .map(field -> part(field, path + field.name(), columns))
            .toArray(Part[]::new);
  }

  /**
   * Writes one value behind what stands before it, such as a comma and its name, or nothing at all
   * of an empty one. Says whether columns hold all that the value has.
   */
  private interface Writer {
    boolean write(Object value, Struct row, StringBuilder out);
  }

  /**
   * One field.
   *
   * @param column the column that may come from it; null for none
   * @param alone whether the column comes from nowhere else, so that it always has the value
   */
  private record Part(Field field, @Nullable Field column, boolean alone, Writer writer) {}

  private static Part part(Field field, String path, Map<String, Field> columns) {
    StringBuilder name = new StringBuilder(",");
    Json.text(field.name(), name);
    name.append(':');
    Field column = columns.get(path);
    boolean alone = Collections.frequency(columns.values(), column) == 1;
    return new Part(field, column, alone, writer(field.schema(), name.toString(), path, columns));
  }

  /** Writes the text of a record with this row. */
  void write(Struct record, Struct row, StringBuilder out) {
    object(record, row, out);
  }

  private boolean object(Object value, Struct row, StringBuilder out) {
    Struct struct = (Struct) value;
    int start = out.append(before).length();
    boolean held = false;
    for (Part part : parts) {
      if (part.column != null && part.alone) {
        held |= row.get(part.column) != null;
        continue;
      }
      Object each = struct.get(part.field);
      if (each == null) {
        continue;
      }
      if (part.column != null && each.equals(row.get(part.column))) {
        held = true;
        continue;
      }
      int end = out.length();
      if (part.writer.write(each, row, out)) {
        held = true;
        out.setLength(end);
      }
    }
    return enclose(start, '{', '}', out) && held;
  }

  private static Writer writer(
      Schema schema, String before, String path, Map<String, Field> columns) {
    return switch (schema.type()) {
      case STRUCT -> new Details(schema, before, path + ".", columns)::object;
      case ARRAY ->
          array(
              before,
              writer(schema.valueSchema(), ",", path, columns),
              writer(schema.valueSchema(), ",", path, Map.of()));
      case MAP -> map(before, writer(schema.valueSchema(), ":", path, Map.of()));
      case STRING ->
          (value, row, out) -> {
            Json.text((String) value, out.append(before));
            return false;
          };
      default ->
          (value, row, out) -> {
            Json.value(value, out.append(before));
            return false;
          };
    };
  }

  private static Writer array(String before, Writer first, Writer others) {
    return (value, row, out) -> {
      List<?> items = (List<?>) value;
      if (items.isEmpty()) {
        return false;
      }
      int start = out.append(before).length();
      boolean held = item(items.get(0), ",", first, row, out);
      for (int i = 1; i < items.size(); i++) {
        item(items.get(i), ",", others, row, out);
      }
      enclose(start, '[', ']', out);
      return held && items.size() == 1;
    };
  }

  private static Writer map(String before, Writer writer) {
    return (value, row, out) -> {
      Map<?, ?> entries = (Map<?, ?>) value;
      if (!entries.isEmpty()) {
        int start = out.append(before).length();
        entries.forEach(
            (key, each) -> {
              Json.text(String.valueOf(key), out.append(','));
              item(each, ":", writer, row, out);
            });
        enclose(start, '{', '}', out);
      }
      return false;
    };
  }

  /** Writes what an array or a map holds, which another version may let be null. */
  private static boolean item(
      @Nullable Object value, String before, Writer writer, Struct row, StringBuilder out) {
    if (value == null) {
      out.append(before).append("null");
      return false;
    }
    return writer.write(value, row, out);
  }

  /** Opens, in place of the first comma, and closes; says whether there is nothing in between. */
  private static boolean enclose(int start, char open, char close, StringBuilder out) {
    boolean empty = out.length() == start;
    if (empty) {
      out.append(open);
    } else {
      out.setCharAt(start, open);
    }
    out.append(close);
    return empty;
  }
}
