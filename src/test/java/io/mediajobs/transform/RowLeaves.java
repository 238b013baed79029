package io.mediajobs.transform;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * Every value of a record by its path, {@code operation.mediaInfo.stream.videos[0].width}, in a
 * form that can be compared: numbers by value, times as texts. A Struct in which nothing is has a
 * leaf of its own.
 */
final class RowLeaves {

  private static final String NOTHING = "nothing";

  private final Map<String, Object> leaves = new TreeMap<>();

  private RowLeaves() {}

  static Map<String, Object> of(Struct record) {
    RowLeaves leaves = new RowLeaves();
    leaves.add("", record);
    return leaves.leaves;
  }

  static Map<String, Object> of(JsonNode details) {
    RowLeaves leaves = new RowLeaves();
    leaves.addJson("", details);
    return leaves.leaves;
  }

  /** A value as it is compared. */
  static Object comparable(Object value) {
    if (value instanceof Date time) {
      return time.toInstant().toString();
    }
    return value instanceof Number number ? number(number.toString()) : value;
  }

  private void add(String path, Object value) {
    int before = leaves.size();
    if (value instanceof Struct struct) {
      for (Field field : struct.schema().fields()) {
        add(below(path, field.name()), struct.get(field));
      }
      nothingNew(path, before);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, text) -> add(below(path, key.toString()), text));
    } else if (value instanceof List<?> items) {
      for (int i = 0; i < items.size(); i++) {
        add(path + "[" + i + "]", items.get(i));
      }
    } else if (value != null) {
      leaves.put(path, comparable(value));
    }
  }

  private void addJson(String path, JsonNode json) {
    int before = leaves.size();
    if (json.isObject()) {
      json.fields().forEachRemaining(each -> addJson(below(path, each.getKey()), each.getValue()));
      nothingNew(path, before);
    } else if (json.isArray()) {
      for (int i = 0; i < json.size(); i++) {
        addJson(path + "[" + i + "]", json.get(i));
      }
    } else {
      leaves.put(
          path,
          json.isNumber()
              ? number(json.asText())
              : json.isBoolean() ? json.asBoolean() : text(json));
    }
  }

  private static String text(JsonNode json) {
    if (!json.isTextual()) {
      throw new AssertionError(json + " is no text");
    }
    return json.asText();
  }

  private void nothingNew(String path, int before) {
    if (leaves.size() == before) {
      leaves.put(path, NOTHING);
    }
  }

  private static Object number(String text) {
    return new BigDecimal(text).stripTrailingZeros();
  }

  private static String below(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
