package io.mediajobs.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.avro.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectSchemasTest {

  private static Schema record(String fieldTypeAndMore) {
    return new Schema.Parser()
        .parse(
            "{'type':'record','name':'R','namespace':'n','doc':'d','fields':[{'name':'f',%s}]}"
                .formatted(fieldTypeAndMore)
                .replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'type':{'type':'enum','name':'E','symbols':['A']}                | has the type enum",
        "'type':{'type':'fixed','name':'F','size':2}                      | has the type fixed",
        "'type':['null','string']                                         | is a union other than [\"null\", T] with default null",
        "'type':['string','null'],'default':'x'                           | is a union other than [\"null\", T] with default null",
        "'type':['null','string','int'],'default':null                    | is a union other than [\"null\", T] with default null",
        "'type':'string','default':''                                     | has a default, which only an optional field may have",
        "'type':{'type':'long','logicalType':'timestamp-micros'}          | has the logical type timestamp-micros",
        "'type':{'type':'string','logicalType':'uuid'}                    | has the logical type uuid",
        "'type':{'type':'map','values':'int'}                             | is a map of something else than string",
        "'type':'string','element':''                                     | has a property \"element\" that is no name of an element",
      })
  void refusesWhatConvertersRenderDifferently(String type, String what) {
    assertThatThrownBy(() -> new ConnectSchemas().add(record(type)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Avro schema n.R.f " + what + ": the connector's schemas can't have that");
  }

  @Test
  void refusesARecordInItself() {
    assertThatThrownBy(
            () -> new ConnectSchemas().add(record("'type':['null','n.R'],'default':null")))
        .hasMessage("Avro schema n.R contains itself: the connector's schemas can't have that");
  }

  @Test
  void refusesTwoFieldsOfOneElement() {
    assertThatThrownBy(
            () ->
                new ConnectSchemas()
                    .add(
                        record(
                            "'type':'string','element':'A'},"
                                + "{'name':'g','type':'string','element':'A'")))
        .hasMessage(
            "Avro schema n.R.g reads element A, which another field reads too:"
                + " the connector's schemas can't have that");
  }

  @Test
  void derivesEveryTypeOfTheSubset() {
    RecordType type =
        new ConnectSchemas()
            .add(
                record(
                    "'type':'int','doc':'i'},"
                        + "{'name':'l','type':['null','long'],'default':null},"
                        + "{'name':'t','type':{'type':'long','logicalType':'timestamp-millis'}},"
                        + "{'name':'b','type':'boolean'},{'name':'x','type':'bytes'},"
                        + "{'name':'h','type':'float'},{'name':'d','type':'double'},"
                        + "{'name':'a','type':{'type':'array','items':'string'}},"
                        + "{'name':'m','type':{'type':'map','values':'string'},'element':'M'"));
    var string = org.apache.kafka.connect.data.Schema.STRING_SCHEMA;
    assertThat(type.required())
        .isEqualTo(
            SchemaBuilder.struct()
                .name("n.R")
                .doc("d")
                .field("f", SchemaBuilder.int32().doc("i").build())
                .field("l", SchemaBuilder.int64().optional().build())
                .field("t", Timestamp.SCHEMA)
                .field("b", SchemaBuilder.bool().build())
                .field("x", SchemaBuilder.bytes().build())
                .field("h", SchemaBuilder.float32().build())
                .field("d", SchemaBuilder.float64().build())
                .field("a", SchemaBuilder.array(string).build())
                .field("m", SchemaBuilder.map(string, string).build())
                .build());
    assertThat(type.fieldsByElement()).containsOnly(java.util.Map.entry("M", "m"));
  }
}
