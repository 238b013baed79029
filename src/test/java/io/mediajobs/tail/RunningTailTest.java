package io.mediajobs.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.client.http.ClientSettings;
import io.mediajobs.connect.config.GoodSettings;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.schema.PluginVersion;
import io.mediajobs.tracking.state.PollSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command does not let people set is as the connector has it by default. */
class RunningTailTest {

  @ParameterizedTest
  @ValueSource(strings = {"Transcode", "Transcode,Tts,DNA", "Transcode,Tts,DNA,Concat,Segment"})
  void sourcesArePolledAsByTheConnector(String tags) {
    MediaJobsConfig config = GoodSettings.config("ci.tags", tags);
    PollSettings connector =
        config
            .polling()
            .with(config.share().parallel(config.requestsPerSecond(), config.concurrentRequests()));

    int sources = tags.split(",").length;
    assertThat(RunningTail.settings(connector.firstStart(), sources)).isEqualTo(connector);
    assertThat(RunningTail.REQUESTS).isEqualTo(config.concurrentRequests());
    assertThat(RunningTail.REQUESTS_PER_SECOND).isEqualTo(config.requestsPerSecond());
    assertThat(RunningTail.MAX_RECORDS).isEqualTo(config.maxBatchRecords());
  }

  @Test
  void theServiceIsAskedAsByTheConnector() throws Exception {
    MediaJobsConfig config = GoodSettings.config();
    ClientSettings tail =
        Tail.client(
            Arguments.parse(
                List.of(
                    "--bucket=" + config.share().sources().get(0).bucket(),
                    "--region=ap-chongqing",
                    "--tags=Transcode")));

    assertThat(tail)
        .usingRecursiveComparison()
        .ignoringFields("userAgent")
        .isEqualTo(config.client());
    assertThat(tail.userAgent()).isEqualTo("kafka-connect-media-jobs-tail/" + PluginVersion.get());
  }
}
