package io.mediajobs.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;

class DetailsTest {

  private static final Schema STREAM =
      SchemaBuilder.struct()
          .field("width", Schema.OPTIONAL_INT32_SCHEMA)
          .field("codec", Schema.OPTIONAL_STRING_SCHEMA)
          .optional()
          .build();

  private static final Schema RECORD =
      SchemaBuilder.struct()
          .field("id", Schema.OPTIONAL_STRING_SCHEMA)
          .field("one", STREAM)
          .field("streams", SchemaBuilder.array(STREAM).optional().build())
          .field("names", SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
          .field(
              "other",
              SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).optional().build())
          .field("at", Timestamp.builder().optional().build())
          .field("done", Schema.OPTIONAL_BOOLEAN_SCHEMA)
          .field("size", Schema.OPTIONAL_INT64_SCHEMA)
          .field("score", Schema.OPTIONAL_FLOAT64_SCHEMA)
          .field("price", Decimal.builder(2).optional().build())
          .build();

  private static final Schema ROW =
      SchemaBuilder.struct()
          .field("id", Schema.OPTIONAL_STRING_SCHEMA)
          .field("width", Schema.OPTIONAL_INT32_SCHEMA)
          .build();

  private final Struct record = new Struct(RECORD);
  private final Struct row = new Struct(ROW);

  private String details() {
    Field id = ROW.field("id");
    Field width = ROW.field("width");
    StringBuilder out = new StringBuilder("x");
    new Details(RECORD, Map.of("id", id, "one.width", width, "streams.width", width))
        .write(record, row, out);
    assertThat(out).startsWith("x");
    return out.substring(1);
  }

  private static Struct stream(Integer width, String codec) {
    return new Struct(STREAM).put("width", width).put("codec", codec);
  }

  @Test
  void everyValueHasItsForm() {
    record.put("names", List.of("a", "b\"")).put("other", Map.of("A[1]/B", "x"));
    record.put("at", new Date(1)).put("done", true).put("size", 5_000_000_000L);
    record.put("score", 12.96).put("price", new BigDecimal("1.50"));
    assertThat(details())
        .isEqualTo(
            "{\"names\":[\"a\",\"b\\\"\"],\"other\":{\"A[1]/B\":\"x\"},"
                + "\"at\":\"1970-01-01T00:00:00.001Z\",\"done\":true,\"size\":5000000000,"
                + "\"score\":12.96,\"price\":\"1.50\"}");
  }

  /** No field of this version is such. */
  @Test
  void bytesAreBase64AndItemsMayBeNull() {
    Schema schema =
        SchemaBuilder.struct()
            .field("names", SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).build())
            .field("streams", SchemaBuilder.array(STREAM).build())
            .field(
                "other",
                SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA).build())
            .field("bytes", Schema.BYTES_SCHEMA)
            .field("array", Schema.BYTES_SCHEMA)
            .build();
    Struct value =
        new Struct(schema)
            .put("names", Arrays.asList(null, "a", null))
            .put("streams", Arrays.asList(null, stream(5, null)))
            .put("other", Collections.singletonMap("k", null))
            .put("bytes", ByteBuffer.wrap(new byte[] {1, 2, 3}))
            .put("array", new byte[] {-1});
    for (int i = 0; i < 2; i++) {
      StringBuilder out = new StringBuilder();
      new Details(schema, Map.of()).write(value, row, out);
      assertThat(out)
          .hasToString(
              "{\"names\":[null,\"a\",null],\"streams\":[null,{\"width\":5}],"
                  + "\"other\":{\"k\":null},\"bytes\":\"AQID\",\"array\":\"/w==\"}");
    }
  }

  /** Another transform may have added the field, or the map. */
  @Test
  void anyNameIsEscaped() {
    Schema schema =
        SchemaBuilder.struct()
            .field("a\"b\\", Schema.STRING_SCHEMA)
            .field(
                "map",
                SchemaBuilder.map(Schema.OPTIONAL_STRING_SCHEMA, Schema.STRING_SCHEMA).build())
            .build();
    Struct value =
        new Struct(schema).put("a\"b\\", "x").put("map", Collections.singletonMap(null, "y"));
    StringBuilder out = new StringBuilder();
    new Details(schema, Map.of()).write(value, row, out);
    assertThat(out).hasToString("{\"a\\\"b\\\\\":\"x\",\"map\":{\"null\":\"y\"}}");
  }

  @Test
  void nothingIsAnEmptyObject() {
    assertThat(details()).isEqualTo("{}");
    record.put("names", List.of()).put("other", Map.of()).put("streams", List.of());
    assertThat(details()).isEqualTo("{}");
  }

  @Test
  void whatAColumnHoldsIsLeftOut() {
    record.put("id", "a");
    row.put("id", "a");
    assertThat(details()).isEqualTo("{}");
    row.put("width", 6);
    record.put("one", stream(5, null));
    assertThat(details()).isEqualTo("{\"one\":{\"width\":5}}");
  }

  @Test
  void whereNothingIsLeftTheStructIsLeftOut() {
    row.put("width", 5);
    record.put("one", stream(5, null));
    assertThat(details()).isEqualTo("{}");
    record.put("one", stream(5, "c"));
    assertThat(details()).isEqualTo("{\"one\":{\"codec\":\"c\"}}");
    record.put("one", stream(null, null));
    assertThat(details()).isEqualTo("{\"one\":{}}");
  }

  @Test
  void theItemsOfAnArrayKeepTheirPlaces() {
    row.put("width", 5);
    record.put("streams", List.of(stream(5, null)));
    assertThat(details()).isEqualTo("{}");
    record.put("streams", List.of(stream(5, null), stream(5, null)));
    assertThat(details()).isEqualTo("{\"streams\":[{},{\"width\":5}]}");
    record.put("streams", List.of(stream(5, "c")));
    assertThat(details()).isEqualTo("{\"streams\":[{\"codec\":\"c\"}]}");
    record.put("streams", List.of(stream(null, null)));
    assertThat(details()).isEqualTo("{\"streams\":[{}]}");
  }
}
