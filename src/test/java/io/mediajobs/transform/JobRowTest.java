package io.mediajobs.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.converter.SingleObjectAvroConverter;
import io.mediajobs.record.MadeRecords;
import io.mediajobs.record.OutputRecord;
import io.mediajobs.schema.EventSchemas;
import io.mediajobs.schema.PluginVersion;
import io.mediajobs.schema.RecordType;
import io.mediajobs.schema.SampleValues;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobRowTest {

  private static final Schema OTHER =
      SchemaBuilder.struct().name("n.Other").field("jobId", Schema.STRING_SCHEMA).build();

  /** A finished job of a page comes last: its transitions, and the job. */
  private final List<OutputRecord> made = MadeRecords.ofAnswer("001-2");

  private final SourceRecord transition = Rows.source(made.get(made.size() - 2));
  private final SourceRecord job = Rows.source(made.get(made.size() - 1));

  @Test
  void bothRecordsBecomeRowsOfTheirSchemas() {
    assertThat(Rows.transform().apply(job).valueSchema())
        .isSameAs(EventSchemas.MEDIA_JOB_ROW.required());
    assertThat(Rows.transform().apply(transition).valueSchema())
        .isSameAs(EventSchemas.JOB_STATE_TRANSITION_ROW.required());
  }

  @Test
  void aRowHasScalarsAlone() {
    for (RecordType type :
        List.of(EventSchemas.MEDIA_JOB_ROW, EventSchemas.JOB_STATE_TRANSITION_ROW)) {
      assertThat(type.required().fields())
          .allMatch(column -> column.schema().type().isPrimitive())
          .allMatch(column -> column.name().matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"));
    }
    assertThat(names(EventSchemas.MEDIA_JOB_ROW.required()))
        .isEqualTo(
            List.of(
                ("job_id, tag, sub_tag, state, code, message, progress, creation_time, start_time,"
                        + " end_time, observed_at, waited_ms, ran_ms, ended, region, bucket,"
                        + " queue_id, path, template_id, user_data, job_level, input_object,"
                        + " input_bucket, output_object, output_bucket, output_count, format_name,"
                        + " duration_seconds, bitrate_kbps, size_bytes, stream_count, video_codec,"
                        + " width, height, fps, frame_count, audio_codec, sample_rate_hz,"
                        + " audio_channels, md5, workflow_id, details")
                    .split(", ")));
  }

  /** A table of both has each value under one name. */
  @Test
  void theColumnsOfAJobStandInTheTransitionToo() {
    Schema rows = EventSchemas.JOB_STATE_TRANSITION_ROW.required();
    assertThat(names(rows))
        .startsWith(
            "event_id",
            "job_id",
            "sequence",
            "previous_state",
            "state",
            "occurred_at",
            "observed_at",
            "inferred")
        .containsAll(names(EventSchemas.MEDIA_JOB_ROW.required()));
  }

  @Test
  void allButTheValueStaysAsItWas() {
    SourceRecord row = Rows.transform().apply(job);
    assertThat(
            row.newRecord(
                row.topic(),
                row.kafkaPartition(),
                row.keySchema(),
                row.key(),
                job.valueSchema(),
                job.value(),
                row.timestamp()))
        .isEqualTo(job);
    assertThat(row.headers()).isEqualTo(job.headers()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Submitted, , false",
    "Running, 1, false",
    "Pause, , false",
    "Success, , true",
    "Failed, 1, true",
    "Cancel, , true",
    "NonExist, 1, false",
    "Elsewhere, , false",
    "Elsewhere, 1, true"
  })
  void endedIsAsTheConnectorCountsIt(String state, Long endTime, boolean ended) {
    Struct value = job().put("state", state);
    value.put("endTime", endTime == null ? null : new Date(endTime));
    assertThat(row(value).get("ended")).isEqualTo(ended);
  }

  @Test
  void aWaitOrRunHasTwoTimesOfWhichTheSecondIsLater() {
    Struct value = job().put("creationTime", new Date(1000)).put("startTime", new Date(4000));
    value.put("endTime", null);
    assertThat(row(value).get("waited_ms")).isEqualTo(3000L);
    assertThat(row(value).get("ran_ms")).isNull();
    value.put("endTime", new Date(3999));
    assertThat(row(value).get("ran_ms")).isNull();
    value.put("endTime", new Date(4000));
    assertThat(row(value).get("ran_ms")).isEqualTo(0L);
    value.put("creationTime", new Date(Long.MIN_VALUE)).put("startTime", new Date(Long.MAX_VALUE));
    assertThat(row(value).get("waited_ms")).isNull();
  }

  @Test
  void outputsAreCountedOverAllFiles() {
    Struct row = row(SampleValues.struct(EventSchemas.MEDIA_JOB.required(), 2));
    // One file in the sample, with two names.
    assertThat(row.get("output_count")).isEqualTo(2);
    assertThat(row(job().put("operation", null)).get("output_count")).isNull();
  }

  @Test
  void otherRecordsPassAsTheyAre() {
    Struct heartbeat = SampleValues.struct(EventSchemas.SOURCE_HEARTBEAT.required(), 1);
    Struct other = new Struct(OTHER).put("jobId", "j");
    for (SourceRecord each :
        List.of(
            record(heartbeat.schema(), heartbeat),
            record(other.schema(), other),
            record(Schema.STRING_SCHEMA, "text"),
            Rows.transform("key", "struct").apply(job))) {
      assertThat(Rows.transform("key", "struct").apply(each)).isSameAs(each);
    }
    SourceRecord row = Rows.transform().apply(job);
    assertThat(Rows.transform().apply(row)).isSameAs(row);
  }

  @Test
  void theKeyOfARowIsMadeAStructWhereItIsNoneYet() {
    SourceRecord row = Rows.transform().apply(job);
    SourceRecord keyed = Rows.transform("key", "struct").apply(row);
    assertThat(keyed.value()).isSameAs(row.value());
    assertThat(keyed.key()).isEqualTo(Rows.transform("key", "struct").apply(job).key());
    assertThat(keyed.keySchema().name()).isEqualTo("io.mediajobs.event.JobKey");
  }

  @Test
  void aValueWithoutASchemaIsAnError() {
    assertThatThrownBy(() -> Rows.transform().apply(record(null, Map.of("jobId", "j"))))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Record of topic t has a value without a schema, so JobRow can't tell what it is: use a"
                + " value.converter that keeps schemas, or a predicate that keeps JobRow from this"
                + " topic");
  }

  @Test
  void columnsAreLeftOutAndOrdered() {
    SourceRecord row = Rows.transform("columns", "state,event_id,job_id").apply(job);
    assertThat(row.valueSchema().name()).isEqualTo("io.mediajobs.event.MediaJobRow");
    assertThat(names(row.valueSchema())).containsExactly("state", "job_id");
    assertThat(((Struct) row.value()).get("state")).isEqualTo("Success");
    assertThat(names(Rows.transform("columns", "event_id,width").apply(transition).valueSchema()))
        .containsExactly("event_id", "width");
  }

  @Test
  void whatIsNoColumnIsRefused() {
    assertThatThrownBy(() -> Rows.transform("columns", "job_id,jobId"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Invalid value [job_id, jobId] for configuration columns: no row has a column jobId");
    assertThatThrownBy(() -> Rows.transform("columns", "tag,tag"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("Invalid value [tag, tag] for configuration columns: it has tag twice");
    assertThatThrownBy(() -> Rows.transform("columns", "job_id,"))
        .isInstanceOf(ConfigException.class)
        .hasMessageEndingWith("for configuration columns: no row has a column without a name");
    Map<String, String> nothing = new HashMap<>();
    nothing.put("columns", null);
    assertThat(new JobRow<SourceRecord>().config().validate(nothing))
        .filteredOn(value -> value.name().equals("columns"))
        .flatExtracting(ConfigValue::errorMessages)
        .containsExactly(
            "Invalid value null for configuration columns: it must be a list of columns; leave it"
                + " out for all");
  }

  @Test
  void aRecordWithoutAnyOfTheColumnsIsAnError() {
    assertThatThrownBy(() -> Rows.transform("columns", "event_id,sequence").apply(job))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "A row of io.mediajobs.event.MediaJob has none of the columns event_id, sequence: keep"
                + " JobRow from its topic by a predicate, or add a column");
  }

  @Test
  void withoutDetailsTheSchemaIsTheSame() {
    SourceRecord row = Rows.transform("details", "none").apply(job);
    assertThat(row.valueSchema()).isSameAs(EventSchemas.MEDIA_JOB_ROW.required());
    assertThat(((Struct) row.value()).get("details")).isNull();
    assertThat(((Struct) row.value()).get("width")).isEqualTo(544);
  }

  @Test
  void aKeyMayBeAStruct() {
    for (SourceRecord each : List.of(job, transition, tombstone("t", job.key()))) {
      SourceRecord row = Rows.transform("key", "struct").apply(each);
      assertThat(row.key()).isEqualTo(new Struct(row.keySchema()).put("job_id", job.key()));
      assertThat(row.keySchema().name()).isEqualTo("io.mediajobs.event.JobKey");
    }
    assertThat(Rows.transform("key", "struct").apply(tombstone("t", job.key())).value()).isNull();
  }

  @Test
  void aTombstoneElseStaysAsItIs() {
    SourceRecord tombstone = tombstone("t", "j1");
    assertThat(Rows.transform().apply(tombstone)).isSameAs(tombstone);
    SourceRecord keyed = Rows.transform("key", "struct").apply(tombstone);
    assertThat(Rows.transform("key", "struct").apply(keyed)).isSameAs(keyed);
  }

  @Test
  void aSinkGetsTheSameRowsWhicheverConverterWasBetween() {
    JobRow<SinkRecord> transform = new JobRow<>();
    transform.configure(Map.of());
    try (JsonConverter json = new JsonConverter()) {
      json.configure(Map.of("schemas.enable", "true"), false);
      for (SourceRecord each : List.of(job, transition)) {
        Object row = Rows.transform().apply(each).value();
        byte[] text = json.fromConnectData("t", each.valueSchema(), each.value());
        assertThat(transform.apply(sink(json.toConnectData("t", text))).value()).isEqualTo(row);
        var avro = new SingleObjectAvroConverter();
        byte[] bytes = avro.fromConnectData("t", each.valueSchema(), each.value());
        assertThat(transform.apply(sink(avro.toConnectData("t", bytes))).value()).isEqualTo(row);
      }
    }
  }

  /** Of a later version, or of an earlier one. */
  @Test
  void aRecordMayHaveMoreOrFewerFields() {
    SchemaBuilder schema = SchemaBuilder.struct().name(EventSchemas.MEDIA_JOB.name());
    for (Field field : job.valueSchema().fields()) {
      if (!field.name().equals("operation")) {
        schema.field(field.name(), field.schema());
      }
    }
    Schema other = schema.field("rating", Schema.OPTIONAL_INT32_SCHEMA).build();
    Struct value = new Struct(other).put("rating", 5);
    job().schema().fields().stream()
        .filter(field -> other.field(field.name()) != null)
        .forEach(field -> value.put(field.name(), job().get(field)));

    Struct row = row(value);
    assertThat(row.get("job_id")).isEqualTo(job.key());
    assertThat(row.get("width")).isNull();
    assertThat(row.getString("details")).contains("\"rating\":5");
  }

  /** As version 0.1.0 had texts where there are numbers now. */
  @Test
  void aFieldOfAnotherTypeIsAnError() {
    SchemaBuilder schema = SchemaBuilder.struct().name(EventSchemas.MEDIA_JOB.name());
    for (Field field : job.valueSchema().fields()) {
      boolean other = field.name().equals("progress") || field.name().equals("endTime");
      schema.field(field.name(), other ? Schema.OPTIONAL_INT64_SCHEMA : field.schema());
    }

    assertThatThrownBy(() -> row(new Struct(schema.build())))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Field progress of io.mediajobs.event.MediaJob is INT64, but version "
                + PluginVersion.get()
                + " makes the column progress of INT32: keep JobRow from records of other"
                + " connectors, and of version 0.1.0");
    assertThatThrownBy(
            () -> {
              JobRow<SourceRecord> times = Rows.transform("columns", "end_time");
              times.apply(record(schema.build(), new Struct(schema.build())));
            })
        .hasMessageContaining("is INT64")
        .hasMessageContaining("column end_time of org.apache.kafka.connect.data.Timestamp");
  }

  @Test
  void aRecordThatLacksWhatEveryoneHasIsAnError() {
    Schema schema = EventSchemas.MEDIA_JOB.required();
    Struct value = new Struct(schema).put("jobId", "j1").put("observedAt", new Date());
    assertThatThrownBy(() -> row(value))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Record of topic t makes no row, as a transform before JobRow or another version left"
                + " something out: Invalid value: null used for required field: \"state\", schema"
                + " type: STRING; leave the column out by columns, or keep the field");
  }

  @Test
  void onlyAStructKeyNeedsTheJobId() {
    Schema schema =
        SchemaBuilder.struct()
            .name(EventSchemas.MEDIA_JOB.name())
            .field("state", Schema.STRING_SCHEMA)
            .build();
    SourceRecord state = record(schema, new Struct(schema).put("state", "Running"));
    SourceRecord row = Rows.transform("columns", "state").apply(state);
    assertThat(((Struct) row.value()).get("state")).isEqualTo("Running");
    assertThatThrownBy(() -> Rows.transform("columns", "state", "key", "struct").apply(state))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("jobId is not a valid field name");
  }

  @Test
  void theBundledConverterWritesAndReadsRows() {
    var converter = new SingleObjectAvroConverter();
    for (SourceRecord each : List.of(job, transition)) {
      SourceRecord row = Rows.transform().apply(each);
      byte[] bytes = converter.fromConnectData("t", row.valueSchema(), row.value());
      assertThat(converter.toConnectData("t", bytes))
          .isEqualTo(new SchemaAndValue(row.valueSchema(), row.value()));
    }
  }

  @Test
  void isFoundByTheWorkerAndTellsItsVersion() {
    assertThat(ServiceLoader.load(Transformation.class))
        .filteredOn(JobRow.class::isInstance)
        .hasSize(1)
        .allMatch(each -> ((JobRow<?>) each).version().equals(PluginVersion.get()));
  }

  private Struct job() {
    return (Struct) job.value();
  }

  private static Struct row(Struct value) {
    return (Struct) Rows.transform().apply(record(value.schema(), value)).value();
  }

  private static SourceRecord record(Schema schema, Object value) {
    return new SourceRecord(null, null, "t", 0, Schema.STRING_SCHEMA, "j1", schema, value);
  }

  private static SourceRecord tombstone(String topic, Object key) {
    return new SourceRecord(null, null, topic, 0, Schema.STRING_SCHEMA, key, null, null);
  }

  private static SinkRecord sink(SchemaAndValue value) {
    return new SinkRecord(
        "t",
        0,
        Schema.STRING_SCHEMA,
        "j",
        value.schema(),
        value.value(),
        7,
        8L,
        TimestampType.CREATE_TIME);
  }

  private static List<String> names(Schema schema) {
    return schema.fields().stream().map(Field::name).toList();
  }
}
