package io.mediajobs.connect.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.connect.config.GoodSettings;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.connect.config.SourcesSection;
import io.mediajobs.connect.offset.TaskOffsets.StoredOffset;
import io.mediajobs.job.JobQueues;
import io.mediajobs.job.JobSource;
import io.mediajobs.log.CapturedLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A task that finds offsets of other settings than its own. */
class TaskOffsetsTest {

  private static final String BUCKET = "examplebucket-1250000000";
  private static final Map<String, Object> OFFSET =
      Map.of("version", 1L, "lastCreationTime", "2022-06-27T15:23:12+0800");

  private final CapturedLog log = CapturedLog.asUsual();
  private final Stored stored = new Stored();

  @AfterEach
  void close() {
    log.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "ci.queue.ids=q1          | -                                       | /jobs?tag=Transcode",
        "ci.queue.ids=q1          | ci.job.path=/a_jobs                     | /jobs?tag=Transcode",
        "ci.queue.types=AIProcess | -                                       | /jobs?tag=Transcode",
        "ci.queue.types=OfOurs    | -                                       | /jobs?tag=Transcode",
        "ci.job.path=/a_jobs      | -                                       | /jobs?tag=Transcode",
        "ci.queue.ids=            | -     | /jobs?tag=Transcode&queueType=SpeedTranscoding",
        "ci.queue.ids=q1          | -     | /jobs?tag=Transcode&queueType=Transcoding",
        "ci.queue.ids=            | ci.tags=Translation                 | /jobs?tag=Translation",
        "ci.queue.ids=q1          | ci.tags=Translation | /jobs?tag=Translation&queueId=q1",
        "ci.queue.ids=q1          | ci.tags=Translation | /ai_jobs?tag=Translation",
        "ci.queue.ids=            | ci.tags=Tts                     | /asr_jobs?tag=Tts",
        "ci.job.path=/asr_jobs    | ci.tags=Tts                     | /jobs?tag=Tts"
      })
  void namesTheSourceThatBeginsAnewAndTheOneThatItReplaces(
      String change, String other, String before) {
    SourcesSection settings = settings(change, other);
    JobSource source = settings.all(JobQueues.NONE).get(0);
    stored.put(before);

    TaskOffsets offsets = TaskOffsets.read(stored, List.of(source), settings, LogSizes.USUAL);

    assertThat(offsets.of(source)).isEqualTo(StoredOffset.NONE);
    assertThat(warnings())
        .containsExactly(
            "No offset is stored for ["
                + source
                + "], which begin anew, but there are offsets of ["
                + BUCKET
                + before
                + "], which may have told of the same jobs and are no longer named by the settings:"
                + " what they have told may be told again; to go on from them instead, see \"Other"
                + " sources, the same jobs\" on the page guarantees.md");
  }

  @Test
  void anOffsetThatCantBeReadEndsTheTask() {
    SourcesSection settings = settings("ci.tags=Transcode", null);
    JobSource source = settings.all(JobQueues.NONE).get(0);
    stored.offsets.put(SourcePartition.toMap(source), Map.of("version", 2L));
    TaskOffsets offsets = TaskOffsets.read(stored, List.of(source), settings, LogSizes.USUAL);

    assertThatThrownBy(() -> offsets.of(source))
        .isInstanceOf(ConnectException.class)
        .hasMessage("Offset key 'version' is 2, but this version of the connector reads 1 only");
  }

  @Test
  void allSourcesOfATaskMakeOneWarning() {
    SourcesSection settings = settings("ci.queue.ids=q1,q2", "ci.tags=Transcode,Animation");
    stored.put("/jobs?tag=Transcode");

    TaskOffsets.read(stored, settings.all(JobQueues.NONE), settings, LogSizes.USUAL);

    assertThat(warnings())
        .singleElement()
        .asString()
        .startsWith(
            "No offset is stored for [examplebucket-1250000000/jobs?tag=Transcode&queueId=q1,"
                + " examplebucket-1250000000/jobs?tag=Transcode&queueId=q2], which begin anew, but"
                + " there are offsets of [examplebucket-1250000000/jobs?tag=Transcode], which");
  }

  @ParameterizedTest
  @CsvSource({
    // Another queue, and another kind of queue, have other jobs.
    "ci.queue.ids=q2, /jobs?tag=Transcode&queueId=q1",
    "ci.queue.types=AIProcess, /jobs?tag=Transcode&queueType=DocProcess",
    // So has another tag.
    "ci.queue.ids=q1, /jobs?tag=Animation",
    "ci.queue.ids=q1, /jobs?tag=Transcode&queueId=q1"
  })
  void isSilentWhereNothingCanComeAgain(String change, String before) {
    SourcesSection settings = settings(change, null);
    stored.put(before);

    TaskOffsets.read(stored, settings.all(JobQueues.NONE), settings, LogSizes.USUAL);

    assertThat(warnings()).isEmpty();
  }

  @Test
  void aQueueThatIsAddedReplacesNoneOfThoseThatAreNamed() {
    SourcesSection settings = settings("ci.queue.ids=q1,q2", null);
    List<JobSource> sources = settings.all(JobQueues.NONE);
    stored.put("/jobs?tag=Transcode&queueId=q1");

    TaskOffsets.read(stored, List.of(sources.get(1)), settings, LogSizes.USUAL);
    TaskOffsets offsets = TaskOffsets.read(stored, sources, settings, LogSizes.USUAL);

    assertThat(offsets.of(sources.get(0)).state()).isEqualTo(OffsetCodec.fromMap(OFFSET));
    assertThat(offsets.of(sources.get(1))).isEqualTo(StoredOffset.NONE);
    assertThat(warnings()).isEmpty();
  }

  @Test
  void asksForEverythingInOneCall() {
    SourcesSection settings = settings("ci.queue.ids=q1,q2,q3", "ci.tags=Translation");

    TaskOffsets.read(stored, settings.all(JobQueues.NONE), settings, LogSizes.USUAL);

    assertThat(stored.calls).hasSize(1);
    assertThat(stored.calls.get(0))
        .doesNotHaveDuplicates()
        .contains(partition("/ai_jobs?tag=Translation&queueId=q3"))
        .contains(partition("/ai_jobs?tag=Translation"))
        .contains(partition("/jobs?tag=Translation&queueId=q1"))
        .contains(partition("/jobs?tag=Translation&queueType=AIProcess"));
  }

  private List<String> warnings() {
    return log.text()
        .lines()
        .filter(line -> line.contains("WARN"))
        .map(line -> line.substring(line.indexOf(" - ") + 3))
        .toList();
  }

  private static SourcesSection settings(String change, String other) {
    Map<String, String> settings = GoodSettings.with();
    for (String each : other == null ? new String[] {change} : new String[] {change, other}) {
      settings.put(each.split("=")[0], each.substring(each.indexOf('=') + 1));
    }
    return MediaJobsConfig.of(settings).sources();
  }

  private static Map<String, String> partition(String source) {
    return SourcePartition.toMap(
        GoodSettings.config("task.sources", source).share().sources().get(0));
  }

  /** Where some sources have an offset. */
  private static final class Stored implements OffsetStorageReader {

    private final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();
    private final List<List<Map<String, ?>>> calls = new ArrayList<>();

    void put(String source) {
      offsets.put(partition(source), OFFSET);
    }

    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
      throw new AssertionError("One at a time");
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(
        Collection<Map<String, T>> partitions) {
      calls.add(List.copyOf(partitions));
      Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
      partitions.forEach(partition -> found.put(partition, offsets.get(partition)));
      return found;
    }
  }
}
