package io.mediajobs.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobElement;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTransition;
import io.mediajobs.job.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class RecordFactoryTest {

  private static final RecordSettings DEFAULTS = Outputs.defaults("media");

  /** Seen first as Success: Submitted and Running are inferred. */
  private static final Observation SUCCESS = Seen.first(Answers.jobs("001-2").get(0), Seen.SOURCE);

  private static List<OutputRecord> records(RecordSettings settings, Observation seen) {
    List<OutputRecord> records = new RecordFactory(settings).records(seen);
    records.forEach(record -> record.value().validate());
    return records;
  }

  private static RecordSettings topics(String transitions, String jobs) {
    return Outputs.of("media").topics(transitions, jobs).settings();
  }

  private static List<String> ids(List<OutputRecord> records) {
    return records.stream().map(record -> header(record, "ce_id")).toList();
  }

  private static String fingerprint(Observation seen) {
    return "%016x".formatted(seen.detail().fingerprint());
  }

  private static String header(OutputRecord record, String name) {
    var header = record.headers().lastWithName(name);
    assertThat(header.schema()).isEqualTo(Schema.STRING_SCHEMA);
    return (String) header.value();
  }

  @Test
  void transitionsComeOldestFirstAndThenTheJob() {
    List<OutputRecord> records = records(DEFAULTS, SUCCESS);
    String id = SUCCESS.jobId().value();
    assertThat(ids(records))
        .containsExactly(
            id + "/0/Submitted",
            id + "/1/Running",
            id + "/2/Success",
            id + "/2/" + fingerprint(SUCCESS));
    assertThat(records).extracting(OutputRecord::key).containsOnly(id);
    assertThat(records)
        .extracting(OutputRecord::topic)
        .containsExactly(
            "media.transitions", "media.transitions", "media.transitions", "media.jobs");
  }

  @Test
  void aTransitionSaysWhatHappened() {
    Struct running = records(DEFAULTS, SUCCESS).get(1).value();
    assertThat(running.get("eventId")).isEqualTo(SUCCESS.jobId() + "/1/Running");
    assertThat(running.get("jobId")).isEqualTo(SUCCESS.jobId().value());
    assertThat(running.get("sequence")).isEqualTo(1);
    assertThat(running.get("previousState")).isEqualTo("Submitted");
    assertThat(running.get("state")).isEqualTo("Running");
    assertThat(running.get("occurredAt"))
        .isEqualTo(Date.from(Instant.parse("2022-06-27T07:23:13Z")));
    assertThat(running.get("observedAt")).isEqualTo(Date.from(Seen.AT));
    assertThat(running.get("inferred")).isEqualTo(true);
    assertThat(running.getStruct("source").get("bucket")).isEqualTo("examplebucket-1250000000");
  }

  @Test
  void everyTransitionCarriesTheJobAsItWasSeen() {
    List<OutputRecord> records = records(DEFAULTS, SUCCESS);
    Struct job = records.get(3).value();
    for (OutputRecord transition : records.subList(0, 3)) {
      Struct inside = transition.value().getStruct("job");
      assertThat(job.schema().fields())
          .allSatisfy(field -> assertThat(inside.get(field)).isEqualTo(job.get(field)));
    }
  }

  @Test
  void transitionsGoWithoutTheJobWhereThatIsSet() {
    RecordSettings settings =
        Outputs.of("media").topics("{prefix}.transitions", "").withoutJob().settings();
    assertThat(records(settings, SUCCESS))
        .hasSize(3)
        .allSatisfy(record -> assertThat(record.value().get("job")).isNull());
  }

  @Test
  void anEmptyTopicTurnsItsOutputOff() {
    assertThat(ids(records(topics("{prefix}.t", ""), SUCCESS))).hasSize(3);
    assertThat(ids(records(topics("", "{prefix}.j"), SUCCESS))).hasSize(1);
    assertThat(records(topics("", ""), SUCCESS)).isEmpty();
  }

  @Test
  void statesFilterTransitionsAndNothingElse() {
    RecordSettings settings = Outputs.of("media").states("Success", "Failed").settings();
    String id = SUCCESS.jobId().value();
    assertThat(ids(records(settings, SUCCESS)))
        .containsExactly(id + "/2/Success", id + "/2/" + fingerprint(SUCCESS));
  }

  @Test
  void inferredTransitionsCanBeLeftOutAndStillCount() {
    RecordSettings settings = Outputs.of("media").topics("t", "").withoutInferred().settings();
    assertThat(ids(records(settings, SUCCESS))).containsExactly(SUCCESS.jobId() + "/2/Success");
  }

  @Test
  void headersFollowTheCloudEventsBinding() {
    List<OutputRecord> records = records(DEFAULTS, SUCCESS);
    OutputRecord transition = records.get(2);
    assertThat(transition.headers()).hasSize(6);
    assertThat(header(transition, "ce_specversion")).isEqualTo("1.0");
    assertThat(header(transition, "ce_type")).isEqualTo("io.mediajobs.job.transition");
    assertThat(header(transition, "ce_source"))
        .isEqualTo("/ap-chongqing/examplebucket-1250000000/Transcode");
    assertThat(header(transition, "ce_subject")).isEqualTo(SUCCESS.jobId().value());
    assertThat(header(transition, "ce_time")).isEqualTo("2022-06-27T07:24:33Z");
    OutputRecord snapshot = records.get(3);
    assertThat(header(snapshot, "ce_type")).isEqualTo("io.mediajobs.job.snapshot");
    assertThat(header(snapshot, "ce_time")).isEqualTo("2022-06-27T07:25:00.123Z");
  }

  @Test
  void headersCanBeOff() {
    RecordSettings settings = Outputs.of("media").withoutHeaders().settings();
    assertThat(records(settings, SUCCESS))
        .allSatisfy(record -> assertThat(record.headers()).isEmpty());
  }

  @Test
  void whatTheServiceDoesNotSayIsTakenFromTheLook() {
    JobDetail paused = JobDetail.of(job("Pause", ""));
    var pause = new JobTransition(paused.id(), 1, JobState.SUBMITTED, JobState.PAUSE, null, false);
    List<OutputRecord> records =
        records(DEFAULTS, Seen.observation(paused, Seen.SOURCE, List.of(pause)));
    assertThat(records.get(0).value().get("occurredAt")).isNull();
    assertThat(header(records.get(0), "ce_time")).isEqualTo("2022-06-27T07:25:00.123Z");
    assertThat(header(records.get(1), "ce_id")).startsWith("j1/0/").hasSize(21);
  }

  @Test
  void aChangeOfContentAloneMakesTheJobAlone() {
    Observation seen = Seen.observation(Answers.jobs("001-1").get(0), Seen.SOURCE, List.of());
    assertThat(ids(records(DEFAULTS, seen)))
        .containsExactly(seen.jobId() + "/0/" + fingerprint(seen));
    assertThat(records(topics("t", ""), seen)).isEmpty();
  }

  @Test
  void aJobThatIsGoneMakesATransitionWithoutAJob() {
    JobId id = new JobId("j1");
    var gone = new JobTransition(id, 2, JobState.RUNNING, JobState.NON_EXIST, null, false);
    var seen =
        new Observation(
            Seen.SOURCE, id, Seen.AT, JobState.NON_EXIST, 2, null, List.of(gone), Seen.AT);
    List<OutputRecord> records = records(DEFAULTS, seen);
    assertThat(ids(records)).containsExactly("j1/2/NonExist", "j1/2/0000000000000000");
    assertThat(records.get(0).value().get("job")).isNull();
    assertThat(records.get(1).value().get("state")).isEqualTo("NonExist");
  }

  @Test
  void equalContentHasAnEqualIdAndOtherContentAnother() {
    String paused = snapshotId(job("Pause", "q1"));
    assertThat(snapshotId(job("Pause", "q1"))).isEqualTo(paused);
    assertThat(snapshotId(job("Pause", "q2"))).isNotEqualTo(paused);
    assertThat(snapshotId(job("Pause", ""))).isNotEqualTo(paused);
  }

  private static String snapshotId(JobElement job) {
    return ids(records(topics("", "j"), Seen.job(job))).get(0);
  }

  @Test
  void aJobWhoseContentCanNotBeReadMakesItsTransitionsAlone() {
    JobId id = new JobId("j1");
    var failed = new JobTransition(id, 2, JobState.RUNNING, JobState.FAILED, Seen.AT, false);
    Observation seen =
        new Observation(
            Seen.SOURCE, id, Seen.AT, JobState.FAILED, 2, null, List.of(failed), Seen.AT, false);
    List<OutputRecord> records = records(DEFAULTS, seen);
    assertThat(ids(records)).containsExactly("j1/2/Failed");
    assertThat(records.get(0).value().get("job")).isNull();
    assertThat(records(topics("", "j"), seen)).isEmpty();
  }

  @Test
  void aTombstoneFollowsAJobThatIsGoneWhereSettingsAskForIt() {
    RecordSettings settings = Outputs.of("media").topics("", "j.{state}").tombstones().settings();
    var gone =
        new Observation(
            Seen.SOURCE, new JobId("j1"), Seen.AT, JobState.NON_EXIST, 2, null, List.of(), Seen.AT);

    List<OutputRecord> records = new RecordFactory(settings).records(gone);

    assertThat(records).extracting(OutputRecord::topic).containsOnly("j.NonExist");
    assertThat(records).extracting(OutputRecord::key).containsOnly("j1");
    assertThat(records).hasSize(2);
    assertThat(records.get(0).value()).isNotNull();
    assertThat(records.get(1).value()).isNull();
    assertThat(records.get(1).valueSchema()).isNull();
    assertThat(records).extracting(OutputRecord::timestamp).containsOnly(Seen.AT.toEpochMilli());
    assertThat(records.get(1).headers())
        .isEqualTo(records.get(0).headers())
        .isNotSameAs(records.get(0).headers());
    assertThat(new RecordFactory(settings).records(SUCCESS)).hasSize(1);
  }

  @Test
  void theQueueInATopicIsTheSourcesElseTheJobsElseNone() {
    RecordSettings settings = topics("", "{queueId}.{state}");
    JobSource queued = new JobSource("b", "r", "/jobs", "Transcode", "q1", null);
    List<String> topics = new ArrayList<>();
    JobDetail plain = JobDetail.of(job("Running", ""));
    JobDetail withQueue = JobDetail.of(job("Running", "q2"));
    for (Observation seen :
        List.of(
            Seen.observation(withQueue, queued, List.of()),
            Seen.observation(withQueue, Seen.SOURCE, List.of()),
            Seen.observation(plain, Seen.SOURCE, List.of()))) {
      records(settings, seen).forEach(record -> topics.add(record.topic()));
    }
    assertThat(topics).containsExactly("q1.Running", "q2.Running", "none.Running");
  }

  @Test
  void theStateInATopicIsThatOfTheRecord() {
    assertThat(records(topics("t.{state}", "j.{state}"), SUCCESS))
        .extracting(OutputRecord::topic)
        .containsExactly("t.Submitted", "t.Running", "t.Success", "j.Success");
  }

  @Test
  void aHeartbeatNamesItsSource() {
    OutputRecord record = new RecordFactory(DEFAULTS).heartbeat(Seen.SOURCE, Seen.AT);
    record.value().validate();
    assertThat(record.topic()).isEqualTo("media.heartbeat");
    assertThat(record.key()).isEqualTo(Seen.SOURCE.toString());
    assertThat(record.value().getStruct("source").get("tag")).isEqualTo("Transcode");
  }

  @Test
  void aTopicThatIsNoTemplateIsRefused() {
    assertThatThrownBy(() -> new RecordFactory(topics("{x}", "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Topic {x} has the unknown placeholder {x};");
  }

  private static JobElement job(String state, String queueId) {
    List<JobElement> children = new ArrayList<>();
    children.add(JobElement.leaf("JobId", "j1"));
    children.add(JobElement.leaf("State", state));
    if (!queueId.isEmpty()) {
      children.add(JobElement.leaf("QueueId", queueId));
    }
    return new JobElement("JobsDetail", "", List.of(), children);
  }
}
