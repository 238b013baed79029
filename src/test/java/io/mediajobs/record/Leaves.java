package io.mediajobs.record;

import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobElement.Attribute;
import io.mediajobs.job.JobTime;
import io.mediajobs.schema.EventSchemas;
import io.mediajobs.schema.RecordType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Every text of a job by its path, once from the answer and once from the record that was made of
 * it, by code of its own: where both are equal, nothing was lost and nothing was made up.
 *
 * <p>A leaf is the text of an element without children, also an empty one; a text between children,
 * if it is more than white space; and the value of an attribute. Numbers and times that a field
 * holds are compared by value; where a field could hold a time and the element is empty or {@code
 * -}, there is no leaf. An element of which nothing is left so is an empty one.
 */
final class Leaves {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,9})?");

  private final NavigableMap<String, String> texts = new TreeMap<>();

  private Leaves() {}

  /** The texts of an answer. */
  static Map<String, String> of(JobElement job) {
    Leaves leaves = new Leaves();
    leaves.collect(job, "", EventSchemas.MEDIA_JOB);
    return leaves.texts;
  }

  /** The texts of a {@code MediaJob}. */
  static Map<String, String> of(Struct job) {
    Leaves leaves = new Leaves();
    NavigableMap<String, String> other = new TreeMap<>(job.getMap("other"));
    leaves.texts.putAll(other);
    leaves.restore(job, "", other);
    return leaves.texts;
  }

  private void collect(JobElement element, String path, @Nullable RecordType type) {
    collectAttributes(element, path);
    int before = texts.size();
    if (element.children().isEmpty() || !element.text().isBlank()) {
      texts.put(path.isEmpty() ? "." : path, element.text());
    }
    Numbers numbers = Numbers.of(element.children(), JobElement::name);
    for (JobElement child : element.children()) {
      String number = numbers.next(child.name());
      boolean first = number.isEmpty() || number.equals("[1]");
      Schema schema = type == null ? null : schema(type, child.name(), first);
      collectChild(child, below(path, child.name() + number), schema);
    }
    if (texts.size() == before) {
      texts.put(path, "");
    }
  }

  private void collectChild(JobElement child, String path, @Nullable Schema schema) {
    if (schema != null && schema.type() == Schema.Type.STRUCT) {
      collect(child, path, EventSchemas.find(schema.name()));
    } else if (schema == null || !child.children().isEmpty()) {
      collect(child, path, null);
    } else {
      collectAttributes(child, path);
      String text = oneForm(schema, child.text());
      if (text != null) {
        texts.put(path, text);
      }
    }
  }

  private void collectAttributes(JobElement element, String path) {
    Numbers numbers = Numbers.of(element.attributes(), Attribute::name);
    for (Attribute each : element.attributes()) {
      texts.put(below(path, "@" + each.name() + numbers.next(each.name())), each.value());
    }
  }

  /** What a field makes of an element; null where no field takes it. */
  private static @Nullable Schema schema(RecordType type, String element, boolean first) {
    String field = type.fieldsByElement().get(element);
    if (field == null) {
      return null;
    }
    Schema schema = type.required().field(field).schema();
    return schema.type() == Schema.Type.ARRAY ? schema.valueSchema() : first ? schema : null;
  }

  private void restore(Struct struct, String path, NavigableMap<String, String> other) {
    EventSchemas.find(struct.schema().name())
        .fieldsByElement()
        .forEach(
            (element, field) -> {
              Object value = struct.get(field);
              String child = below(path, element);
              if (value instanceof List<?> values) {
                restoreAll(values, child, other);
              } else if (value != null) {
                boolean repeats = anyStarts(child + "[2]", other);
                restoreOne(value, repeats ? child + "[1]" : child, other);
              }
            });
  }

  private void restoreAll(List<?> values, String path, NavigableMap<String, String> other) {
    boolean structs = values.get(0) instanceof Struct;
    int at = 0;
    boolean repeats = values.size() > 1 || anyStarts(path + "[", other);
    for (int i = 1; at < values.size(); i++) {
      String child = repeats ? path + "[" + i + "]" : path;
      // A text array has no value for an element that was no text; all of that is in other.
      if (structs || !taken(child, other)) {
        restoreOne(values.get(at++), child, other);
      }
    }
  }

  private void restoreOne(Object value, String path, NavigableMap<String, String> other) {
    if (value instanceof Struct struct) {
      int before = texts.size();
      restore(struct, path, other);
      if (texts.size() == before && !taken(path, other)) {
        texts.put(path, "");
      }
    } else {
      if (texts.put(path, printed(value)) != null) {
        throw new AssertionError(path + " is both in a field and in other");
      }
    }
  }

  /** Whether other has the text of an element or anything below it, attributes of its own aside. */
  private static boolean taken(String path, NavigableMap<String, String> other) {
    // Of what a name can begin with, nothing comes before the A.
    String below = other.ceilingKey(path + "/A");
    return other.containsKey(path) || (below != null && below.startsWith(path + "/"));
  }

  private static boolean anyStarts(String prefix, NavigableMap<String, String> other) {
    String first = other.ceilingKey(prefix);
    return first != null && first.startsWith(prefix);
  }

  private static String below(String path, String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  /** The text as the field's value would print; null where it says nothing. */
  private static @Nullable String oneForm(Schema schema, String text) {
    if (schema.type() == Schema.Type.STRING) {
      return text;
    }
    String stripped = text.strip();
    if (!"org.apache.kafka.connect.data.Timestamp".equals(schema.name())) {
      return NUMBER.matcher(stripped).matches() && holds(schema, new BigDecimal(stripped))
          ? printed(new BigDecimal(stripped))
          : text;
    }
    if (stripped.isEmpty() || stripped.equals("-")) {
      return null;
    }
    Instant parsed = JobTime.parse(text);
    boolean fits =
        parsed != null
            && parsed.getNano() % 1_000_000 == 0
            && parsed.isBefore(Instant.ofEpochMilli(Long.MAX_VALUE));
    return fits ? parsed.toString() : text;
  }

  private static boolean holds(Schema schema, BigDecimal number) {
    if (schema.type() == Schema.Type.FLOAT64) {
      double nearest = number.doubleValue();
      return !Double.isInfinite(nearest)
          && number.compareTo(new BigDecimal(Double.toString(nearest))) == 0;
    }
    BigDecimal most = BigDecimal.valueOf(2).pow(schema.type() == Schema.Type.INT32 ? 31 : 63);
    return number.compareTo(most) < 0
        && number.compareTo(most.negate()) >= 0
        && number.stripTrailingZeros().scale() <= 0;
  }

  /** The value as the only text that stands for it. */
  static String printed(Object value) {
    if (value instanceof Date date) {
      return date.toInstant().toString();
    }
    return value instanceof Number number
        ? new BigDecimal(number.toString()).stripTrailingZeros().toString()
        : value.toString();
  }

  /** The index behind a name, where it has a namesake among its siblings. */
  private record Numbers(Map<String, int[]> counts) {

    static <T> Numbers of(List<T> siblings, Function<T, String> name) {
      Map<String, int[]> counts = new HashMap<>();
      siblings.forEach(each -> counts.computeIfAbsent(name.apply(each), any -> new int[2])[0]++);
      return new Numbers(counts);
    }

    String next(String name) {
      int[] count = counts.get(name);
      return count[0] == 1 ? "" : "[" + ++count[1] + "]";
    }
  }
}
