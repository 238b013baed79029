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
final class StructReader {

  private final Schema schema;
  private final Map<String, FieldSlot> slots;

  private StructReader(Schema schema, Map<String, FieldSlot> slots) {
    this.schema = schema;
    this.slots = slots;
  }

  /**
   * A reader into Structs of a schema.
   *
   * @param schema the Connect schema of a bundled record type, with or without null allowed
   * @throws IllegalArgumentException where a field is of a type that no element can give
   */
  static StructReader of(Schema schema) {
    RecordType type = EventSchemas.find(schema.name());
    if (type == null) {
      throw new IllegalArgumentException(schema.name() + " is no bundled record type");
    }
    Map<String, FieldSlot> slots = new HashMap<>();
    type.fieldsByElement()
        // The parser interns names as well, so that a look-up is settled by one glance.
        .forEach(
            (element, field) ->
                slots.put(element.intern(), slot(slots.size(), schema.field(field), schema)));
    return new StructReader(schema, slots);
  }

  private static FieldSlot slot(int number, Field field, Schema owner) {
    Field place = RecordType.place(field);
    Schema schema = field.schema();
    boolean array = schema.type() == Schema.Type.ARRAY;
    Schema item = array ? schema.valueSchema() : schema;
    if (item.type() == Schema.Type.STRUCT) {
      return new FieldSlot(number, place, array, of(item), null);
    }
    LeafType type = LeafType.of(item);
    if (type == null) {
      throw new IllegalArgumentException(
          "Field %s of %s can't be read from an element: its type is %s"
              .formatted(field.name(), owner.name(), item.type()));
    }
    return new FieldSlot(number, place, array, null, type);
  }

  /** Fills the fields of a target of the reader's schema, as far as there is room. */
  void read(JobElement element, ElementPath path, StructTwin target, OtherLeaves other) {
    other.taken(RecordSize.EMPTY_STRUCT);
    other.attributes(element, path);
    List<JobElement> children = element.children();
    if (children.isEmpty()) {
      if (!element.text().isEmpty()) {
        other.text(path, element.text());
      }
      return;
    }
    other.mixedText(element, path);
    @Nullable FieldSlot[] places = new FieldSlot[children.size()];
    SiblingIndex siblings = siblings(children, places);
    for (int i = 0; i < places.length && !other.isFull(); i++) {
      JobElement child = children.get(i);
      int index = siblings.next(child.name());
      FieldSlot slot = places[i];
      if (slot == null || (index > 1 && !slot.array)) {
        other.everything(child, new ElementPath(path, child.name(), index));
      } else if (slot.struct != null) {
        // In its place before it is filled, as a target asks for.
        Struct inner = new Struct(slot.struct.schema);
        slot.take(inner, target);
        ElementPath innerPath = new ElementPath(path, child.name(), index);
        slot.struct.read(child, innerPath, new StructTwin(inner), other);
      } else if (slot.leaf != null) {
        Object value = slot.leaf.read(child.text());
        other.taken(RecordSize.mostOf(child.text()));
        if (!child.children().isEmpty()) {
          other.everything(child, new ElementPath(path, child.name(), index));
        } else if (value == LeafType.UNFIT || !child.attributes().isEmpty()) {
          leftOver(child, new ElementPath(path, child.name(), index), value, other);
          slot.take(value == LeafType.UNFIT ? null : value, target);
        } else {
          slot.take(value, target);
        }
      }
    }
  }

  /**
   * Finds the places of siblings, and their numbers: most have a place each, and so no namesake.
   */
  private SiblingIndex siblings(List<JobElement> children, @Nullable FieldSlot[] places) {
    long taken = 0;
    boolean alone = slots.size() <= Long.SIZE;
    for (int i = 0; i < places.length; i++) {
      FieldSlot slot = slots.get(children.get(i).name());
      places[i] = slot;
      long bit = slot == null ? 0 : 1L << slot.number;
      alone &= slot != null && (taken & bit) == 0;
      taken |= bit;
    }
    return alone ? SiblingIndex.ALONE : SiblingIndex.of(children, JobElement::name);
  }

  /** What a leaf has beside a value that its field can hold. */
  private static void leftOver(
      JobElement leaf, ElementPath path, @Nullable Object value, OtherLeaves other) {
    other.attributes(leaf, path);
    if (value == LeafType.UNFIT) {
      other.text(path, leaf.text());
    }
  }

  /**
   * The place of an element.
   *
   * @param number from 0, among the places of its reader
   * @param struct reads what is in it; null for a leaf
   * @param leaf reads the text of a leaf; null for a Struct
   */
  private record FieldSlot(
      int number,
      Field field,
      boolean array,
      @Nullable StructReader struct,
      @Nullable LeafType leaf) {

    /** Takes a value; null is none. */
    void take(@Nullable Object value, StructTwin target) {
      if (value == null) {
        return;
      }
      if (!array) {
        target.put(field, value);
        return;
      }
      @SuppressWarnings("unchecked")
      List<Object> values = (List<Object>) target.struct().get(field);
      if (values == null) {
        values = new ArrayList<>();
        target.put(field, values);
      }
      values.add(value);
    }
  }
}
