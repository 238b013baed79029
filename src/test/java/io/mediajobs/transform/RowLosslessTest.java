package io.mediajobs.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediajobs.build.Chance;
import io.mediajobs.job.KnownTag;
import io.mediajobs.record.MadeRecords;
import io.mediajobs.record.OutputRecord;
import io.mediajobs.schema.EventSchemas;
import io.mediajobs.schema.RecordType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The columns of a row and its details hold every value of the record, and no other. {@code
 * -Dtrees=N} tries another number of random jobs.
 */
class RowLosslessTest {

  private static final List<KnownTag> TAGS = KnownTag.all();
  private static final List<String> ANSWERS = MadeRecords.ANSWERS;

  @ParameterizedTest
  @FieldSource("TAGS")
  void noValueOfAnyTagIsLost(KnownTag tag) throws Exception {
    List<OutputRecord> made = MadeRecords.ofEveryElement(tag);
    assertThat(made).hasSizeGreaterThan(1);
    for (OutputRecord record : made) {
      check(record.value(), Rows.row(Rows.transform(), record), tag.tag());
    }
  }

  @ParameterizedTest
  @FieldSource("ANSWERS")
  void noValueOfTheAnswersOfThePagesIsLost(String answer) throws Exception {
    for (OutputRecord record : MadeRecords.ofAnswer(answer)) {
      check(record.value(), Rows.row(Rows.transform(), record), answer);
    }
  }

  @Test
  void noValueOfAnyTreeIsLostWhateverTheColumnsAre() throws Exception {
    long seed = Chance.seed();
    long trees = Long.getLong("trees", Chance.tries(10_000)) / 10;
    for (long i = 0; i < trees; i++) {
      JobRow<SourceRecord> transform = Rows.transform("columns", columns(new Random(seed + i)));
      for (OutputRecord record : MadeRecords.ofRandomTree(seed * 31 + i)) {
        check(record.value(), Rows.row(transform, record), "Tree " + i + " of seed " + seed);
      }
    }
  }

  /** Some of the columns, in any order, and the details; nothing in every other case, for all. */
  private static String columns(Random random) {
    if (random.nextBoolean()) {
      return "";
    }
    List<String> names = new ArrayList<>();
    for (Field column : EventSchemas.MEDIA_JOB_ROW.required().fields()) {
      if (random.nextBoolean() && !column.name().equals("details")) {
        names.add(column.name());
      }
    }
    names.add("details");
    Collections.shuffle(names, random);
    return String.join(",", names);
  }

  private static void check(Struct record, Struct row, String what) throws JsonProcessingException {
    row.validate();
    Map<String, Object> answer = RowLeaves.of(record);
    Map<String, Object> details =
        RowLeaves.of(new ObjectMapper().readTree(row.getString("details")));
    Map<String, Object> held = held(row);
    Map<String, Object> lost = new TreeMap<>();
    answer.forEach(
        (path, value) -> {
          boolean inColumn = value.equals(held.get(path.replace("[0]", "")));
          // Each value stands in one place, so that a reader need not wonder which one counts.
          if (inColumn == value.equals(details.get(path))) {
            lost.put(path, value);
          }
        });
    Map<String, Object> madeUp = new TreeMap<>(details);
    madeUp
        .entrySet()
        .removeIf(
            leaf ->
                leaf.getValue().equals(answer.get(leaf.getKey()))
                    || (leaf.getValue().equals("nothing") && hasBelow(answer, leaf.getKey())));
    assertThat(Map.of("lost or twice", lost, "made up", madeUp))
        .as(what)
        .isEqualTo(Map.of("lost or twice", Map.of(), "made up", Map.of()));
    checkColumns(answer, row, what);
  }

  /** What the columns have, by each path that they may come from. */
  private static Map<String, Object> held(Struct row) {
    Map<String, Object> held = new TreeMap<>();
    for (Field column : row.schema().fields()) {
      Object value = row.get(column);
      if (value != null) {
        from(row, column).forEach(path -> held.put(path, RowLeaves.comparable(value)));
      }
    }
    return held;
  }

  /** Each column has the first value of its paths. */
  private static void checkColumns(Map<String, Object> answer, Struct row, String what) {
    Map<String, Object> firsts = new TreeMap<>();
    answer.forEach((path, value) -> firsts.put(path.replace("[0]", ""), value));
    for (Field column : row.schema().fields()) {
      List<String> from = from(row, column);
      if (!from.isEmpty()) {
        Object first =
            from.stream().map(firsts::get).filter(v -> v != null).findFirst().orElse(null);
        Object value = row.get(column);
        assertThat(value == null ? null : RowLeaves.comparable(value))
            .as("%s: %s", what, column.name())
            .isEqualTo(first);
      }
    }
  }

  private static List<String> from(Struct row, Field column) {
    RecordType type = EventSchemas.find(row.schema().name());
    Object from = type.avro().getField(column.name()).getObjectProp("from");
    return from == null
        ? List.of()
        : ((Collection<?>) from).stream().map(Object::toString).toList();
  }

  private static boolean hasBelow(Map<String, Object> leaves, String path) {
    return leaves.keySet().stream().anyMatch(each -> path.isEmpty() || each.startsWith(path + "."));
  }
}
