package io.mediajobs.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.job.JobQueues;
import io.mediajobs.job.JobSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaJobsSourceConnectorTest {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "ci.bucket", "examplebucket-1250000000",
          "ci.region", "ap-chongqing",
          "ci.secret.id", "someone",
          "ci.secret.key", "something",
          "ci.tags", "Transcode,Animation,Translation",
          "ci.queue.ids", "p1,p2",
          "topic.prefix", "media");

  private static final Map<String, String> PARTITION =
      Map.of(
          "bucket", "examplebucket-1250000000",
          "region", "ap-chongqing",
          "path", "/jobs",
          "tag", "Transcode");

  private final MediaJobsSourceConnector connector = new MediaJobsSourceConnector();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 6, 7, 100})
  void sharesTheSourcesOutWithNoneTwice(int maxTasks) {
    connector.start(SETTINGS);

    List<Map<String, String>> tasks = connector.taskConfigs(maxTasks);

    assertThat(tasks).hasSize(Math.min(maxTasks, 6));
    List<JobSource> shared = new ArrayList<>();
    for (Map<String, String> task : tasks) {
      List<JobSource> share = MediaJobsConfig.of(task).share().sources();
      assertThat(share).hasSizeBetween(6 / tasks.size(), 6 / tasks.size() + 1);
      shared.addAll(share);
      assertThat(task)
          .containsAllEntriesOf(SETTINGS)
          .containsEntry("task.count", Integer.toString(tasks.size()))
          .containsEntry("task.number", Integer.toString(tasks.indexOf(task)));
    }
    assertThat(shared)
        .containsExactlyInAnyOrderElementsOf(
            MediaJobsConfig.of(SETTINGS).sources().all(JobQueues.NONE))
        .doesNotHaveDuplicates();
  }

  @Test
  void dealsTheSameSharesEachTime() {
    connector.start(SETTINGS);

    // A worker restarts all tasks where the new list differs from the old.
    assertThat(connector.taskConfigs(4)).isEqualTo(connector.taskConfigs(4));
  }

  @Test
  void refusesToStartOnWrongSettings() {
    assertThatThrownBy(() -> connector.start(with("jobs.topic", "", "transitions.topic", "")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "transitions.topic and jobs.topic can't both be empty: nothing would be left to do.");
  }

  @Test
  void startsWithSettingsThatAreNull() {
    connector.start(with("ci.endpoint", null));

    assertThat(connector.taskConfigs(1).get(0)).doesNotContainKey("ci.endpoint");
  }

  @Test
  void onlyWarnsOfATagThatItDoesNotKnow() {
    PrintStream stderr = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      connector.start(with("ci.tags", "Transcode,None\nsuch"));
    } finally {
      System.setErr(stderr);
    }

    assertThat(log.toString(UTF_8).lines())
        .singleElement()
        .asString()
        .contains("WARN")
        .endsWith(
            "ci.tags names [None\\u000asuch], which the connector does not know; they are asked"
                + " for");
    assertThat(connector.taskConfigs(9)).hasSize(4);
  }

  @Test
  void versionIsThatOfTheBuild() throws IOException {
    String version = connector.version();

    assertThat(Files.readString(Path.of("pom.xml")))
        .containsPattern(
            "<artifactId>kafka-connect-media-jobs</artifactId>\\s*<version>"
                + Pattern.quote(version)
                + "</version>");
    assertThat(new MediaJobsSourceTask().version()).isEqualTo(version);
  }

  @Test
  void answersWhatAWorkerAsksBeforeTheStart() {
    assertThat(connector.exactlyOnceSupport(SETTINGS)).isEqualTo(ExactlyOnceSupport.SUPPORTED);
    assertThat(connector.exactlyOnceSupport(Map.of())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
    assertThat(connector.taskClass()).isEqualTo(MediaJobsSourceTask.class);
    assertThat(connector.config().configKeys().keySet())
        .containsExactlyElementsOf(MediaJobsConfig.definition().configKeys().keySet());
  }

  @Test
  void acceptsOffsetsThatATaskCouldStartFrom() {
    assertThat(alter(Map.of("lastCreationTime", "2022-06-27T15:23:12+0800"))).isTrue();
    assertThat(alter(Map.of("version", 1, "nextToken", "225508"))).isTrue();
    assertThat(alter(Map.of("version", 1L, "ofALaterVersion", "x"))).isTrue();
    assertThat(alter(Map.of())).isTrue();
    // A tombstone, as DELETE /connectors/<name>/offsets sends for every source.
    assertThat(alter(null)).isTrue();
    assertThat(connector.alterOffsets(SETTINGS, Map.of())).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lastCreationTime | tomorrow | Offset key 'lastCreationTime' is 'tomorrow', but must be a time such as 2022-06-27T15:23:12+0800
          settledCreationTime | 0     | Offset key 'settledCreationTime' is '0', but must be a time such as 2022-06-27T15:23:12+0800
          nextToken        | ' '      | Offset key 'nextToken' must be a text that is not blank, or be left out
          slices           | x        | Offset key 'slices' can't be read: a slice has not 7 parts. Leave it as the connector wrote it, or leave it out
          version          | one      | Offset key 'version' is one, but this version of the connector reads 1 only
          trackedJobs      | !        | Offset key 'trackedJobs' can't be read: it is not base64. Leave it as the connector wrote it, or leave it out
          """)
  void refusesAnOffsetThatNoTaskCouldStartFrom(String key, String value, String message) {
    assertThatThrownBy(() -> alter(Map.of(key, value)))
        .isInstanceOf(ConnectException.class)
        .hasMessage(message);
  }

  @Test
  void acceptsWhatItWritesIntoTheFurtherPartitionsOfASource() {
    assertThat(alter("17", Map.of("version", 1, "since", 0))).isTrue();
    assertThat(alter("17", null)).isTrue();
    assertThat(alter("b3", Map.of("version", 1, "since", 7, "piece", "abc"))).isTrue();
  }

  @Test
  void refusesAnOffsetOfASourceInOneOfItsFurtherPartitions() {
    assertThatThrownBy(() -> alter("17", Map.of("lastCreationTime", "2022-06-27T15:23:12+0800")))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "Offset key 'since' is missing: a partition with 'log' takes only what the connector"
                + " wrote there; give other offsets to the partition without it");
  }

  @Test
  void refusesAPartitionThatIsNoSource() {
    Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
    offsets.put(Map.of("bucket", "examplebucket-1250000000"), null);
    assertThatThrownBy(() -> connector.alterOffsets(SETTINGS, offsets))
        .isInstanceOf(ConnectException.class)
        .hasMessage("Source partition {bucket=examplebucket-1250000000} lacks the key 'region'");

    assertThatThrownBy(
            () -> connector.alterOffsets(SETTINGS, Collections.singletonMap(null, Map.of())))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "A source partition must not be null; give bucket, region, path, tag, queueId,"
                + " queueType");
  }

  private boolean alter(String log, Map<String, ?> offset) {
    Map<String, Object> partition = new HashMap<>(PARTITION);
    partition.put("log", log);
    return connector.alterOffsets(SETTINGS, Collections.singletonMap(partition, offset));
  }

  private boolean alter(Map<String, ?> offset) {
    return connector.alterOffsets(SETTINGS, Collections.singletonMap(PARTITION, offset));
  }

  private static Map<String, String> with(String... changes) {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    for (int i = 0; i < changes.length; i += 2) {
      settings.put(changes[i], changes[i + 1]);
    }
    return settings;
  }
}
