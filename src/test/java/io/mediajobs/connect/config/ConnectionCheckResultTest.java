package io.mediajobs.connect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which key a failure is put on, by the settings. */
class ConnectionCheckResultTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "SECRET_ID   | - | ci.secret.id",
        "SECRET_ID   | ci.credentials.provider=environment | ci.credentials.provider",
        "SIGNATURE   | - | ci.secret.key",
        "SIGNATURE   | ci.credentials.provider=environment | ci.credentials.provider",
        "TOKEN       | - | ci.session.token",
        "TOKEN       | ci.credentials.provider=environment | ci.credentials.provider",
        "CREDENTIALS | ci.credentials.provider=environment | ci.credentials.provider",
        "PERMISSION  | - | ci.secret.id",
        "PERMISSION  | ci.credentials.provider=environment | ci.credentials.provider",
        "CLOCK       | - | ci.secret.key",
        "CLOCK       | ci.credentials.provider=environment | ci.credentials.provider",
        "BUCKET      | - | ci.bucket",
        "PLACE       | - | ci.region",
        "PLACE       | ci.endpoint=https://e.example | ci.endpoint",
        "PLACE       | proxy.host=p;proxy.port=1 | ci.region",
        "QUEUE       | ci.queue.ids=p1 | ci.queue.ids",
        "QUESTION    | - | ci.tags",
        "QUESTION    | ci.queue.types=SpeedTranscoding | ci.queue.types",
        "QUESTION    | ci.queue.ids=p1 | ci.queue.ids",
        "QUESTION    | ci.queue.ids=p1;ci.job.path=/x | ci.job.path",
        "QUESTION    | ci.queue.ids=p1;ci.job.path=/x;ci.tags=Nonesuch | ci.tags",
        "NETWORK     | - | ci.region",
        "NETWORK     | ci.endpoint=https://e.example | ci.endpoint",
        "NETWORK     | ci.endpoint=https://e.example;proxy.host=p;proxy.port=1 | proxy.host",
        "CERTIFICATE | - | ci.endpoint",
        "CERTIFICATE | ssl.truststore.location=ca.jks | ssl.truststore.location",
        "OTHER       | - | ci.region"
      })
  void blamesOneKey(Reason reason, String changes, String key) {
    Settled config = Settled.with(changes);

    ConnectionCheckResult result =
        ConnectionCheckResult.of(failed(config, Kind.REFUSED, reason), config.parsed());

    assertThat(result)
        .isEqualTo(new ConnectionCheckResult(new ConfigProblem(key, "What failed"), List.of()));
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonHasItsKey(Reason reason) {
    Settled config = Settled.with(null);

    assertThat(
            ConnectionCheckResult.of(failed(config, Kind.REFUSED, reason), config.parsed())
                .problem()
                .key())
        .isIn(MediaJobsConfig.definition().names());
  }

  @ParameterizedTest
  @CsvSource({"THROTTLED, OTHER", "TOO_LARGE, OTHER", "RETRY, OTHER"})
  void blamesNobodyForTheServicesTroubles(Kind kind, Reason reason) {
    Settled config = Settled.with(null);

    assertThat(ConnectionCheckResult.of(failed(config, kind, reason), config.parsed()))
        .isEqualTo(
            new ConnectionCheckResult(
                null, List.of("validate.connection could not try the settings: What failed")));
  }

  @Test
  void warnsOfAClockAndOfAnEmptyListing() {
    Settled config = Settled.with(null);
    JobPage empty = new JobPage(List.of(), null, List.of(), null);

    assertThat(
            ConnectionCheckResult.of(
                new ConnectionCheck(
                    config.question(),
                    empty,
                    null,
                    ConnectionCheck.LIMIT,
                    Duration.ofSeconds(-900)),
                config.parsed()))
        .isEqualTo(
            new ConnectionCheckResult(
                null,
                List.of(
                    "The clock of this machine is 900 s behind the service's, which refused it; the"
                        + " connector goes by the service's, but set the clock",
                    "Listing examplebucket-1250000000/jobs?tag=Transcode shows no job; if there"
                        + " should be some, check ci.tags, ci.queue.ids and ci.queue.types")));
    assertThat(
            ConnectionCheckResult.of(
                    new ConnectionCheck(
                        config.question(),
                        empty,
                        null,
                        ConnectionCheck.LIMIT,
                        Duration.ofSeconds(7)),
                    config.parsed())
                .warnings()
                .get(0))
        .startsWith("The clock of this machine is 7 s ahead of the service's,");
  }

  @Test
  void blamesTheWayToTheServiceForSilence() {
    Settled config = Settled.with(null);

    assertThat(
            ConnectionCheckResult.of(
                new ConnectionCheck(config.question(), null, null, ConnectionCheck.LIMIT, null),
                config.parsed()))
        .isEqualTo(
            new ConnectionCheckResult(
                new ConfigProblem(
                    "ci.region",
                    "Listing examplebucket-1250000000/jobs?tag=Transcode got no answer from"
                        + " https://examplebucket-1250000000.ci.ap-chongqing.myqcloud.com within"
                        + " 4500 ms: check the network and ci.region, or set"
                        + " validate.connection=false to go without this request"),
                List.of()));
  }

  private static ConnectionCheck failed(Settled config, Kind kind, Reason reason) {
    JobsApiException failure = new JobsApiException(kind, reason, 400, "What failed", null, null);
    return new ConnectionCheck(config.question(), null, failure, ConnectionCheck.LIMIT, null);
  }

  /** Settings that are never run on. */
  private record Settled(AbstractConfig parsed, JobQuery question) {

    static Settled with(String changes) {
      Map<String, String> settings = GoodSettings.with();
      for (String change : changes == null ? new String[0] : changes.split(";")) {
        settings.put(change.split("=")[0], change.split("=")[1]);
      }
      JobQuery question =
          MediaJobsConfig.of(without(settings, ConnectionSection.TRUSTSTORE))
              .sources()
              .checkQuestion();
      return new Settled(
          new AbstractConfig(MediaJobsConfig.definition(), settings, false), question);
    }

    private static Map<String, String> without(Map<String, String> settings, String key) {
      Map<String, String> rest = new HashMap<>(settings);
      rest.remove(key);
      return rest;
    }
  }
}
