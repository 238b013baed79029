package io.mediajobs.schema;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * Derives Connect schemas from Avro schemas, within the subset that every Avro converter renders
 * back as the same schema: record, string, int, long, timestamp-millis, boolean, float, double,
 * bytes, array, map of string, and {@code ["null", X]} with default null as the type of a field.
 * Whatever is outside is refused when it is loaded, not when a record is made.
 *
 * <p>Docs become the Connect doc: of a record the record's own, of any other type the doc of the
 * field that has it. A record's doc must not vary by field, as converters register a named type
 * once. Nothing goes into schema parameters, which would only lengthen the registered text.
 */
final class ConnectSchemas {

  private static final String ELEMENT = "element";

  private final Map<String, RecordType> types = new LinkedHashMap<>();
  private final Set<String> begun = new HashSet<>();

  /** Takes in a record schema and every record type below it. */
  RecordType add(Schema avro) {
    String name = avro.getFullName();
    RecordType known = types.get(name);
    if (known != null) {
      if (!known.avro().equals(avro)) {
        throw new IllegalArgumentException("Avro type " + name + " is defined twice");
      }
      return known;
    }
    if (avro.getType() != Schema.Type.RECORD) {
      throw unsupported(name, "is a " + avro.getType().getName() + ", not a record");
    }
    if (!begun.add(name)) {
      throw unsupported(name, "contains itself");
    }
    SchemaBuilder required = SchemaBuilder.struct().name(name).doc(avro.getDoc());
    SchemaBuilder optional = SchemaBuilder.struct().name(name).doc(avro.getDoc()).optional();
    Map<String, String> fieldsByElement = new HashMap<>();
    for (Schema.Field field : avro.getFields()) {
      String where = name + "." + field.name();
      var schema = field(where, field);
      required.field(field.name(), schema);
      optional.field(field.name(), schema);
      String element = element(where, field);
      if (element != null && fieldsByElement.put(element, field.name()) != null) {
        throw unsupported(where, "reads element " + element + ", which another field reads too");
      }
    }
    RecordType type = new RecordType(avro, required.build(), optional.build(), fieldsByElement);
    types.put(name, type);
    return type;
  }

  Collection<RecordType> all() {
    return Collections.unmodifiableCollection(types.values());
  }

  @Nullable RecordType find(String fullName) {
    return types.get(fullName);
  }

  private org.apache.kafka.connect.data.Schema field(String where, Schema.Field field) {
    Schema type = field.schema();
    if (type.getType() != Schema.Type.UNION) {
      if (field.hasDefaultValue()) {
        throw unsupported(where, "has a default, which only an optional field may have");
      }
      return convert(where, type, field.doc(), false);
    }
    boolean optional = type.getTypes().size() == 2 && type.getTypes().get(0).isNullable();
    if (!optional || field.defaultVal() != JsonProperties.NULL_VALUE) {
      throw unsupported(where, "is a union other than [\"null\", T] with default null");
    }
    return convert(where, type.getTypes().get(1), field.doc(), true);
  }

  private org.apache.kafka.connect.data.Schema convert(
      String where, Schema avro, @Nullable String doc, boolean optional) {
    if (avro.getType() == Schema.Type.RECORD) {
      RecordType type = add(avro);
      return optional ? type.optional() : type.required();
    }
    SchemaBuilder schema = builder(where, avro).doc(doc);
    return optional ? schema.optional().build() : schema.build();
  }

  private SchemaBuilder builder(String where, Schema avro) {
    String logicalType = avro.getProp("logicalType");
    if (logicalType != null) {
      if (avro.getType() != Schema.Type.LONG || !logicalType.equals("timestamp-millis")) {
        throw unsupported(where, "has the logical type " + logicalType);
      }
      return Timestamp.builder();
    }
    return switch (avro.getType()) {
      case STRING -> SchemaBuilder.string();
      case INT -> SchemaBuilder.int32();
      case LONG -> SchemaBuilder.int64();
      case BOOLEAN -> SchemaBuilder.bool();
      case FLOAT -> SchemaBuilder.float32();
      case DOUBLE -> SchemaBuilder.float64();
      case BYTES -> SchemaBuilder.bytes();
      case ARRAY -> SchemaBuilder.array(convert(where + "[]", avro.getElementType(), null, false));
      case MAP -> {
        if (avro.getValueType().getType() != Schema.Type.STRING) {
          throw unsupported(where, "is a map of something else than string");
        }
        yield SchemaBuilder.map(
            org.apache.kafka.connect.data.Schema.STRING_SCHEMA,
            org.apache.kafka.connect.data.Schema.STRING_SCHEMA);
      }
      default -> throw unsupported(where, "has the type " + avro.getType().getName());
    };
  }

  private static @Nullable String element(String where, Schema.Field field) {
    Object element = field.getObjectProp(ELEMENT);
    if (element == null) {
      return null;
    }
    if (!(element instanceof String name) || name.isBlank()) {
      throw unsupported(where, "has a property \"element\" that is no name of an element");
    }
    return name;
  }

  private static IllegalArgumentException unsupported(String where, String what) {
    return new IllegalArgumentException(
        "Avro schema " + where + " " + what + ": the connector's schemas can't have that");
  }
}
