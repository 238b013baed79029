package io.mediajobs.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.mediajobs.converter.SingleObjectAvroConverter;
import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobEvent.MalformedJob;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.Observation;
import io.mediajobs.job.UnreadableJob;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The records as the SDK of CloudEvents reads them, behind either header converter. */
class CloudEventsTest {

  private static final JobSource SOURCE =
      new JobSource("examplebucket-1250000000", "ap-chongqing", "/jobs", "Transcode", "p1", null);

  private final RecordFactory factory = new RecordFactory(Outputs.defaults("media"));

  static Stream<HeaderConverter> converters() {
    return Stream.of(new SimpleHeaderConverter(), new StringConverter());
  }

  @ParameterizedTest
  @MethodSource("converters")
  void aTransitionAndAJobAreEvents(HeaderConverter converter) {
    List<CloudEvent> events =
        factory.records(job("Transcode")).stream().map(made -> event(made, converter)).toList();

    assertThat(events).hasSize(3);
    check(events.get(0), "j1/0/Submitted", "io.mediajobs.job.transition", "j1");
    assertThat(events.get(0).getTime()).isEqualTo("2022-06-27T07:23:12Z");
    check(events.get(1), "j1/1/Running", "io.mediajobs.job.transition", "j1");
    assertThat(events.get(1).getTime()).isEqualTo("2022-06-27T07:23:13Z");
    check(events.get(2), "j1/1/ee7b465be1b4fb57", "io.mediajobs.job.snapshot", "j1");
    assertThat(events.get(2).getTime().toInstant()).isEqualTo(Seen.AT);
  }

  @ParameterizedTest
  @MethodSource("converters")
  void aMalformedJobAndAHeartbeatAreEvents(HeaderConverter converter) {
    UnreadableJob job = MalformedRecordTest.unreadable(null, "<JobsDetail>");
    CloudEvent malformed =
        event(factory.records(new MalformedJob(SOURCE, job, Seen.AT)).get(0), converter);
    check(malformed, "x01", "io.mediajobs.job.malformed", SOURCE.toString());
    assertThat(malformed.getTime().toInstant()).isEqualTo(Seen.AT);

    CloudEvent heartbeat = event(factory.heartbeat(SOURCE, Seen.AT), converter);
    check(heartbeat, "1656314700123", "io.mediajobs.source.heartbeat", SOURCE.toString());
    assertThat(heartbeat.getTime().toInstant()).isEqualTo(Seen.AT);
  }

  @ParameterizedTest
  @MethodSource("converters")
  void aTagThatIsNoPartOfAUriIsWrittenAsOne(HeaderConverter converter) {
    JobSource odd = new JobSource("b-1", "ap-x", "/jobs", "Tag ü/%?", null, null);
    CloudEvent event = event(factory.heartbeat(odd, Seen.AT), converter);
    assertThat(event.getSource()).isEqualTo(URI.create("/ap-x/b-1/Tag%20%C3%BC%2F%25%3F"));
  }

  @Test
  void everyTimeHasItsOwnTextHoweverManyThereAre() {
    CloudEvents events = new CloudEvents();
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 10_000; i++) {
      // Some again, some in the same second, some before 1970.
      Instant time = Instant.ofEpochMilli(random.nextLong(-100_000, 100_000) / 50 * 50);
      assertThat(events.text(time)).isEqualTo(time.toString());
    }
  }

  private static void check(CloudEvent event, String id, String type, String subject) {
    assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
    assertThat(event.getId()).isEqualTo(id);
    assertThat(event.getType()).isEqualTo(type);
    assertThat(event.getSource())
        .isEqualTo(URI.create("/ap-chongqing/examplebucket-1250000000/Transcode"));
    assertThat(event.getSubject()).isEqualTo(subject);
    assertThat(event.getDataContentType()).isNull();
    assertThat(event.getDataSchema()).isNull();
    assertThat(event.getExtensionNames()).isEmpty();
    assertThat(event.getData().toBytes()).startsWith(0xC3, 0x01);
  }

  private static Observation job(String tag) {
    return Seen.first(
        JobDetail.of(
            Answers.parse(
                "<JobsDetail><JobId>j1</JobId><State>Running</State><Progress>40</Progress><Tag>"
                    + tag
                    + "</Tag><CreationTime>2022-06-27T15:23:12+0800</CreationTime>"
                    + "<StartTime>2022-06-27T15:23:13+0800</StartTime></JobsDetail>")),
        SOURCE);
  }

  /** What a consumer gets after the worker has written headers and value. */
  private static CloudEvent event(OutputRecord made, HeaderConverter converter) {
    RecordHeaders headers = new RecordHeaders();
    for (Header header : made.headers()) {
      headers.add(
          header.key(),
          converter.fromConnectHeader(made.topic(), header.key(), header.schema(), header.value()));
    }
    byte[] value =
        new SingleObjectAvroConverter()
            .fromConnectData(made.topic(), made.value().schema(), made.value());
    try (CloudEventDeserializer events = new CloudEventDeserializer()) {
      return events.deserialize(made.topic(), headers, value);
    }
  }
}
