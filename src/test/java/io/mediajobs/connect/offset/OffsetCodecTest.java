package io.mediajobs.connect.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.job.JobId;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.tracking.pace.RoundsMark;
import io.mediajobs.tracking.state.SourceState;
import io.mediajobs.tracking.state.SourceState.QuarantinedJob;
import io.mediajobs.tracking.state.SourceStates;
import io.mediajobs.tracking.state.TrackedJob;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffsetCodecTest {

  private static final Instant LAST = Instant.parse("2022-06-27T07:23:12Z");

  @Test
  void showsTheKeysThatPeopleRelyOn() {
    SourceState state =
        SourceStates.of(
            LAST,
            LAST.minusSeconds(60),
            new SourceState.OpenSweep("225508", LAST.minusSeconds(100), LAST.plusSeconds(100)),
            List.of(
                new TrackedJob(
                    new JobId("j8d121820f5e411ec926ef19d53ba9c6f"),
                    LAST,
                    JobState.RUNNING,
                    1,
                    30,
                    true)),
            List.of(new QuarantinedJob("j9c0a4726f6ac11ec96aaa9b64ab18d00", LAST)));

    assertThat(OffsetCodec.toMap(state, Besides.NOTHING))
        .containsExactly(
            Map.entry("version", 1L),
            Map.entry("lastCreationTime", "2022-06-27T15:23:12+0800"),
            Map.entry("nextToken", "225508"),
            Map.entry("sweepStartTime", "2022-06-27T15:21:32+0800"),
            Map.entry("sweepEndTime", "2022-06-27T15:24:52+0800"),
            Map.entry("settledCreationTime", "2022-06-27T15:22:12+0800"),
            Map.entry("trackedJobs", "cWqNEhgg9eQR7JJu8Z1TupxvwOvKqwwCPA"),
            Map.entry("quarantinedJobs", "IGqcCkcm9qwR7JaqqbZKsY0AwOvKqwwA"));
    assertThat(OffsetCodec.fromMap(OffsetCodec.toMap(state, Besides.NOTHING))).isEqualTo(state);
  }

  @Test
  void showsTheSlicesOfALongPast() {
    Instant start = LAST.minusSeconds(100);
    SourceState state =
        new SourceState(
            LAST,
            LAST.minusSeconds(1),
            null,
            List.of(
                new SourceState.OpenSlice(
                    LAST, LAST.plusSeconds(9), LAST.minusSeconds(1), LAST, null, LAST, "a/b, ä"),
                new SourceState.OpenSlice(
                    LAST.plusSeconds(10),
                    LAST.plusSeconds(19),
                    LAST.plusSeconds(9),
                    null,
                    start,
                    LAST,
                    null)),
            List.of(),
            List.of());

    assertThat(OffsetCodec.toMap(state, Besides.NOTHING))
        .containsEntry(
            "slices",
            "2022-06-27T15:23:12+0800/2022-06-27T15:23:21+0800/2022-06-27T15:23:11+0800"
                + "/2022-06-27T15:23:12+0800//2022-06-27T15:23:12+0800/a%2Fb%2C+%C3%A4,"
                + "2022-06-27T15:23:22+0800/2022-06-27T15:23:31+0800/2022-06-27T15:23:21+0800"
                + "//2022-06-27T15:21:32+0800/2022-06-27T15:23:12+0800/");
    assertThat(OffsetCodec.fromMap(OffsetCodec.toMap(state, Besides.NOTHING))).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%1$s/%2$s/%1$s//%1$s/ | can't be read: a slice has not 7 parts. Leave it as the connector"
            + " wrote it, or leave it out",
        "%1$s/%2$s/%1$s///%1$s/%%zz | can't be read: a token in it is not encoded. Leave it as the"
            + " connector wrote it, or leave it out",
        "%1$s//%1$s///%1$s/ | can't be read: a slice lacks a time. Leave it as the connector wrote"
            + " it, or leave it out",
        "%1$s/noon/%1$s///%1$s/ | can't be read: a time in it is none. Leave it as the connector"
            + " wrote it, or leave it out",
        "%2$s/%1$s/%1$s///%1$s/ | can't be read: its slices do not join on to each other. Leave it"
            + " as the connector wrote it, or leave it out",
        "%1$s/%2$s/%1$s///%1$s/,%2$s/%2$s/%2$s///%2$s/ | can't be read: its slices do not join on"
            + " to each other. Leave it as the connector wrote it, or leave it out",
        "%1$s/%2$s/%2$s///%1$s/ | does not go on from settledCreationTime, or stands beside"
            + " nextToken: leave slices out"
      })
  void refusesSlicesThatAreNone(String slices, String message) {
    String settled = "2022-06-27T15:23:12+0800";
    Map<String, Object> map =
        Map.of(
            "settledCreationTime",
            settled,
            "slices",
            String.format(slices, settled, "2022-06-27T15:25:12+0800"));

    assertThatThrownBy(() -> OffsetCodec.fromMap(map))
        .isInstanceOf(OffsetException.class)
        .hasMessage("Offset key 'slices' " + message);
  }

  @Test
  void slicesDoNotStandBesideAToken() {
    String time = "2022-06-27T15:23:12+0800";
    String slices = time + "/" + time + "/" + time + "///" + time + "/";

    assertThatThrownBy(
            () ->
                OffsetCodec.fromMap(
                    Map.of("settledCreationTime", time, "nextToken", "t", "slices", slices)))
        .hasMessage(
            "Offset key 'slices' does not go on from settledCreationTime, or stands beside"
                + " nextToken: leave slices out");
  }

  @Test
  void remembersThatARecordWasDropped() {
    Map<String, Object> map = OffsetCodec.toMap(SourceState.NEW, new Besides(true, null));

    assertThat(map).containsExactly(Map.entry("version", 1L), Map.entry("dropped", true));
    assertThat(OffsetCodec.besides(map).drops()).isTrue();
    assertThat(OffsetCodec.unknownKeys(map)).isEmpty();
    assertThat(OffsetCodec.toMap(SourceState.NEW, Besides.NOTHING)).containsOnlyKeys("version");
    assertThat(OffsetCodec.besides(Map.of("version", 1L)).drops()).isFalse();
  }

  @Test
  void remembersHowFarRoundsHadCome() {
    Besides besides = new Besides(false, new RoundsMark(LAST, 4200));
    Map<String, Object> map = OffsetCodec.toMap(SourceState.NEW, besides);

    assertThat(map)
        .containsExactly(
            Map.entry("version", 1L),
            Map.entry("roundsAt", "2022-06-27T15:23:12+0800"),
            Map.entry("roundsPart", 4200L));
    assertThat(OffsetCodec.besides(map)).isEqualTo(besides);
    map.put("roundsPart", Long.MIN_VALUE);
    assertThat(OffsetCodec.besides(map).rounds().part()).isBetween(0, 9999);
    assertThat(OffsetCodec.unknownKeys(map)).isEmpty();
  }

  /** What is wrong is refused from a person; what is stored all the same is no reason to stop. */
  @Test
  void aWrongRoundsPartIsRefused() {
    Map<String, Object> map = Map.of("roundsAt", "2022-06-27T15:23:12+0800", "roundsPart", -1);

    assertThatThrownBy(() -> OffsetCodec.check(SourcePartition.toMap(KeptLog.SOURCE), map))
        .hasMessage(
            "Offset key 'roundsPart' must be a number that is not negative, or be left out");
  }

  @Test
  void aFirstRunHasAnOffsetToo() {
    SourceState begun = SourceStates.of(null, null, null, List.of());

    assertThat(OffsetCodec.toMap(begun, Besides.NOTHING)).containsExactly(Map.entry("version", 1L));
    assertThat(OffsetCodec.fromMap(Map.of("version", 1L))).isEqualTo(begun);
    assertThat(begun).as("where it starts is known").isNotEqualTo(SourceState.NEW);
  }

  @Test
  void aPersonMayGiveTheCreationTimeAlone() {
    assertThat(OffsetCodec.fromMap(Map.of("lastCreationTime", "2022-06-27T15:23:12+08:00")))
        .isEqualTo(SourceStates.of(LAST, null, null, List.of()));
  }

  @Test
  void unknownKeysAreLeftAside() {
    Map<String, Object> map = Map.of("version", 1L, "slides", "x", "aside", 2L);

    assertThat(OffsetCodec.fromMap(map)).isEqualTo(SourceStates.of(null, null, null, List.of()));
    assertThat(OffsetCodec.unknownKeys(map)).containsExactly("aside", "slides");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lastCreationTime | yesterday | Offset key 'lastCreationTime' is 'yesterday', but must be a"
            + " time such as 2022-06-27T15:23:12+0800",
        "sweepStartTime | 7 | Offset key 'sweepStartTime' is '7', but must be a time such as"
            + " 2022-06-27T15:23:12+0800",
        "version | 2 | Offset key 'version' is 2, but this version of the connector reads 1 only",
        "trackedJobs | ??? | Offset key 'trackedJobs' can't be read: it is not base64. Leave it as"
            + " the connector wrote it, or leave it out",
        "quarantinedJobs | ??? | Offset key 'quarantinedJobs' can't be read: it is not base64. Leave"
            + " it as the connector wrote it, or leave it out"
      })
  void namesTheKeyThatItCannotRead(String key, String value, String message) {
    assertThatThrownBy(() -> OffsetCodec.fromMap(Map.of(key, value)))
        .isInstanceOf(OffsetException.class)
        .hasMessage(message);
  }

  @Test
  void refusesAValueThatIsNoText() {
    assertThatThrownBy(() -> OffsetCodec.fromMap(Map.of("nextToken", 225508L)))
        .hasMessage("Offset key 'nextToken' must be a text that is not blank, or be left out");
  }

  @Test
  void partitionsNameTheirSource() {
    JobSource plain = new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", null, null);
    JobSource queue = new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", "p1", null);

    assertThat(SourcePartition.toMap(plain))
        .containsOnlyKeys("bucket", "region", "path", "tag")
        .containsEntry("tag", "Transcode");
    assertThat(SourcePartition.fromMap(SourcePartition.toMap(queue))).isEqualTo(queue);
  }

  @Test
  void refusesAPartitionThatIsNotOne() {
    Map<String, String> map = new java.util.TreeMap<>(Map.of("bucket", "b-1", "tag", "Transcode"));
    assertThatThrownBy(() -> SourcePartition.fromMap(map))
        .hasMessage("Source partition {bucket=b-1, tag=Transcode} lacks the key 'region'");
    map.put("colour", "red");
    assertThatThrownBy(() -> SourcePartition.fromMap(map))
        .hasMessage(
            "Source partition {bucket=b-1, colour=red, tag=Transcode} has the unknown key 'colour';"
                + " the keys are bucket, region, path, tag, queueId, queueType");
    assertThatThrownBy(() -> SourcePartition.fromMap(Map.of("bucket", 7)))
        .hasMessage("Key 'bucket' of source partition {bucket=7} must be a text that is not blank");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lastCreationTime | +999999999-12-31T23:59:59-1800 | Offset key 'lastCreationTime' is"
            + " '+999999999-12-31T23:59:59-1800', but must be a time such as 2022-06-27T15:23:12+0800",
        "sweepSettles | yes | Offset key 'sweepSettles' must be true or false, or be left out",
        "dropped | yes | Offset key 'dropped' must be true or false, or be left out",
        "nextToken | '' | Offset key 'nextToken' must be a text that is not blank, or be left out"
      })
  void refusesValuesThatNoSourceCouldGoOnFrom(String key, String value, String message) {
    assertThatThrownBy(() -> OffsetCodec.fromMap(Map.of(key, value)))
        .isInstanceOf(OffsetException.class)
        .hasMessage(message);
  }

  @Test
  void noValueForgesALineOfALog() {
    assertThatThrownBy(() -> OffsetCodec.fromMap(Map.of("version", "2\nERROR")))
        .hasMessage(
            "Offset key 'version' is 2\\u000aERROR, but this version of the connector reads 1 only");
    assertThatThrownBy(
            () -> OffsetCodec.fromMap(Map.of("settledCreationTime", "x\r" + "y".repeat(500))))
        .hasMessage(
            "Offset key 'settledCreationTime' is 'x\\u000d"
                + "y".repeat(98)
                + "…', but must be a time such as 2022-06-27T15:23:12+0800");
    assertThat(OffsetCodec.unknownKeys(Map.of("a\nb", 1))).containsExactly("a\\u000ab");
    assertThatThrownBy(() -> SourcePartition.fromMap(Map.of("a\nb", "c")))
        .hasMessageStartingWith("Source partition {a\\u000ab=c} has the unknown key 'a\\u000ab'");
  }
}
