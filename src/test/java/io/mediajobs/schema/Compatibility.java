package io.mediajobs.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * What keeps records of two versions from being read by each other's readers with nothing lost. To
 * Avro's own check, done in both directions, come the changes that it lets pass.
 */
final class Compatibility {

  private final List<String> problems = new ArrayList<>();

  private Compatibility() {}

  /** One sentence for each problem; empty where the current schema may follow the released one. */
  static List<String> problems(Schema released, Schema current) {
    Compatibility compatibility = new Compatibility();
    compatibility.read("released records can't be read with the current schema", current, released);
    compatibility.read("current records can't be read with the released schema", released, current);
    Map<String, Schema> now = records(current);
    records(released).forEach((name, was) -> compatibility.compare(name, was, now.get(name)));
    compatibility.rules(now);
    return compatibility.problems;
  }

  /** Every record of a schema by its full name, the schema itself first. */
  static Map<String, Schema> records(Schema schema) {
    Map<String, Schema> records = new LinkedHashMap<>();
    collect(schema, records);
    return records;
  }

  private static void collect(Schema schema, Map<String, Schema> records) {
    switch (schema.getType()) {
      case RECORD -> {
        if (records.put(schema.getFullName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), records));
        }
      }
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, records));
      case ARRAY -> collect(schema.getElementType(), records);
      case MAP -> collect(schema.getValueType(), records);
      default -> {
        // Has no record in it.
      }
    }
  }

  private void read(String what, Schema reader, Schema writer) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    if (result.getCompatibility() != SchemaCompatibilityType.COMPATIBLE) {
      for (Incompatibility found : result.getIncompatibilities()) {
        problems.add(
            what
                + ": "
                + found.getType()
                + " at "
                + found.getLocation()
                + ", "
                + found.getMessage());
      }
    }
  }

  private void compare(String name, Schema was, Schema now) {
    if (now == null) {
      problems.add(name + " is gone: renamed, moved to another namespace, or removed");
      return;
    }
    List<String> names = now.getFields().stream().map(Schema.Field::name).toList();
    List<String> known = new ArrayList<>();
    for (Schema.Field field : was.getFields()) {
      String where = name + "." + field.name();
      Schema.Field other = now.getField(field.name());
      if (other == null) {
        problems.add(where + " is gone: renamed or removed");
      } else {
        known.add(field.name());
        compare(where, field, other);
      }
    }
    if (!known.equals(names.stream().filter(known::contains).toList())) {
      problems.add(name + " has its fields in another order");
    }
  }

  private void compare(String where, Schema.Field was, Schema.Field now) {
    if (!Objects.equals(was.defaultVal(), now.defaultVal())) {
      problems.add(where + " had the default " + shown(was) + " and has the default " + shown(now));
    }
    String type = form(was.schema());
    if (!type.equals(form(now.schema()))) {
      problems.add(where + " was " + type + " and is " + form(now.schema()));
    }
  }

  /** What holds for every field of every version, released or not. */
  private void rules(Map<String, Schema> records) {
    records.forEach(
        (name, schema) -> {
          if (!schema.getAliases().isEmpty()) {
            problems.add(name + " has an alias");
          }
          for (Schema.Field field : schema.getFields()) {
            String where = name + "." + field.name();
            if (!field.aliases().isEmpty()) {
              problems.add(where + " has an alias");
            }
            if (field.schema().isUnion() && !optional(field)) {
              problems.add(where + " is a union other than [\"null\", X] with default null");
            }
            if (form(field.schema()).matches(".*\\b(enum|fixed) .*")) {
              problems.add(where + " has an enum or a fixed in it");
            }
          }
        });
  }

  private static boolean optional(Schema.Field field) {
    List<Schema> branches = field.schema().getTypes();
    return branches.size() == 2
        && branches.get(0).getType() == Schema.Type.NULL
        && field.defaultVal() == JsonProperties.NULL_VALUE;
  }

  private static String shown(Schema.Field field) {
    if (!field.hasDefaultValue()) {
      return "none";
    }
    Object value = field.defaultVal();
    return value == JsonProperties.NULL_VALUE ? "null" : String.valueOf(value);
  }

  /** A type in words, with its logical type, records by name only. */
  private static String form(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED -> schema.getType().getName() + " " + schema.getFullName();
      case UNION -> schema.getTypes().stream().map(Compatibility::form).toList().toString();
      case ARRAY -> "array of " + form(schema.getElementType());
      case MAP -> "map of " + form(schema.getValueType());
      default -> {
        String logical = schema.getProp("logicalType");
        yield schema.getName() + (logical == null ? "" : " as " + logical);
      }
    };
  }
}
