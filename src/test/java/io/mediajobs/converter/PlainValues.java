package io.mediajobs.converter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Struct;

/**
 * Records without their form, so that what came through one converter can be compared with what
 * came through another: maps, lists, strings, longs, doubles and booleans. Times are milliseconds,
 * and a field that is null has an entry all the same.
 */
public final class PlainValues {

  private PlainValues() {}

  /** The fields of a Struct. */
  public static Map<String, Object> of(Struct struct) {
    Map<String, Object> fields = new TreeMap<>();
    struct.schema().fields().forEach(f -> fields.put(f.name(), plain(struct.get(f))));
    return fields;
  }

  /** The fields of an Avro record that was read without logical types. */
  public static Map<String, Object> of(GenericRecord record) {
    Map<String, Object> fields = new TreeMap<>();
    record.getSchema().getFields().forEach(f -> fields.put(f.name(), plain(record.get(f.pos()))));
    return fields;
  }

  /** The fields of a JSON object. */
  public static Map<String, Object> of(JsonNode object) {
    Map<String, Object> fields = new TreeMap<>();
    object.fields().forEachRemaining(f -> fields.put(f.getKey(), plain(f.getValue())));
    return fields;
  }

  private static Object plain(Object value) {
    if (value == null || value instanceof Boolean) {
      return value;
    } else if (value instanceof JsonNode json) {
      return json(json);
    } else if (value instanceof Struct struct) {
      return of(struct);
    } else if (value instanceof GenericRecord record) {
      return of(record);
    } else if (value instanceof Date date) {
      return date.getTime();
    } else if (value instanceof CharSequence text) {
      return text.toString();
    } else if (value instanceof Float || value instanceof Double) {
      return ((Number) value).doubleValue();
    } else if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    } else if (value instanceof List<?> list) {
      return list.stream().map(PlainValues::plain).toList();
    } else if (value instanceof Map<?, ?> map) {
      Map<String, Object> entries = new TreeMap<>();
      map.forEach((key, entry) -> entries.put(key.toString(), plain(entry)));
      return entries;
    }
    throw new AssertionError("No plain value for " + value.getClass());
  }

  private static Object json(JsonNode value) {
    if (value.isObject()) {
      return of(value);
    } else if (value.isArray()) {
      List<Object> items = new ArrayList<>();
      value.forEach(item -> items.add(plain(item)));
      return items;
    } else if (value.isNull()) {
      return null;
    } else if (value.isBoolean()) {
      return value.booleanValue();
    } else if (value.isTextual()) {
      return value.textValue();
    }
    return plain(value.numberValue());
  }
}
