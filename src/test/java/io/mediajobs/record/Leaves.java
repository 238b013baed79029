package io.mediajobs.record;

import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobTime;
import io.mediajobs.schema.EventSchemas;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Every text of a job by its path, once from the answer and once from the record that was made of
 * it, by code of its own: where both are equal, nothing was lost and nothing was made up.
 */
final class Leaves {

  private static final String ABSENT = "<absent>";

  private final Map<String, String> texts = new TreeMap<>();

  private Leaves() {}

  /** The texts of an answer; numbers and times of the job in one form, absent ones left out. */
  static Map<String, String> of(JobElement job) {
    Leaves leaves = new Leaves();
    leaves.collect(job, "");
    leaves.texts.replaceAll(Leaves::oneForm);
    leaves.texts.values().removeIf(text -> text.equals(ABSENT));
    return leaves.texts;
  }

  /** The texts of a {@code MediaJob}. */
  static Map<String, String> of(Struct job) {
    Leaves leaves = new Leaves();
    Map<String, String> other = job.getMap("other");
    leaves.texts.putAll(other);
    leaves.restore(job, "", other);
    return leaves.texts;
  }

  private void collect(JobElement element, String path) {
    Map<String, Integer> attributes = new HashMap<>();
    element.attributes().forEach(each -> attributes.merge(each.name(), 1, Integer::sum));
    Map<String, Integer> seen = new HashMap<>();
    element
        .attributes()
        .forEach(
            each -> {
              String index = index(attributes.get(each.name()), seen, each.name());
              texts.put(below(path, "@" + each.name() + index), each.value());
            });
    if (element.children().isEmpty() || !element.text().isBlank()) {
      texts.put(path.isEmpty() ? "." : path, element.text());
    }
    for (JobElement child : element.children()) {
      int namesakes =
          (int) element.children().stream().filter(e -> e.name().equals(child.name())).count();
      collect(child, below(path, child.name() + index(namesakes, seen, child.name() + " ")));
    }
  }

  private static String index(int total, Map<String, Integer> seen, String name) {
    return total == 1 ? "" : "[" + seen.merge(name, 1, Integer::sum) + "]";
  }

  private void restore(Struct struct, String path, Map<String, String> other) {
    EventSchemas.find(struct.schema().name())
        .fieldsByElement()
        .forEach(
            (element, field) -> {
              Object value = struct.get(field);
              String child = below(path, element);
              if (value instanceof List<?> values) {
                restoreAll(values, child, other);
              } else if (value != null) {
                boolean repeats =
                    other.keySet().stream().anyMatch(k -> k.startsWith(child + "[2]"));
                restoreOne(value, repeats ? child + "[1]" : child, other);
              }
            });
  }

  private void restoreAll(List<?> values, String path, Map<String, String> other) {
    boolean structs = values.get(0) instanceof Struct;
    int at = 0;
    boolean repeats =
        values.size() > 1 || other.keySet().stream().anyMatch(k -> k.startsWith(path + "["));
    for (int i = 1; at < values.size(); i++) {
      String child = repeats ? path + "[" + i + "]" : path;
      // A text array has no value for an element that was no text; all of that is in other.
      if (structs || !taken(child, other)) {
        restoreOne(values.get(at++), child, other);
      }
    }
  }

  private void restoreOne(Object value, String path, Map<String, String> other) {
    if (value instanceof Struct struct) {
      int before = texts.size();
      restore(struct, path, other);
      if (texts.size() == before && !taken(path, other)) {
        texts.put(path, "");
      }
    } else {
      String text = value instanceof Date date ? date.toInstant().toString() : value.toString();
      if (texts.put(path, text) != null) {
        throw new AssertionError(path + " is both in a field and in other");
      }
    }
  }

  private static boolean taken(String path, Map<String, String> other) {
    return other.keySet().stream()
        .anyMatch(k -> k.equals(path) || (k.startsWith(path + "/") && !k.startsWith(path + "/@")));
  }

  private static String below(String path, String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  private static String oneForm(String path, String text) {
    var field = path.endsWith("[1]") ? path.substring(0, path.length() - 3) : path;
    var name = EventSchemas.MEDIA_JOB.fieldsByElement().get(field);
    Schema.Type type =
        name == null ? null : EventSchemas.MEDIA_JOB.required().field(name).schema().type();
    boolean time = type == Schema.Type.INT64;
    if (!time && type != Schema.Type.INT32) {
      return text;
    }
    if (text.isBlank() || (time && text.strip().equals("-"))) {
      return ABSENT;
    }
    if (!time) {
      String number = text.strip();
      return number.matches("[+-]?\\d{1,9}") ? Integer.valueOf(number).toString() : text;
    }
    Instant parsed = JobTime.parse(text);
    boolean fits =
        parsed != null
            && parsed.getNano() % 1_000_000 == 0
            && parsed.isBefore(Instant.ofEpochMilli(Long.MAX_VALUE));
    return fits ? parsed.toString() : text;
  }
}
