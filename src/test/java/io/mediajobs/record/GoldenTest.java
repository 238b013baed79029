package io.mediajobs.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediajobs.converter.SingleObjectAvroConverter;
import io.mediajobs.job.JobDetail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The records of every answer that the vendor's pages show, and of a job of every kind of result,
 * as JSON. {@code -Dgolden.update=true} writes the files anew.
 */
class GoldenTest {

  private static final List<String> ANSWERS = Answers.NAMES;
  private static final List<String> RESULTS = Answers.RESULTS;

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @FieldSource("ANSWERS")
  void recordsAreThoseOfTheFile(String answer) throws IOException {
    compare(answer, MadeRecords.ofAnswer(answer));
  }

  /** The record of the job alone: its transitions would only repeat it. */
  @ParameterizedTest
  @FieldSource("RESULTS")
  void aResultOfEveryKindIsThatOfTheFile(String answer) throws IOException {
    List<OutputRecord> made = MadeRecords.ofAnswer(answer);
    compare(answer, made.subList(made.size() - 1, made.size()));
  }

  private static void compare(String answer, List<OutputRecord> made) throws IOException {
    Path file = Path.of("src/test/resources/golden", answer + ".json");
    String records = json(made);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, records);
    }
    assertThat(records).isEqualTo(Files.readString(file));
  }

  @ParameterizedTest
  @FieldSource("ANSWERS")
  void everyElementOfThePagesIsTyped(String answer) {
    for (JobDetail job : Answers.jobs(answer)) {
      var struct = JobStructs.job(Seen.job(job.element()), JobStructs.source(Seen.SOURCE));
      assertThat(struct.getMap("other")).isEmpty();
    }
  }

  @ParameterizedTest
  @FieldSource({"ANSWERS", "RESULTS"})
  void theBundledConverterGivesEveryRecordBack(String answer) {
    SingleObjectAvroConverter converter = new SingleObjectAvroConverter();
    for (OutputRecord made : MadeRecords.ofAnswer(answer)) {
      Struct value = made.value();
      byte[] bytes = converter.fromConnectData(made.topic(), value.schema(), value);
      assertThat(converter.toConnectData(made.topic(), bytes))
          .isEqualTo(new SchemaAndValue(value.schema(), value));
    }
  }

  private static String json(List<OutputRecord> made) throws IOException {
    ArrayNode all = JSON.createArrayNode();
    for (OutputRecord each : made) {
      each.value().validate();
      all.add(json(each));
    }
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    return JSON.writer(printer).writeValueAsString(all) + "\n";
  }

  private static JsonNode json(OutputRecord made) throws IOException {
    ObjectNode record = JSON.createObjectNode();
    record.put("topic", made.topic()).put("key", made.key());
    ObjectNode headers = record.putObject("headers");
    made.headers().forEach(header -> headers.put(header.key(), (String) header.value()));
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", "false"), false);
      byte[] value = converter.fromConnectData(made.topic(), made.value().schema(), made.value());
      record.set("value", JSON.readTree(value));
    }
    return record;
  }
}
