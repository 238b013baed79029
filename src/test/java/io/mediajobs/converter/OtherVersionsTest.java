package io.mediajobs.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.schema.EventSchemas;
import io.mediajobs.schema.RecordType;
import io.mediajobs.schema.SampleValues;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

/** Records of versions whose schemas had fewer fields than now, or more, or other records. */
class OtherVersionsTest {

  private static final String TOPIC = "media.transitions";
  private static final RecordType TRANSITION = EventSchemas.JOB_STATE_TRANSITION;

  /** As if the field tag of MediaJob, which is in the middle of it, were new. */
  private static final Schema EARLIER =
      changed(text -> text.replaceFirst("\\{\"name\":\"tag\",\"type\":\\[.*?\\},(?=\\{)", ""));

  /** As if a field of MediaJob, and a record in it, had gone since. */
  private static final Schema FULLER =
      changed(
          text ->
              text.replaceFirst(
                  "(?=\\{\"name\":\"subTag\")",
                  "{\"name\":\"gone\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"Gone\","
                      + "\"fields\":[{\"name\":\"x\",\"type\":\"string\"}]}],\"default\":null},"));

  private final SingleObjectAvroConverter converter =
      new SingleObjectAvroConverter(() -> SampleValues.released(EARLIER, FULLER));

  @Test
  void aFieldThatIsNewIsNull() throws IOException {
    Struct value = SampleValues.struct(TRANSITION.required(), 2);
    byte[] bytes = written(value, EARLIER);
    value.getStruct("job").put("tag", null);
    assertThat(converter.toConnectData(TOPIC, bytes))
        .isEqualTo(new SchemaAndValue(TRANSITION.required(), value));
  }

  @Test
  void aFieldThatHasGoneIsLeftOut() throws IOException {
    Struct value = SampleValues.struct(TRANSITION.required(), 2);
    GenericRecord record = generic(value, FULLER);
    GenericRecord job = (GenericRecord) record.get("job");
    var gone = new GenericData.Record(job.getSchema().getField("gone").schema().getTypes().get(1));
    gone.put("x", "was here");
    job.put("gone", gone);
    assertThat(converter.toConnectData(TOPIC, message(record)).value()).isEqualTo(value);
    assertThat(converter.toConnectData(TOPIC, written(value, FULLER)).value()).isEqualTo(value);
  }

  @Test
  void aRecordThatATransformTookOutIsReadToo() throws IOException {
    Struct value = SampleValues.struct(EventSchemas.MEDIA_JOB.required(), 2);
    Schema job = EARLIER.getField("job").schema().getTypes().get(1);
    byte[] bytes = written(value, job);
    value.put("tag", null);
    assertThat(converter.toConnectData(TOPIC, bytes).value()).isEqualTo(value);
  }

  @Test
  void damageIsSeenAndDoesNotLast() throws IOException {
    Struct value = SampleValues.struct(TRANSITION.required(), 2);
    byte[] bytes = written(value, FULLER);
    for (int length = 10; length <= bytes.length + 1; length++) {
      byte[] damaged = Arrays.copyOf(bytes, length);
      if (length != bytes.length) {
        assertThatThrownBy(() -> converter.toConnectData(TOPIC, damaged))
            .isInstanceOf(DataException.class)
            .hasMessage(
                "Record of topic media.transitions is damaged: it can't be read as"
                    + " io.mediajobs.event.JobStateTransition");
      }
    }
    assertThat(converter.toConnectData(TOPIC, bytes).value()).isEqualTo(value);
  }

  @Test
  void aRecordThatThisVersionDoesNotKnowIsRefused() throws IOException {
    Schema gone = new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"G\",\"fields\":[]}");
    var other = new SingleObjectAvroConverter(() -> SampleValues.released(gone));
    byte[] bytes = message(new GenericData.Record(gone));
    assertThatThrownBy(() -> other.toConnectData(TOPIC, bytes))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(" does not have, fingerprint ");
  }

  private static Schema changed(UnaryOperator<String> change) {
    String text = SchemaFormatter.format("json/inline", TRANSITION.avro());
    String changed = change.apply(text);
    assertThat(changed).isNotEqualTo(text);
    return new Schema.Parser().parse(changed);
  }

  /** A Struct in the message that a version with another schema would have made of it. */
  private byte[] written(Struct value, Schema schema) throws IOException {
    return message(generic(value, schema));
  }

  private GenericRecord generic(Struct value, Schema schema) throws IOException {
    byte[] bytes = converter.fromConnectData(TOPIC, value.schema(), value);
    var decoder = new BinaryMessageDecoder<GenericRecord>(GenericData.get(), schema);
    EventSchemas.all().forEach(type -> decoder.addSchema(type.avro()));
    return decoder.decode(bytes);
  }

  private static byte[] message(GenericRecord record) throws IOException {
    var buffer =
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), record.getSchema())
            .encode(record);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
