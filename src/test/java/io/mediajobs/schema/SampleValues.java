package io.mediajobs.schema;

import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/** Structs of any of the bundled schemas, each field with a value of its own where it can. */
public final class SampleValues {

  private SampleValues() {}

  /** What finds the schemas of these copies, as if they had been released. */
  public static ReleasedSchemas released(org.apache.avro.Schema... copies) {
    return new ReleasedSchemas(Stream.of(copies));
  }

  /**
   * A Struct of a schema.
   *
   * @param fill 0 leaves optional fields null, 1 fills those of the first level, 2 fills all
   */
  public static Struct struct(Schema schema, int fill) {
    Struct struct = new Struct(schema);
    for (Field field : schema.fields()) {
      if (!field.schema().isOptional() || fill > 0) {
        struct.put(field, value(field.name(), field.schema(), fill == 1 ? 0 : fill));
      }
    }
    return struct;
  }

  private static Object value(String name, Schema schema, int fill) {
    if (Timestamp.LOGICAL_NAME.equals(schema.name())) {
      return new Date(1656314592123L + name.length());
    }
    return switch (schema.type()) {
      case STRING -> name + " 1";
      case INT32 -> 42 + name.length();
      case INT64 -> 5_000_000_000L + name.length();
      case FLOAT32 -> 0.5f + name.length();
      case FLOAT64 -> 0.1 + name.length();
      case BOOLEAN -> true;
      case MAP -> fill == 0 ? Map.of() : Map.of("Operation/A[1]/B", "b", "Ünicode", "漢字 \u0001");
      case ARRAY ->
          schema.valueSchema().type() == Schema.Type.STRING
              ? List.of(name + " 1", name + " 2")
              : List.of(value(name, schema.valueSchema(), fill));
      case STRUCT -> struct(schema, fill);
      default -> throw new AssertionError(schema.type());
    };
  }
}
