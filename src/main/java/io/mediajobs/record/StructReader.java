package io.mediajobs.record;

import io.mediajobs.job.JobElement;
import io.mediajobs.schema.EventSchemas;
import io.mediajobs.schema.RecordType;
import java.util.Arrays;
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

  /** Elements with more children hardly come again with the same ones. */
  private static final int MOST_KEPT = 200;

  /** Values that take more bytes than this hardly do. */
  private static final int LARGEST_KNOWN = 8192;

  private final Schema schema;
  private final Map<String, FieldSlot> slots;

  /** Threads may overwrite each other's, here and below; each sees one that is complete. */
  private @Nullable Shape shape;

  private @Nullable Values values;

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
                slots.put(element.intern(), FieldSlot.of(schema.field(field), schema)));
    return new StructReader(schema, slots);
  }

  /** Fills the fields of a target of the reader's schema, as far as there is room. */
  @SuppressWarnings("ReferenceEquality") // Elements of one content are often one object.
  void read(JobElement element, ElementPath path, StructTwin target, OtherLeaves other) {
    Values last = values;
    Values known = last != null && last.element == element ? last : null;
    if (known != null && known.fields.length > 0) {
      known.put(target, other);
      return;
    }
    long before = other.taken();
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
    Shape shape = shape(children);
    boolean simple = element.attributes().isEmpty() && element.text().isEmpty();
    for (int i = 0; i < shape.slots.length && !other.isFull(); i++) {
      JobElement child = children.get(i);
      int index = shape.indexes[i];
      FieldSlot slot = shape.slots[i];
      boolean odd = slot != null && slot.struct() == null && !child.children().isEmpty();
      if (slot == null || odd || (index > 1 && !slot.array())) {
        other.everything(child, new ElementPath(path, child.name(), index));
        simple = false;
      } else if (slot.struct() != null) {
        // In its place before it is filled, as a target asks for.
        Struct inner = new Struct(slot.struct().schema);
        slot.take(inner, target);
        ElementPath innerPath = new ElementPath(path, child.name(), index);
        slot.struct().read(child, innerPath, new StructTwin(inner), other);
        simple = false;
      } else if (slot.leaf() != null) {
        Object value = slot.read(slot.leaf(), child);
        other.taken(RecordSize.mostOf(child.text()));
        simple &= !slot.array() && child.attributes().isEmpty();
        simple &= value instanceof String || value instanceof Number;
        if (value == LeafType.UNFIT || !child.attributes().isEmpty()) {
          leftOver(child, new ElementPath(path, child.name(), index), value, other);
        }
        slot.take(value == LeafType.UNFIT ? null : value, target);
      }
    }
    long taken = other.taken() - before;
    if (simple && taken <= LARGEST_KNOWN && children.size() <= MOST_KEPT && !other.isFull()) {
      values =
          known == null ? Values.none(element) : Values.of(element, shape, target.struct(), taken);
    }
  }

  /** Finds the places of siblings, and their numbers: most are like those that came last. */
  private Shape shape(List<JobElement> children) {
    Shape last = shape;
    if (last == null || !last.isOf(children)) {
      last = Shape.of(children, slots);
      shape = children.size() > MOST_KEPT ? null : last;
    }
    return last;
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
   * What is the same of the children of elements that have the same ones.
   *
   * @param indexes as {@link SiblingIndex} has them
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Shape(String[] names, @Nullable FieldSlot[] slots, int[] indexes) {

    static Shape of(List<JobElement> children, Map<String, FieldSlot> slots) {
      String[] names = children.stream().map(JobElement::name).toArray(String[]::new);
      SiblingIndex siblings = SiblingIndex.of(children, JobElement::name);
      return new Shape(
          names,
          Arrays.stream(names).map(slots::get).toArray(FieldSlot[]::new),
          Arrays.stream(names).mapToInt(siblings::next).toArray());
    }

    @SuppressWarnings("ReferenceEquality") // The parser interns names, so that a glance settles it.
    boolean isOf(List<JobElement> children) {
      boolean same = children.size() == names.length;
      for (int i = 0; i < names.length && same; i++) {
        same = children.get(i).name() == names[i];
      }
      return same;
    }
  }

  /**
   * What an element with nothing but texts and numbers in their fields gives.
   *
   * @param fields none until the element has come again
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Values(JobElement element, Field[] fields, Object[] values, long taken) {

    static Values none(JobElement element) {
      return new Values(element, new Field[0], new Object[0], 0);
    }

    static Values of(JobElement element, Shape shape, Struct read, long taken) {
      Field[] fields = Arrays.stream(shape.slots).map(FieldSlot::field).toArray(Field[]::new);
      return new Values(element, fields, Arrays.stream(fields).map(read::get).toArray(), taken);
    }

    void put(StructTwin target, OtherLeaves other) {
      other.taken(taken);
      for (int i = 0; i < fields.length; i++) {
        target.put(fields[i], values[i]);
      }
    }
  }
}
