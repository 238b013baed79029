package io.mediajobs.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.converter.SingleObjectAvroConverter;
import io.mediajobs.docs.Docs;
import io.mediajobs.event.JobStateTransition;
import io.mediajobs.event.SourceHeartbeat;
import io.mediajobs.schema.EventSchemas;
import io.mediajobs.schema.SampleValues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** What avro.md says of the classes that Avro makes of the schemas. */
class GeneratedClassesTest {

  @Test
  void generatedClassesReadWhatTheConverterWrites() throws IOException {
    Struct value = SampleValues.struct(EventSchemas.JOB_STATE_TRANSITION.required(), 2);
    JobStateTransition read =
        JobStateTransition.getDecoder()
            .decode(new SingleObjectAvroConverter().fromConnectData("t", value.schema(), value));
    assertThat(read.getEventId()).isEqualTo("eventId 1");
    assertThat(read.getSequence()).isEqualTo(value.get("sequence"));
    assertThat(read.getOccurredAt().toEpochMilli()).isEqualTo(1656314592133L);
    assertThat(read.getSource().getBucket()).isEqualTo("bucket 1");
    assertThat(read.getJob().getOperation().getWatermarkTemplateIds())
        .containsExactly("watermarkTemplateIds 1", "watermarkTemplateIds 2");
    assertThat(read.getJob().getOther()).containsEntry("Operation/A[1]/B", "b");
  }

  @Test
  void generatedClassesReadAnotherVersionOnceTheyHaveItsSchema() throws IOException {
    String current = EventSchemas.SOURCE_HEARTBEAT.avro().toString();
    Schema other =
        new Schema.Parser()
            .parse(
                current.replaceFirst(
                    "\"fields\":\\[",
                    "\"fields\":[{\"name\":\"x\",\"type\":[\"null\",\"int\"],\"default\":null},"));
    ByteBuffer message = heartbeat(other);

    assertThatThrownBy(() -> SourceHeartbeat.getDecoder().decode(message.duplicate()))
        .isInstanceOf(MissingSchemaException.class);
    SourceHeartbeat.getDecoder().addSchema(other);
    assertThat(SourceHeartbeat.getDecoder().decode(message).getObservedAt().toEpochMilli())
        .isEqualTo(7);
  }

  @Test
  void theSchemasOfAReleaseAreWhereThePageTakesThemFrom() throws IOException {
    String resource = "/avro-released/JobStateTransition/0.2.0.avsc";
    assertThat(Docs.page("avro.md").text()).contains("getResourceAsStream(\"" + resource + "\")");
    assertThat(new Schema.Parser().parse(JobStateTransition.class.getResourceAsStream(resource)))
        .extracting(Schema::getFullName)
        .isEqualTo(JobStateTransition.class.getName());
  }

  private static ByteBuffer heartbeat(Schema schema) throws IOException {
    GenericRecordBuilder source = new GenericRecordBuilder(schema.getField("source").schema());
    Map.of("bucket", "b", "region", "r", "path", "p", "tag", "t").forEach(source::set);
    GenericRecord record =
        new GenericRecordBuilder(schema)
            .set("observedAt", 7L)
            .set("source", source.build())
            .build();
    return new BinaryMessageEncoder<GenericRecord>(GenericData.get(), schema).encode(record);
  }
}
