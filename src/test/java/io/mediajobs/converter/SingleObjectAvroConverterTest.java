package io.mediajobs.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.schema.EventSchemas;
import io.mediajobs.schema.PluginVersion;
import io.mediajobs.schema.RecordType;
import io.mediajobs.schema.SampleValues;
import java.io.IOException;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.Test;

class SingleObjectAvroConverterTest {

  private static final String TOPIC = "media.jobs";
  private static final RecordType JOB = EventSchemas.MEDIA_JOB;

  private final SingleObjectAvroConverter converter = new SingleObjectAvroConverter();

  @Test
  void givesBackEveryRecordType() {
    for (RecordType type : EventSchemas.all()) {
      for (int fill = 0; fill < 3; fill++) {
        Struct struct = SampleValues.struct(type.required(), fill);
        struct.validate();
        byte[] bytes = converter.fromConnectData(TOPIC, type.required(), struct);
        assertThat(converter.toConnectData(TOPIC, bytes))
            .isEqualTo(new SchemaAndValue(type.required(), struct));
      }
    }
  }

  @Test
  void writesWhatAvrosOwnDecoderReads() throws IOException {
    Struct job = SampleValues.struct(JOB.required(), 2);
    byte[] bytes = converter.fromConnectData(TOPIC, JOB.required(), job);
    GenericRecord read =
        new BinaryMessageDecoder<GenericRecord>(GenericData.get(), JOB.avro()).decode(bytes);
    assertThat(read.get("jobId")).hasToString("jobId 1");
    assertThat(read.get("observedAt")).isEqualTo(((Date) job.get("observedAt")).getTime());
    assertThat(read.get("other").toString()).contains("Operation/A[1]/B", "Ünicode", "漢字");
    assertThat(((GenericRecord) read.get("operation")).get("watermarkTemplateIds"))
        .hasToString("[watermarkTemplateIds 1, watermarkTemplateIds 2]");
  }

  @Test
  void writesTheSameBytesAsAvrosOwnEncoder() throws IOException {
    Struct heartbeat = SampleValues.struct(EventSchemas.SOURCE_HEARTBEAT.required(), 2);
    byte[] bytes =
        converter.fromConnectData(TOPIC, EventSchemas.SOURCE_HEARTBEAT.required(), heartbeat);
    var avro = EventSchemas.SOURCE_HEARTBEAT.avro();
    GenericRecord read =
        new BinaryMessageDecoder<GenericRecord>(GenericData.get(), avro).decode(bytes);
    assertThat(bytes).startsWith(0xC3, 0x01);
    assertThat(new BinaryMessageEncoder<>(GenericData.get(), avro).encode(read).array())
        .isEqualTo(bytes);
  }

  @Test
  void takesTheOptionalFormThatATransformExtracts() {
    Struct job = SampleValues.struct(JOB.optional(), 1);
    byte[] bytes = converter.fromConnectData(TOPIC, JOB.optional(), job);
    assertThat(converter.toConnectData(TOPIC, bytes).schema()).isSameAs(JOB.required());
  }

  @Test
  void takesAnEqualSchemaThatIsNotTheSameObject() {
    RecordType type = EventSchemas.JOB_SOURCE;
    SchemaBuilder copy = SchemaBuilder.struct().name(type.name()).doc(type.required().doc());
    type.required().fields().forEach(field -> copy.field(field.name(), field.schema()));
    Struct source = SampleValues.struct(copy.build(), 2);
    byte[] bytes = converter.fromConnectData(TOPIC, copy.build(), source);
    assertThat(((Struct) converter.toConnectData(TOPIC, bytes).value()).getString("bucket"))
        .isEqualTo("bucket 1");
  }

  @Test
  void passesNullInBothDirections() {
    assertThat(converter.fromConnectData(TOPIC, JOB.required(), null)).isNull();
    assertThat(converter.fromConnectData(TOPIC, null, null)).isNull();
    assertThat(converter.toConnectData(TOPIC, null)).isEqualTo(SchemaAndValue.NULL);
  }

