package io.mediajobs.connect.offset;

import static io.mediajobs.job.Jobs.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobState;
import io.mediajobs.tracking.state.SourceStates;
import io.mediajobs.tracking.state.TrackedJob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogCodecTest {

  private static final TrackedJob JOB =
      new TrackedJob(
          new JobId("j8d121820f5e411ec926ef19d53ba9c6f"), T0, JobState.RUNNING, 1, 30, true);

  private static final JobChanges CHANGES =
      new JobChanges(
          List.of(JOB), List.of(new JobId("b"), new JobId("j8d121820f5e411ec926ef19d53ba9c70")));

  private static final Map<String, Object> ENTRY =
      LogCodec.entry(7, 9, "0123456789abcdef", withoutJobs(true), CHANGES);

  @Test
  void anEntryShowsTheKeysThatPeopleRelyOn() {
    assertThat(ENTRY)
        .containsOnlyKeys(
            "version",
            "lastCreationTime",
            "dropped",
            "since",
            "number",
            "after",
            "changedJobs",
            "forgottenJobs")
        .containsEntry("since", 7L)
        .containsEntry("number", 9L)
        .containsEntry("after", "0123456789abcdef")
        .containsEntry("dropped", true);
    assertThat(LogCodec.changes(ENTRY))
        .isEqualTo(
            new JobChanges(
                List.of(JOB),
                List.of(new JobId("b"), new JobId("j8d121820f5e411ec926ef19d53ba9c70"))));
    assertThat(OffsetCodec.unknownKeys(ENTRY)).isEmpty();
  }

  @Test
  void anEntryWithoutChangesOfJobsHasNoKeysForThem() {
    assertThat(LogCodec.entry(7, 9, "0", withoutJobs(false), JobChanges.NONE))
        .doesNotContainKeys("changedJobs", "forgottenJobs");
  }

  @Test
  void aHashIsOfTheValuesWhateverTheirOrderAndTheWorkersForm() {
    JsonConverter converter = new JsonConverter();
    converter.configure(Map.of("schemas.enable", "false"), false);
    byte[] stored = converter.fromConnectData("", null, ENTRY);
    Map<?, ?> read = (Map<?, ?>) converter.toConnectData("", stored).value();
    Map<String, Object> again = new HashMap<>();
    read.forEach((key, value) -> again.put((String) key, value));

    assertThat(LogCodec.hash(ENTRY)).matches("[0-9a-f]{16}");
    assertThat(LogCodec.hash(again)).isEqualTo(LogCodec.hash(ENTRY));
    assertThat(LogCodec.hash(new TreeMap<>(ENTRY))).isEqualTo(LogCodec.hash(ENTRY));
    again.put("number", 8L);
    assertThat(LogCodec.hash(again)).isNotEqualTo(LogCodec.hash(ENTRY));
    again.put("number", 9L);
    again.remove("dropped");
    assertThat(LogCodec.hash(again)).isNotEqualTo(LogCodec.hash(ENTRY));
  }

  @Test
  void whatTheConnectorWritesIsAccepted() {
    LogCodec.check("9", ENTRY);
    LogCodec.check("9", LogCodec.VOID);
    LogCodec.check("a0", LogCodec.piece(7, "abc"));
    LogCodec.check(
        null,
        LogCodec.cut(
            7,
            withoutJobs(false),
            new LogCodec.Pieces("b", List.of("0123456789abcdef", "0123456789abcdee"), T0),
            CHANGES));
    LogCodec.check(null, Map.of("lastCreationTime", "2022-06-27T15:23:12+0800"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "9  | lastCreationTime | 2022-06-27T15:23:12+0800 | 'since' is missing: a partition with"
            + " 'log' takes only what the connector wrote there; give other offsets to the"
            + " partition without it",
        "a0 | since  | 7  | 'piece' is missing: a partition with 'log' takes only what the"
            + " connector wrote there; give other offsets to the partition without it",
        "9  | since  | x  | 'since' must be a number that is not negative, or be left out",
        "   | snapshot | x | 'snapshot' must be a number that is not negative, or be left out",
        "9  | number | -1 | 'number' must be a number that is not negative, or be left out",
        "   | snapshot | 9223372036854775807 | 'snapshot' must be a number that is not negative, or"
            + " be left out",
        "a0 | number | 1e300 | 'number' must be a number that is not negative, or be left out",
        "9  | since | 1.5 | 'since' must be a number that is not negative, or be left out",
        "9  | changedJobs | ! | 'changedJobs' can't be read: it is not base64. Leave it as the"
            + " connector wrote it, or leave it out",
        "9  | forgottenJobs | ! | 'forgottenJobs' can't be read: it is not base64. Leave it as the"
            + " connector wrote it, or leave it out",
        "   | pieces | c:1 | 'pieces' does not name pieces, or stands without oldestJob: leave both"
            + " out"
      })
  void whatNoStartCouldReadIsRefused(String log, String key, String value, String message) {
    Map<String, Object> map = new HashMap<>();
    map.put(key, value(value));

    assertThatThrownBy(() -> LogCodec.check(log, map))
        .isInstanceOf(OffsetException.class)
        .hasMessage("Offset key " + message);
  }

  /** Without it, it would be read as an offset that has no jobs at all. */
  @Test
  void jobsInTheSourcesOwnPartitionNeedItsSnapshot() {
    LogCodec.Pieces pieces = new LogCodec.Pieces("b", List.of("0123456789abcdef"), T0);
    Map<String, Object> map = new HashMap<>(LogCodec.cut(7, withoutJobs(false), pieces, CHANGES));
    map.put("snapshot", 0L);

    assertThatThrownBy(() -> LogCodec.check(null, map))
        .isInstanceOf(OffsetException.class)
        .hasMessage(
            "Offset key 'snapshot' is missing, without which 'pieces' says nothing: give all or"
                + " none");
  }

  /** As a person writes it: a whole number, another number, or a text. */
  private static Object value(String text) {
    if (text.matches("-?[0-9]+")) {
      return Long.valueOf(text);
    }
    return text.matches("[0-9.e]+") ? (Object) Double.valueOf(text) : text;
  }

  private static Map<String, Object> withoutJobs(boolean drops) {
    return OffsetCodec.toMap(SourceStates.of(T0, null, null, List.of()), new Besides(drops, null));
  }
}
