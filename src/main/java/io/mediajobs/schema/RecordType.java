package io.mediajobs.schema;

import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/**
 * One record type of the bundled {@code .avsc} files, in the forms that its users need.
 *
 * @param avro the Avro record schema
 * @param required the Connect schema of a value that is never null; its fields have the names and
 *     the order of the Avro fields, its name is the Avro full name, and it has no version
 * @param optional the same with null allowed. Connect takes a Struct for a field only if it was
 *     made with the very schema of the field, so an optional field needs Structs of this one
 * @param fieldsByElement the fields that are read from an element of a job: the local name of the
 *     element, to the name of the field. Empty for a type that the connector alone fills
 */
public record RecordType(
    org.apache.avro.Schema avro,
    Schema required,
    Schema optional,
    Map<String, String> fieldsByElement) {

  /** Makes the map unchangeable. */
  public RecordType {
    fieldsByElement = Map.copyOf(fieldsByElement);
  }

  /** The Avro full name, {@code io.mediajobs.event.MediaJob}. */
  public String name() {
    return avro.getFullName();
  }

  /**
   * A field for {@link org.apache.kafka.connect.data.Struct#put(Field, Object)} alone, where a
   * value is sure to fit. It has no name: at each put a Struct writes the name into a message that
   * it hardly ever needs, which is a quarter of all that a record allocates.
   */
  public static Field place(Field field) {
    return new Field(null, field.index(), field.schema());
  }

  /** Whether a Connect schema is this type's, with or without null allowed. */
  public boolean describes(Schema schema) {
    // Records of the connector carry the very objects, which costs nothing to see.
    return schema == required
        || schema == optional
        || required.equals(schema)
        || optional.equals(schema);
  }
}