  @Test
  void refusesSchemasThatAreNotTheConnectors() {
    String only =
        "Record for topic media.jobs can't be written: SingleObjectAvroConverter only knows the"
            + " records of the media jobs connector, not ";
    String instead = "; use another value.converter for this connector";
    assertThatThrownBy(() -> converter.fromConnectData(TOPIC, Schema.STRING_SCHEMA, "j1"))
        .isInstanceOf(DataException.class)
        .hasMessage(only + "a value of type STRING" + instead);
    assertThatThrownBy(() -> converter.fromConnectData(TOPIC, null, Map.of("a", 1)))
        .isInstanceOf(DataException.class)
        .hasMessage(only + "a value without a schema" + instead);
    Schema foreign = SchemaBuilder.struct().name("com.example.Job").build();
    assertThatThrownBy(() -> converter.fromConnectData(TOPIC, foreign, new Struct(foreign)))
        .isInstanceOf(DataException.class)
        .hasMessage(only + "com.example.Job" + instead);
  }

  @Test
  void refusesARecordThatATransformHasChanged() {
    SchemaBuilder changed = SchemaBuilder.struct().name(JOB.name()).doc(JOB.required().doc());
    JOB.required().fields().forEach(field -> changed.field(field.name(), field.schema()));
    Schema schema = changed.field("cluster", Schema.OPTIONAL_STRING_SCHEMA).build();
    Struct job = SampleValues.struct(schema, 1);
    assertThatThrownBy(() -> converter.fromConnectData(TOPIC, schema, job))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Record for topic media.jobs can't be written: its schema is named"
                + " io.mediajobs.event.MediaJob but is not that of version "
                + PluginVersion.get()
                + "; remove the transform that changes it, or use another value.converter");
  }

  @Test
  void refusesARecordWithoutARequiredField() {
    Struct empty = new Struct(JOB.required());
    assertThatThrownBy(() -> converter.fromConnectData(TOPIC, JOB.required(), empty))
        .isInstanceOf(DataException.class)
        .hasMessage("Field jobId of io.mediajobs.event.MediaJob must not be null");
  }

  @Test
  void writesTheSameBehindARecordThatItRefusesAndWhileOthersWrite() {
    Struct job = SampleValues.struct(JOB.required(), 2);
    byte[] bytes = converter.fromConnectData(TOPIC, JOB.required(), job);
    Struct half = new Struct(JOB.required()).put("jobId", "j1");

    long alike =
        IntStream.range(0, 2_000)
            .parallel()
            .filter(
                i -> {
                  assertThatThrownBy(() -> converter.fromConnectData(TOPIC, JOB.required(), half))
                      .isInstanceOf(DataException.class);
                  byte[] again = converter.fromConnectData(TOPIC, JOB.required(), job);
                  return Arrays.equals(again, bytes);
                })
            .count();

    assertThat(alike).isEqualTo(2_000);
  }

  @Test
  void refusesBytesThatAreNoRecordOfTheConnector() {
    assertThatThrownBy(() -> converter.toConnectData(TOPIC, new byte[] {0, 0, 0, 0, 7}))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Record of topic media.jobs is not in Avro single-object encoding: it does not start"
                + " with C3 01");
    byte[] unknown = {(byte) 0xC3, 1, 8, 7, 6, 5, 4, 3, 2, 1};
    assertThatThrownBy(() -> converter.toConnectData(TOPIC, unknown))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Record of topic media.jobs was written with a schema that version "
                + PluginVersion.get()
                + " does not have, fingerprint 0102030405060708: use the version of the plugin that"
                + " wrote it, or a later one");
  }

  @Test
  void refusesBytesThatEndTooEarlyOrTooLate() {
    byte[] bytes =
        converter.fromConnectData(TOPIC, JOB.required(), SampleValues.struct(JOB.required(), 2));
    for (int length = 10; length <= bytes.length + 1; length++) {
      if (length != bytes.length) {
        byte[] damaged = Arrays.copyOf(bytes, length);
        assertThatThrownBy(() -> converter.toConnectData(TOPIC, damaged))
            .isInstanceOf(DataException.class)
            .hasMessage(
                "Record of topic media.jobs is damaged: it can't be read as"
                    + " io.mediajobs.event.MediaJob");
      }
    }
  }

  @Test
  void theConverterIsNotForKeys() {
    converter.configure(Map.of(), false);
    assertThatThrownBy(() -> converter.configure(Map.of(), true))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "SingleObjectAvroConverter can't convert keys, which are plain JobIds: set"
                + " key.converter=org.apache.kafka.connect.storage.StringConverter");
  }

  @Test
  void theWorkerFindsTheConverterWhichTellsItsVersion() {
    assertThat(ServiceLoader.load(Converter.class))
        .hasAtLeastOneElementOfType(SingleObjectAvroConverter.class);
    assertThat(converter.version()).isEqualTo(PluginVersion.get());
  }
}
