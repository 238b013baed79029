package io.mediajobs.converter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediajobs.schema.EventSchemas;
import io.mediajobs.schema.RecordType;
import io.mediajobs.schema.SampleValues;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same records hold the same values, whichever converter wrote them. */
class SameValuesTest {

  private static final String TOPIC = "media.jobs";

  static List<Arguments> records() {
    return EventSchemas.all().stream()
        .flatMap(type -> IntStream.range(0, 3).mapToObj(fill -> Arguments.of(type.name(), fill)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("records")
  void singleObjectAvroKeepsEveryValue(String name, int fill) throws IOException {
    RecordType type = EventSchemas.find(name);
    Struct value = SampleValues.struct(type.required(), fill);
    byte[] bytes = new SingleObjectAvroConverter().fromConnectData(TOPIC, type.required(), value);
    GenericRecord read =
        new BinaryMessageDecoder<GenericRecord>(new GenericData(), type.avro()).decode(bytes);
    assertThat(PlainValues.of(read)).isEqualTo(PlainValues.of(value));
  }

  @ParameterizedTest
  @MethodSource("records")
  void jsonWithItsSchemaKeepsEveryValue(String name, int fill) throws IOException {
    RecordType type = EventSchemas.find(name);
    Struct value = SampleValues.struct(type.required(), fill);
    try (JsonConverter converter = json(true)) {
      byte[] bytes = converter.fromConnectData(TOPIC, type.required(), value);
      JsonNode read = new ObjectMapper().readTree(bytes).path("payload");
      assertThat(PlainValues.of(read)).isEqualTo(PlainValues.of(value));
      assertThat(converter.toConnectData(TOPIC, bytes))
          .isEqualTo(new SchemaAndValue(type.required(), value));
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void plainJsonKeepsEveryValue(String name, int fill) throws IOException {
    RecordType type = EventSchemas.find(name);
    Struct value = SampleValues.struct(type.required(), fill);
    try (JsonConverter converter = json(false)) {
      JsonNode read =
          new ObjectMapper().readTree(converter.fromConnectData(TOPIC, type.required(), value));
      assertThat(PlainValues.of(read)).isEqualTo(PlainValues.of(value));
    }
  }

  private static JsonConverter json(boolean schemas) {
    JsonConverter converter = new JsonConverter();
    converter.configure(Map.of("schemas.enable", Boolean.toString(schemas)), false);
    return converter;
  }
}
