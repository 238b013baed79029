package io.mediajobs.connect.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.connect.MediaJobsSourceConnector;
import io.mediajobs.job.JobSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker finds an offset by the bytes of its partition, so these never change. */
class SourcePartitionTest {

  private static final String BUCKET = "examplebucket-1250000000";

  /** As a worker has its keys. */
  private final JsonConverter converter = new JsonConverter();

  @BeforeEach
  void configure() {
    converter.configure(Map.of("schemas.enable", "false"), true);
  }

  @Test
  void theOrderOfTheKeysIsFixed() {
    assertThat(SourcePartition.ORDER)
        .containsExactly("bucket", "path", "queueId", "log", "queueType", "tag", "region");
    assertThat(SourcePartition.toMap(source("/jobs", "p1", "Transcoding")).keySet())
        .containsExactly("bucket", "path", "queueId", "queueType", "tag", "region");
  }

  @Test
  void theBytesOfAPartitionStayTheSame() {
    assertThat(bytes(SourcePartition.toMap(source("/jobs", "p1", null))))
        .isEqualTo(
            "[\"media-jobs\",{\"bucket\":\"examplebucket-1250000000\",\"path\":\"/jobs\","
                + "\"queueId\":\"p1\",\"tag\":\"Transcode\",\"region\":\"ap-chongqing\"}]");
  }

  @ParameterizedTest
  @CsvSource({"/jobs,,", "/jobs,p1,", "/ai_jobs,,SpeedTranscoding", "/jobs,p1,Transcoding"})
  void theBytesOfAPartitionAreThoseThatVersion010Stored(
      String path, String queueId, String queueType) {
    JobSource source = source(path, queueId, queueType);
    // What 0.1.0 filled, in its order.
    Map<String, String> stored = new HashMap<>();
    stored.put("bucket", source.bucket());
    stored.put("region", source.region());
    stored.put("path", source.path());
    stored.put("tag", source.tag());
    if (queueId != null) {
      stored.put("queueId", queueId);
    }
    if (queueType != null) {
      stored.put("queueType", queueType);
    }

    assertThat(bytes(SourcePartition.toMap(source))).isEqualTo(bytes(stored));
  }

  @Test
  void theKeyOfTheLogKeepsToTheOrderToo() {
    // A worker hands a person a HashMap, and stores what it gets back in the order of that.
    Map<String, String> ordered = new LinkedHashMap<>();
    SourcePartition.ORDER.forEach(key -> ordered.put(key, "x"));

    assertThat(new ArrayList<>(new HashMap<>(ordered).keySet())).isEqualTo(SourcePartition.ORDER);
  }

  @Test
  void aFurtherPartitionOfASourceIsItsOwnWithAKeyMore() {
    JobSource source = source("/jobs", "p1", null);

    assertThat(bytes(SourcePartition.toMap(source, "17")))
        .isEqualTo(
            "[\"media-jobs\",{\"bucket\":\"examplebucket-1250000000\",\"path\":\"/jobs\","
                + "\"queueId\":\"p1\",\"log\":\"17\",\"tag\":\"Transcode\","
                + "\"region\":\"ap-chongqing\"}]");
    assertThat(SourcePartition.fromMap(SourcePartition.toMap(source, "b63"))).isEqualTo(source);
    assertThat(SourcePartition.ofSource(SourcePartition.toMap(source, "0")))
        .isEqualTo(SourcePartition.toMap(source));
  }

  @ParameterizedTest
  @ValueSource(strings = {"128", "-1", "00", "a64", "c0", "a", "x"})
  void aPartitionThatTheConnectorDoesNotUseIsRefused(String log) {
    Map<String, String> partition = SourcePartition.toMap(source("/jobs", null, null), log);

    assertThatThrownBy(() -> SourcePartition.fromMap(partition))
        .isInstanceOf(OffsetException.class)
        .hasMessage(
            "Source partition {bucket=examplebucket-1250000000, path=/jobs, log="
                + log
                + ", tag=Transcode, region=ap-chongqing} has a 'log' that the connector does not"
                + " use: leave it out");
  }

  @Test
  void anUnknownKeyIsRefused() {
    Map<String, String> partition =
        new LinkedHashMap<>(SourcePartition.toMap(source("/jobs", null, null)));
    partition.put("lug", "0");

    assertThatThrownBy(() -> SourcePartition.fromMap(partition))
        .isInstanceOf(OffsetException.class)
        .hasMessage(
            "Source partition {bucket=examplebucket-1250000000, path=/jobs, tag=Transcode,"
                + " region=ap-chongqing, lug=0} has the unknown key 'lug'; the keys are bucket,"
                + " region, path, tag, queueId, queueType");
  }

  /** The worker would store the offset under these bytes, and the task ask for others. */
  @Test
  void aPartitionWhoseOffsetNoTaskWouldFindIsRefused() {
    Map<String, String> given = new HashMap<>();
    for (String key : List.of("tag", "region", "queueId", "path", "bucket")) {
      given.put(key, key);
    }
    JobSource meant = new JobSource("bucket", "region", "path", "tag", "queueId", null);
    assertThat(bytes(given)).isNotEqualTo(bytes(SourcePartition.toMap(meant)));

    MediaJobsSourceConnector connector = new MediaJobsSourceConnector();
    assertThatThrownBy(() -> connector.alterOffsets(Map.of(), Map.of(given, Map.of("version", 1))))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "Source partition {bucket=bucket, queueId=queueId, path=path, tag=tag, region=region}"
                + " has 'queueId' before 'path', and so no task would find its offset: give 'path'"
                + " first");
    // What has been stored so can be forgotten, or no offset of that connector could.
    assertThat(connector.alterOffsets(Map.of(), Collections.singletonMap(given, null))).isTrue();
  }

  private String bytes(Map<String, String> partition) {
    byte[] key = converter.fromConnectData("", null, List.of("media-jobs", partition));
    return new String(key, StandardCharsets.UTF_8);
  }

  private static JobSource source(String path, String queueId, String queueType) {
    return new JobSource(BUCKET, "ap-chongqing", path, "Transcode", queueId, queueType);
  }
}
