package io.mediajobs.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobElement.Attribute;
import io.mediajobs.schema.EventSchemas;
import io.mediajobs.schema.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Typed fields and {@code other} together reproduce every text of every answer. */
class LosslessTest {

  private static final List<String> ANSWERS = Answers.NAMES;

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "-",
          "30",
          " 30 ",
          "+5",
          "abc",
          "99999999999",
          "a/b[1]@c",
          "0.000000",
          "2022-06-27T15:23:12+0800",
          "2022-08-09 14:54:17+08:00",
          "2022-13-01T00:00:00+0800",
          "2022-06-27T15:23:12.123456+0800",
          "+999999999-01-01T00:00:00+0800",
          "\u6d4b\u8bd5");

  private final List<String> names = new ArrayList<>(List.of("Unknown", "Snapshot", "Mode", "x-y"));

  LosslessTest() {
    TreeSet<String> known = new TreeSet<>();
    EventSchemas.all().forEach(type -> known.addAll(type.fieldsByElement().keySet()));
    names.addAll(known);
  }

  @ParameterizedTest
  @FieldSource("ANSWERS")
  void reproducesTheAnswersOfThePages(String answer) {
    for (JobDetail job : Answers.jobs(answer)) {
      assertThat(Leaves.of(struct(job.element()))).isEqualTo(Leaves.of(job.element()));
    }
  }

  @Test
  void reproducesAnyTree() {
    long seed = Long.getLong("trees.seed", 20221127);
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      JobElement job = job(random);
      Struct struct = struct(job);
      struct.validate();
      assertThat(Leaves.of(struct))
          .as("trees.seed=%s, tree %s: %s", seed, i, job)
          .isEqualTo(Leaves.of(job));
    }
  }

  private static Struct struct(JobElement job) {
    return JobStructs.job(Seen.job(job), JobStructs.source(Seen.SOURCE));
  }

  private JobElement job(Random random) {
    List<JobElement> children = new ArrayList<>();
    children.add(JobElement.leaf("JobId", "j" + random.nextInt(1000)));
    children.add(JobElement.leaf("State", "Running"));
    for (int n = random.nextInt(12); n > 0; n--) {
      children.add(child(random, EventSchemas.MEDIA_JOB.required(), 5));
    }
    return new JobElement(
        "JobsDetail", random.nextInt(8) == 0 ? "text" : "", attributes(random), children);
  }

  /** A child of an element that the schema is read from, mostly one that the schema knows. */
  private JobElement child(Random random, @Nullable Schema around, int depth) {
    RecordType type = around == null ? null : EventSchemas.find(String.valueOf(around.name()));
    if (type == null || random.nextInt(5) == 0) {
      return element(random, names.get(random.nextInt(names.size())), null, depth);
    }
    List<String> known = new ArrayList<>(new TreeSet<>(type.fieldsByElement().keySet()));
    String name = known.get(random.nextInt(known.size()));
    Schema schema = type.required().field(type.fieldsByElement().get(name)).schema();
    Schema item = schema.type() == Schema.Type.ARRAY ? schema.valueSchema() : schema;
    return element(random, name, item, depth);
  }

  private JobElement element(Random random, String name, @Nullable Schema schema, int depth) {
    boolean container = schema == null || schema.type() == Schema.Type.STRUCT;
    List<JobElement> children = new ArrayList<>();
    if (depth > 0 && random.nextInt(10) < (container ? 7 : 1)) {
      for (int n = random.nextInt(7); n > 0; n--) {
        children.add(child(random, schema, depth - 1));
      }
    }
    String text =
        children.isEmpty()
            ? TEXTS.get(random.nextInt(TEXTS.size()))
            : random.nextInt(8) == 0 ? "between" : "";
    return new JobElement(name, text, attributes(random), children);
  }

  private static List<Attribute> attributes(Random random) {
    List<Attribute> attributes = new ArrayList<>();
    while (random.nextInt(6) == 0) {
      attributes.add(new Attribute(random.nextBoolean() ? "a" : "b", "v" + random.nextInt(9)));
    }
    return attributes;
  }
}
