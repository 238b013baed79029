package io.mediajobs.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mediajobs.record.MadeRecords;
import io.mediajobs.record.OutputRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The rows of every answer that the vendor's pages show, as JSON. {@code -Dgolden.update=true}
 * writes the files anew.
 */
class GoldenRowsTest {

  private static final List<String> ANSWERS = MadeRecords.ANSWERS;
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @FieldSource("ANSWERS")
  void rowsAreThoseOfTheFile(String answer) throws IOException {
    ArrayNode rows = JSON.createArrayNode();
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", "false"), false);
      for (OutputRecord made : MadeRecords.ofAnswer(answer)) {
        Struct row = Rows.row(Rows.transform(), made);
        rows.add(JSON.readTree(converter.fromConnectData(made.topic(), row.schema(), row)));
      }
    }
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    String text = JSON.writer(printer).writeValueAsString(rows) + "\n";
    Path file = Path.of("src/test/resources/golden/rows", answer + ".json");
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }
}
