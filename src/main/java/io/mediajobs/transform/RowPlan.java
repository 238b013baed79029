package io.mediajobs.transform;

import io.mediajobs.schema.PluginVersion;
import io.mediajobs.schema.RecordType;
import io.mediajobs.transform.Paths.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * How records of one schema become rows. Made once, as it looks up every field by its name. The
 * records may have more fields than this version knows, and may lack some. Not safe for use by
 * several threads.
 *
 * <p>The {@code .avsc} of the rows says what each column is made of: {@code from} has paths of the
 * record, the first of which that has a value counts; {@code between} has two times; {@code count}
 * has an array of Structs, and the array in each whose items are counted.
 */
final class RowPlan {

  /** The column of everything that no other column holds. */
  private static final String DETAILS = "details";

  /** The column that says whether the job has ended. */
  private static final String ENDED = "ended";

  /** What the names of Connect's logical types begin with. */
  private static final String LOGICAL = "org.apache.kafka.connect.data.";

  /** What is kept of the room that a long text of details took. */
  private static final int MAX_KEPT = 65_536;

  private final RecordType type;
  private final Schema schema;
  private final Paths paths;
  private final List<Cell> cells = new ArrayList<>();
  private final @Nullable Field detailsColumn;
  private final Details details;
  private StringBuilder text = new StringBuilder();

  /**
   * A plan.
   *
   * @param type the rows with every column
   * @param columns the wanted ones in their order, those of other types among them; empty for all
   * @param record the schema of the records
   * @param withDetails whether the column of details has a value
   */
  RowPlan(RecordType type, List<String> columns, Schema record, boolean withDetails) {
    this.type = type;
    schema = schema(type.required(), columns);
    if (schema.fields().isEmpty()) {
      throw new DataException(
          "A row of %s has none of the columns %s: keep JobRow from its topic by a predicate, or add a column"
              .formatted(record.name(), String.join(", ", columns)));
    }
    paths = new Paths(record);
    Field all = withDetails ? schema.field(DETAILS) : null;
    detailsColumn = all == null ? null : RecordType.place(all);
    Map<String, Field> places = new HashMap<>();
    for (Field column : schema.fields()) {
      for (String path : paths(column.name(), "from")) {
        checkType(path, column);
        places.put(path, column);
      }
      if (!column.name().equals(DETAILS)) {
        // Where one must be there, the Struct names it.
        Field place = column.schema().isOptional() ? RecordType.place(column) : column;
        cells.add(new Cell(place, value(column.name())));
      }
    }
    details = new Details(record, places);
  }

  /** The rows as they are wanted. */
  private static Schema schema(Schema whole, List<String> columns) {
    List<Field> wanted = columns.stream().map(whole::field).filter(Objects::nonNull).toList();
    if (columns.isEmpty() || wanted.equals(whole.fields())) {
      return whole;
    }
    SchemaBuilder schema = SchemaBuilder.struct().name(whole.name()).doc(whole.doc());
    wanted.forEach(column -> schema.field(column.name(), column.schema()));
    return schema.build();
  }

  /** The paths in records that a property names of a column; empty where it has none. */
  private List<String> paths(String column, String property) {
    Object paths = type.avro().getField(column).getObjectProp(property);
    return paths instanceof Collection<?> names
        ? names.stream().map(Object::toString).toList()
        : List.of();
  }

  /** Records of version 0.1.0 have texts where there are numbers now. */
  private void checkType(String name, Field column) {
    Path path = paths.add(name);
    if (path != null && !kind(path.field().schema()).equals(kind(column.schema()))) {
      throw new DataException(
          ("Field %s of %s is %s, but version %s makes the column %s of %s: keep JobRow from records"
                  + " of other connectors, and of version 0.1.0")
              .formatted(
                  name,
                  paths.record().name(),
                  kind(path.field().schema()),
                  PluginVersion.get(),
                  column.name(),
                  kind(column.schema())));
    }
  }

  /** The name of a logical type of Connect's, whose values are of a class of their own, or type. */
  private static String kind(Schema schema) {
    String name = String.valueOf(schema.name());
    return name.startsWith(LOGICAL) ? name : schema.type().toString();
  }

  /** What a column shows of a record, by the Structs that paths need. */
  private interface Value {
    @Nullable Object of(@Nullable Struct[] structs);
  }

  private record Cell(Field column, Value value) {}

  /** The row of a record. */
  Struct row(Struct record) {
    Struct row = new Struct(schema);
    @Nullable Struct[] structs = paths.structs(record);
    for (Cell cell : cells) {
      Object value = cell.value.of(structs);
      if (value != null || !cell.column.schema().isOptional()) {
        row.put(cell.column, value);
      }
    }
    if (detailsColumn != null) {
      text.setLength(0);
      details.write(record, row, text);
      row.put(detailsColumn, text.toString());
      if (text.capacity() > MAX_KEPT) {
        text = new StringBuilder();
      }
    }
    return row;
  }

  private Value value(String column) {
    if (column.equals(ENDED)) {
      Value state = first(paths("state", "from"));
      Value end = first(paths("end_time", "from"));
      return structs -> ended(state.of(structs), end.of(structs));
    }
    List<String> between = paths(column, "between");
    if (!between.isEmpty()) {
      Value start = first(between.subList(0, 1));
      Value end = first(between.subList(1, 2));
      return structs -> millis(start.of(structs), end.of(structs));
    }
    List<String> count = paths(column, "count");
    if (!count.isEmpty()) {
      Value list = first(count.subList(0, 1));
      String inside = count.get(1);
      return structs -> count(list.of(structs), inside);
    }
    return first(paths(column, "from"));
  }

  /** The first value that is there. */
  private Value first(List<String> names) {
    List<Path> found = names.stream().map(paths::add).filter(Objects::nonNull).toList();
    if (found.size() == 1) {
      return found.get(0)::in;
    }
    return structs -> {
      for (Path path : found) {
        Object value = path.in(structs);
        if (value != null) {
          return value;
        }
      }
      return null;
    };
  }

  private static @Nullable Long millis(@Nullable Object start, @Nullable Object end) {
    if (!(start instanceof Date from) || !(end instanceof Date to)) {
      return null;
    }
    long first = from.toInstant().toEpochMilli();
    long second = to.toInstant().toEpochMilli();
    long millis = second - first;
    // Of times that are too far apart for a long, the difference is negative.
    return second < first || millis < 0 ? null : (Long) millis;
  }

  /** How many items the arrays of this name have, over all items of a list; null for no list. */
  private static @Nullable Integer count(@Nullable Object list, String name) {
    if (!(list instanceof List<?> items)) {
      return null;
    }
    int count = 0;
    for (Object item : items) {
      Field field = item instanceof Struct struct ? struct.schema().field(name) : null;
      count += field != null && ((Struct) item).get(field) instanceof List<?> in ? in.size() : 0;
    }
    return count;
  }

  private static boolean ended(@Nullable Object state, @Nullable Object endTime) {
    return switch (String.valueOf(state)) {
      case "Success", "Failed", "Cancel" -> true;
      case "Submitted", "Running", "Pause", "NonExist" -> false;
      default -> endTime != null;
    };
  }
}
