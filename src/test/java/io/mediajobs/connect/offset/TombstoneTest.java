package io.mediajobs.connect.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mediajobs.connect.FigureRun;
import io.mediajobs.converter.SingleObjectAvroConverter;
import io.mediajobs.job.Jobs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** A job that the service forgets, with {@code jobs.tombstones}. */
class TombstoneTest {

  @Test
  void aTombstoneFollowsTheJobThatIsGone() throws Exception {
    List<SourceRecord> records = forgotten(Map.of("jobs.tombstones", "true"));
    SourceRecord tombstone = records.stream().filter(r -> r.value() == null).findFirst().get();
    int at = records.indexOf(tombstone);

    SourceRecord gone = records.get(at - 1);
    assertThat(tombstone.topic()).isEqualTo("t.jobs").isEqualTo(gone.topic());
    assertThat(tombstone.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
    assertThat(tombstone.key()).isEqualTo("j1").isEqualTo(gone.key());
    assertThat(tombstone.valueSchema()).isNull();
    assertThat(((Struct) gone.value()).getString("state")).isEqualTo("NonExist");
    assertThat(tombstone.headers()).isNotSameAs(gone.headers());
    assertThat(tombstone.headers())
        .extracting(Header::key, Header::value)
        .containsExactlyElementsOf(
            StreamSupport.stream(gone.headers().spliterator(), false)
                .map(header -> tuple(header.key(), header.value()))
                .toList());
  }

  @Test
  void itIsTheLastOfItsPollAndAloneCarriesTheNewOffset() throws Exception {
    List<SourceRecord> records = forgotten(Map.of("jobs.tombstones", "true"));
    SourceRecord tombstone = records.stream().filter(r -> r.value() == null).findFirst().get();
    int at = records.indexOf(tombstone);

    Map<String, ?> before = records.get(at - 3).sourceOffset();
    assertThat(records.get(at - 2).topic()).isEqualTo("t.transitions");
    assertThat(records.get(at - 2).sourceOffset()).isEqualTo(before);
    assertThat(records.get(at - 1).sourceOffset()).isEqualTo(before);
    assertThat(tombstone.sourceOffset()).isNotEqualTo(before);
    assertThat(records.stream().filter(r -> r.value() == null)).hasSize(1);
  }

  @Test
  void thereIsNoneByDefaultNorWithoutAJobsTopic() throws Exception {
    assertThat(forgotten(Map.of())).allMatch(record -> record.value() != null);
    assertThat(forgotten(Map.of("jobs.tombstones", "true", "jobs.topic", "")))
        .allMatch(record -> record.value() != null);
  }

  @Test
  void theBundledConverterWritesNothing() {
    SingleObjectAvroConverter converter = new SingleObjectAvroConverter();
    converter.configure(Map.of(), false);

    assertThat(converter.fromConnectData("t.jobs", null, null)).isNull();
  }

  /** What is told of a job that is on its way, and then is none that the service knows. */
  private static List<SourceRecord> forgotten(Map<String, String> settings) throws Exception {
    FigureRun run = new FigureRun(Jobs.T0.plusSeconds(600), settings);
    run.jobs.add(Jobs.job("j1").running(Jobs.T0.plusSeconds(1), 10).detail());
    run.runFor(Duration.ofSeconds(30));
    run.jobs.clear();
    run.runFor(Duration.ofMinutes(20));
    assertThat(run.records)
        .anyMatch(
            record ->
                record.topic().matches("t.(transitions|jobs)")
                    && record.value() instanceof Struct value
                    && "NonExist".equals(value.getString("state")));
    return run.records;
  }
}
