package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.client.page.Pages;
import io.mediajobs.converter.SingleObjectAvroConverter;
import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.Observation;
import io.mediajobs.record.OutputRecord;
import io.mediajobs.record.Outputs;
import io.mediajobs.record.RecordFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class SnapshotLogTest {

  private static final JobSource SOURCE =
      new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", null, null);
  private static final String EARLY =
      "<JobsDetail><JobId>j1</JobId><State>Success</State><Tag>Transcode</Tag>"
          + "<EndTime>-</EndTime><Operation><TemplateId>t1</TemplateId></Operation></JobsDetail>";
  private static final String LATE =
      "<JobsDetail><JobId>j1</JobId><State>Success</State><Tag>Transcode</Tag>"
          + "<EndTime>2026-11-21T08:00:09+0800</EndTime><Operation><TemplateId>t1</TemplateId>"
          + "<MediaResult><OutputFile><ObjectName>out.mp4</ObjectName></OutputFile></MediaResult>"
          + "</Operation></JobsDetail>";

  private final SnapshotLog log = new SnapshotLog("b-1", "ap-chongqing");

  @Test
  void findsNothingWhereTheNewestSnapshotIsTrue() {
    add(EARLY, 0);
    assertThat(log.changedAfterEnd()).isEmpty();
    add(LATE, 1);

    assertThat(log.changedAfterEnd()).containsExactly("j1");
    assertThat(log.difference("Transcode", LATE)).isNull();
    assertThat(log.state("j1")).isEqualTo("Success");
    assertThat(log.count("j1")).isEqualTo(log.count()).isEqualTo(2);
    assertThat(log.repeats()).isEmpty();
  }

  @Test
  void namesEachFieldThatDiffersAndWhatItShouldBe() {
    add(EARLY, 0);

    assertThat(log.difference("Transcode", LATE))
        .startsWith("j1 is told with endTime null in place of 1795219209000, operation.mediaResult")
        .contains("operation.mediaResult null in place of {")
        .doesNotContain("templateId");
    assertThat(log.difference("Transcode", EARLY)).isNull();
    assertThat(log.difference("Animation", EARLY))
        .isEqualTo("j1 is told with source.tag Transcode in place of Animation");
  }

  @Test
  void missesAJobWithoutASnapshot() {
    assertThat(log.difference("Transcode", LATE)).isEqualTo("j1 has no snapshot");
    assertThat(log.state("j1")).isNull();
  }

  @Test
  void namesASnapshotThatShowsNothingNewWheneverItWasSeen() {
    add(EARLY, 0);
    add(LATE, 1);
    add(EARLY, 2);

    assertThat(log.repeats()).containsExactly("Snapshot 3 of j1 repeats number 1");
  }

  private void add(String jobsDetail, int number) {
    JobDetail job = Pages.jobs("<Response>" + jobsDetail + "</Response>").get(0);
    Observation seen =
        new Observation(
            SOURCE,
            job.id(),
            job.creationTime(),
            job.state(),
            2,
            job,
            List.of(),
            Instant.ofEpochSecond(1_800_000_000L + number));
    OutputRecord record = new RecordFactory(Outputs.defaults("p")).records(seen).get(0);
    SingleObjectAvroConverter converter = new SingleObjectAvroConverter();
    converter.configure(Map.of(), false);
    byte[] value = converter.fromConnectData(record.topic(), record.valueSchema(), record.value());
    log.add(new ConsumerRecord<>(record.topic(), 0, number, record.key(), value));
  }
}
