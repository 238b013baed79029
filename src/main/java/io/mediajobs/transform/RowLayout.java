package io.mediajobs.transform;

import io.mediajobs.schema.RecordType;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * The columns that rows of one type have.
 *
 * @param type the rows with every column; its {@code .avsc} says what each is made of: {@code from}
 *     has paths of the record, the first of which that has a value counts; {@code between} has two
 *     times; {@code count} has an array of Structs, and the array in each whose items are counted
 * @param schema the rows as they are wanted
 */
record RowLayout(RecordType type, Schema schema) {

  /** The column of everything that no other column holds. */
  static final String DETAILS = "details";

  /** The column that says whether the job has ended. */
  static final String ENDED = "ended";

  /**
   * The rows of a type.
   *
   * @param columns the wanted ones in their order, those of other types among them; empty for all
   */
  static RowLayout of(RecordType type, List<String> columns) {
    Schema whole = type.required();
    List<Field> wanted = columns.stream().map(whole::field).filter(Objects::nonNull).toList();
    if (columns.isEmpty() || wanted.equals(whole.fields())) {
      return new RowLayout(type, whole);
    }
    SchemaBuilder schema = SchemaBuilder.struct().name(whole.name()).doc(whole.doc());
    wanted.forEach(column -> schema.field(column.name(), column.schema()));
    return new RowLayout(type, schema.build());
  }

  /** The paths in records that a property names of a column; empty where it has none. */
  List<String> paths(String column, String property) {
    Object paths = type.avro().getField(column).getObjectProp(property);
    return paths instanceof Collection<?> names
        ? names.stream().map(Object::toString).toList()
        : List.of();
  }
}
