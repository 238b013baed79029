package io.mediajobs.connect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.MediaJobsSourceConnector;
import io.mediajobs.log.CapturedLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "ci.bucket", "examplebucket-1250000000",
          "ci.region", "ap-chongqing",
          "ci.tags", "Transcode",
          "ci.secret.id", "id",
          "ci.secret.key", "key",
          "topic.prefix", "media",
          "validate.connection", "false");

  @Test
  void validationNamesATopicThatNothingCreates() {
    assertThat(warnings("start.creation.time", "latest"))
        .singleElement()
        .asString()
        .endsWith(
            "Nothing in the settings creates the topic media.heartbeat, which gets the first"
                + " heartbeat, and a worker waits for ever for a topic that is missing: see that it"
                + " exists, or that brokers create topics by themselves, or set"
                + " topic.creation.default.partitions and"
                + " topic.creation.default.replication.factor");
    assertThat(warnings("start.creation.time", "P7D")).hasSize(1);
    assertThat(warnings("heartbeat.interval.ms", "1000")).hasSize(1);
  }

  @Test
  void itDoesNotWhereConnectCreatesItOrNoHeartbeatIsCertain() {
    assertThat(warnings()).isEmpty();
    assertThat(warnings("start.creation.time", "latest", "heartbeat.interval.ms", "-1")).isEmpty();
    assertThat(warnings("start.creation.time", "latest", "topic.creation.default.partitions", "3"))
        .isEmpty();
  }

  private static List<String> warnings(String... more) {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    try (CapturedLog log = CapturedLog.asUsual()) {
      assertThat(new MediaJobsSourceConnector().validate(settings).configValues())
          .allMatch(value -> value.errorMessages().isEmpty());
      return log.text().lines().filter(line -> line.contains("WARN")).toList();
    }
  }
}
