package io.mediajobs.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobEvent.MalformedJob;
import io.mediajobs.job.JobId;
import io.mediajobs.job.UnreadableJob;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** The records of jobs that can't be read. */
class MalformedRecordTest {

  private static final int MAX_TEXT = 131_072;

  @Test
  void aMalformedJobIsKeptAsItStood() {
    OutputRecord record = malformed(new JobId("j1"), "<JobsDetail>");
    assertThat(record.topic()).isEqualTo("media.malformed");
    assertThat(record.key()).isEqualTo("j1");
    Struct value = record.value();
    assertThat(value.get("text")).isEqualTo("<JobsDetail>");
    assertThat(value.get("reason")).isEqualTo("JobsDetail is cut off at line 1, column 13.");
    assertThat(value.get("jobId")).isEqualTo("j1");
    assertThat(value.get("request")).isEqualTo("/jobs?tag=Transcode");
    assertThat(value.get("textBytes")).isNull();
    assertThat(value.getStruct("source").get("tag")).isEqualTo("Transcode");
    assertThat(header(record, "ce_type")).isEqualTo("io.mediajobs.job.malformed");
    assertThat(header(record, "ce_id")).isEqualTo("x01");
    assertThat(header(record, "ce_subject")).isEqualTo("j1");
  }

  @Test
  void aMalformedJobWithoutAnIdGoesByItsSource() {
    OutputRecord record = malformed(null, "<JobsDetail>");
    assertThat(record.key()).isEqualTo(Seen.SOURCE.toString());
    assertThat(record.value().get("jobId")).isNull();
  }

  @Test
  void aMalformedJobThatIsTooLongSaysSo() {
    Struct value = malformed(null, "x".repeat(MAX_TEXT + 1)).value();
    assertThat(value.getString("text")).hasSize(MAX_TEXT);
    assertThat(value.get("textBytes")).isEqualTo(MAX_TEXT + 1);
  }

  @Test
  void noRecordOfMalformedJobsWithoutTheirTopic() {
    RecordSettings off = Outputs.of("media").withoutMalformed().settings();
    var job = new MalformedJob(Seen.SOURCE, unreadable(null, "<JobsDetail>"), Seen.AT);
    assertThat(new RecordFactory(off).records(job)).isEmpty();
  }

  private static OutputRecord malformed(JobId id, String text) {
    var malformed = new MalformedJob(Seen.SOURCE, unreadable(id, text), Seen.AT);
    List<OutputRecord> records = new RecordFactory(Outputs.defaults("media")).records(malformed);
    assertThat(records).hasSize(1);
    records.get(0).value().validate();
    return records.get(0);
  }

  static UnreadableJob unreadable(JobId id, String text) {
    return new UnreadableJob(
            id,
            null,
            text,
            false,
            text.length(),
            "x01",
            "is cut off at line 1, column 13",
            "/jobs?tag=Transcode",
            null)
        .bounded();
  }

  private static Object header(OutputRecord record, String name) {
    return record.headers().lastWithName(name).value();
  }
}
