package io.mediajobs.record;

import io.mediajobs.job.JobElement;
import io.mediajobs.schema.EventSchemas;
import io.mediajobs.schema.RecordType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Reads the elements below one element into the fields of one record type. Which field takes which
 * element stands in the schema; what no field takes goes to {@link OtherLeaves}:
 *
 * <ol>
 *   <li>attributes, elements without a field, and text beside child elements;
 *   <li>of an element that repeats although its field is no array, all but the first;
 *   <li>a text that its field can't hold, and the text of an element that should have children;
 *   <li>everything below an element that should only have text.
 * </ol>
 *
 * The Struct of an element that has neither text nor children is there, with every field null.
 */
final class ElementReader {

  private final Schema schema;
  private final Map<String, Slot> slots;

  private ElementReader(Schema schema, Map<String, Slot> slots) {
    this.schema = schema;
    this.slots = slots;
  }

  /**
   * A reader into Structs of a schema.
   *
   * @param schema the Connect schema of a bundled record type, with or without null allowed
   * @throws IllegalArgumentException where a field is of a type that no element can give
   */
  static ElementReader of(Schema schema) {
    RecordType type = EventSchemas.find(schema.name());
    if (type == null) {
      throw new IllegalArgumentException(schema.name() + " is no bundled record type");
    }
    Map<String, Slot> slots = new HashMap<>();
    type.fieldsByElement()
        .forEach((element, field) -> slots.put(element, slot(schema.field(field), schema)));
    return new ElementReader(schema, slots);
  }

  private static Slot slot(Field field, Schema owner) {
    Schema schema = field.schema();
    boolean array = schema.type() == Schema.Type.ARRAY;
    Schema item = array ? schema.valueSchema() : schema;
    if (item.type() == Schema.Type.STRUCT) {
      return new Slot(field, array, of(item)::struct);
    }
    LeafType type = LeafType.of(item);
    if (type == null) {
      throw new IllegalArgumentException(
          "Field %s of %s can't be read from an element: its type is %s"
              .formatted(field.name(), owner.name(), item.type()));
    }
    return new Slot(field, array, (element, path, other) -> leaf(type, element, path, other));
  }

  /** Fills the fields of a Struct of the reader's schema. */
  void read(JobElement element, ElementPath path, Struct target, OtherLeaves other) {
    other.attributes(element, path);
    List<JobElement> children = element.children();
    if (children.isEmpty()) {
      if (!element.text().isEmpty()) {
        other.text(path, element.text());
      }
      return;
    }
    other.mixedText(element, path);
    Siblings siblings = Siblings.of(children, JobElement::name);
    for (JobElement child : children) {
      int index = siblings.next(child.name());
      ElementPath childPath = new ElementPath(path, child.name(), index);
      Slot slot = slots.get(child.name());
      if (slot == null || (index > 1 && !slot.array)) {
        other.everything(child, childPath);
      } else {
        slot.take(child, childPath, target, other);
      }
    }
  }

  private Struct struct(JobElement element, ElementPath path, OtherLeaves other) {
    Struct struct = new Struct(schema);
    read(element, path, struct, other);
    return struct;
  }

  private static @Nullable Object leaf(
      LeafType type, JobElement element, ElementPath path, OtherLeaves other) {
    if (!element.children().isEmpty()) {
      other.everything(element, path);
      return null;
    }
    other.attributes(element, path);
    Object value = type.read(element.text());
    if (value == LeafType.UNFIT) {
      other.text(path, element.text());
      return null;
    }
    return value;
  }

  /** Reads one element; null where the field gets nothing of it. */
  private interface Item {
    @Nullable Object read(JobElement element, ElementPath path, OtherLeaves other);
  }

  private record Slot(Field field, boolean array, Item item) {

    void take(JobElement element, ElementPath path, Struct target, OtherLeaves other) {
      Object value = item.read(element, path, other);
      if (value == null) {
        return;
      }
      if (!array) {
        target.put(field, value);
        return;
      }
      List<Object> values = target.getArray(field.name());
      if (values == null) {
        values = new ArrayList<>();
        target.put(field, values);
      }
      values.add(value);
    }
  }
}
