package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.job.JobQueues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sentence that each wrong setting is refused with, and what is taken. */
class MediaJobsConfigTest {

  private static final String SECRET = "TopSecretKeyOfTheBucket";
  private static final String TOKEN = "TopSecretSessionToken";

  @ParameterizedTest
  @ValueSource(strings = {"ci.bucket", "ci.region", "ci.tags", "topic.prefix"})
  void asksForWhatIsRequired(String key) {
    assertThat(complaints("-" + key))
        .containsExactly(
            key + ": Missing required configuration \"" + key + "\" which has no default value.");
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          ci.bucket               | Example-125              | must be <name>-<APPID>, such as examplebucket-1250000000
          ci.bucket               | examplebucket            | must be <name>-<APPID>, such as examplebucket-1250000000
          ci.region               | Chongqing                | must be a region such as ap-chongqing
          ci.region               | ap-chongqing/x           | must be a region such as ap-chongqing
          ci.credentials.provider | vault                    | String must be one of: static, environment, instance-role, file
          ci.session.token.header | x token                  | must be the name of an HTTP header that carries nothing else
          ci.session.token.header | Host                     | must be the name of an HTTP header that carries nothing else
          ci.credentials.file     | ~/credentials            | must be an absolute path
          ci.instance.role        | a/b                      | must be the name of a CAM role
          ci.secret.id            | ''                       | must be a text that is not blank
          ci.tags                 | ''                       | must be a list of at least one entry, none blank or twice
          ci.tags                 | Transcode,Transcode      | must be a list of at least one entry, none blank or twice
          ci.tags                 | Transcode,,Animation     | must be a list of at least one entry, none blank or twice
          ci.queue.ids            | p1,p1                    | must be a list, none blank or twice
          ci.queue.types          | ,                        | must be a list, none blank or twice
          ci.job.path             | jobs                     | must be a path such as /jobs
          ci.job.path             | /jobs?tag=Transcode      | must be a path such as /jobs
          ci.workflow.id          | ''                       | must be a text that is not blank
          topic.prefix            | media jobs               | must be 1 to 150 letters, digits, dots, hyphens or underscores
          jobs.topic              | {prefix}.{day}           | Topic {prefix}.{day} has the unknown placeholder {day}; known are {prefix}, {bucket}, {region}, {tag}, {queueId} and {state}
          transitions.topic       | {prefix                  | Topic {prefix has a { without its }
          transitions.topic       | prefix}                  | Topic prefix} has a } without its {
          transitions.states      | ''                       | must be a list of at least one entry, none blank or twice
          transitions.inferred    | maybe                    | Expected value to be either true or false
          heartbeat.interval.ms   | -1                       | Value must be at least 0
          start.creation.time     | yesterday                | must be earliest, latest, an instant such as 2026-11-01T00:00:00Z, or a duration back such as P7D
          start.creation.time     | -P7D                     | must be earliest, latest, an instant such as 2026-11-01T00:00:00Z, or a duration back such as P7D
          poll.interval.ms        | 0                        | Value must be at least 1
          poll.interval.ms        | 5s                       | Not a number of type LONG
          refresh.interval.ms     | -5                       | Value must be at least 1
          discovery.overlap.ms    | -1                       | Value must be at least 0
          page.size               | 0                        | Value must be at least 1
          page.size               | 101                      | Value must be no more than 100
          max.tracked.jobs        | -1                       | Value must be at least 1
          max.batch.records       | 0                        | Value must be at least 1
          requests.per.second     | 0.0                      | must be greater than 0
          requests.per.second     | -2.5                     | must be greater than 0
          requests.per.second     | NaN                      | must be greater than 0
          requests.concurrent     | 65                       | Value must be no more than 64
          request.timeout.ms      | 0                        | Value must be at least 1
          connect.timeout.ms      | 600001                   | Value must be no more than 600000
          response.max.bytes      | 1023                     | Value must be at least 1024
          retry.backoff.ms        | 0                        | Value must be at least 1
          retry.timeout.ms        | -2                       | Value must be at least -1
          proxy.host              | https://proxy.example    | must be the name or the address of a host, without scheme and port
          proxy.host              | proxy.example:3128       | must be the name or the address of a host, without scheme and port
          proxy.host              | ''                       | must be the name or the address of a host, without scheme and port
          proxy.port              | 0                        | Value must be at least 1
          proxy.port              | 65536                    | Value must be no more than 65535
          proxy.user              | a:b                      | must be a text without colons that is not blank
          ssl.truststore.location | ''                       | must be a text that is not blank
          ssl.truststore.type     | jks                      | String must be one of: JKS, PKCS12, PEM
          """)
  void refusesAValueThatIsNotOfItsForm(String key, String value, String why) {
    assertThat(complaints(key + "=" + value))
        .containsExactly(
            key
                + ": Invalid value "
                + shown(key, value)
                + " for configuration "
                + key
                + ": "
                + why);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -ci.secret.id                                   | ci.secret.id         | is required with ci.credentials.provider=static.
          -ci.secret.key                                  | ci.secret.key        | is required with ci.credentials.provider=static.
          ci.secret.key=                                  | ci.secret.key        | is required with ci.credentials.provider=static.
          ci.credentials.provider=file                    | ci.credentials.file  | is required with ci.credentials.provider=file.
          ci.endpoint=http://jobs.example.com             | ci.endpoint          | must be https://, as http:// would send credentials' signatures in the clear to another machine; if that is wanted, set ci.endpoint.allow.http=true.
          ci.queue.ids=*,p1                               | ci.queue.ids         | can't name queues beside *, which stands for all of them.
          ci.queue.ids=p1;ci.queue.types=SpeedTranscoding | ci.queue.types       | can't be set together with ci.queue.ids.
          transitions.topic=;jobs.topic=                  | transitions.topic    | and jobs.topic can't both be empty: nothing would be left to do.
          refresh.interval.max.ms=4999                    | refresh.interval.max.ms | must not be below refresh.interval.ms.
          max.tracked.jobs=99                             | max.tracked.jobs     | must not be below page.size, or no page would have room.
          retry.backoff.max.ms=499                        | retry.backoff.max.ms | must not be below retry.backoff.ms.
          proxy.port=3128                                 | proxy.host           | is required with proxy.port.
          proxy.user=someone                              | proxy.host           | is required with proxy.user.
          proxy.password=TopSecretKeyOfTheBucket          | proxy.host           | is required with proxy.password.
          proxy.host=p                                    | proxy.port           | is required with proxy.host.
          proxy.host=p;proxy.port=1;proxy.user=someone    | proxy.password       | is required with proxy.user.
          proxy.host=p;proxy.port=1;proxy.password=TopSecretKeyOfTheBucket | proxy.user | is required with proxy.password.
          ssl.truststore.password=TopSecretKeyOfTheBucket | ssl.truststore.location | is required with ssl.truststore.password.
          ssl.truststore.location=ca;ssl.truststore.type=PEM;ssl.truststore.password=TopSecretKeyOfTheBucket | ssl.truststore.password | can't be set with ssl.truststore.type=PEM, which has none.
          ssl.truststore.location=no/such/file            | ssl.truststore.location | names a file that can't be read on this worker.
          ssl.truststore.location=src                     | ssl.truststore.location | names a file that can't be read on this worker.
          ssl.truststore.location=pom.xml                 | ssl.truststore.location | names a file that is no trust store of ssl.truststore.type=JKS.
          ssl.truststore.location=pom.xml;ssl.truststore.type=PKCS12;ssl.truststore.password=TopSecretKeyOfTheBucket | ssl.truststore.location | names a file that is no trust store of ssl.truststore.type=PKCS12.
          ssl.truststore.location=pom.xml;ssl.truststore.type=PEM | ssl.truststore.location | names a file that is no trust store of ssl.truststore.type=PEM.
          """)
  void refusesValuesThatDoNotGoTogether(String changes, String key, String why) {
    assertThat(complaints(changes)).containsExactly(key + ": " + key + " " + why);
    assertThatThrownBy(() -> MediaJobsConfig.of(good(changes)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(key + " " + why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jobs.example.com",
        "ftp://jobs.example.com",
        "https://jobs.example.com/jobs",
        "https://jobs.example.com?x",
        "https://someone:" + SECRET + "@jobs.example.com",
        "https:// jobs"
      })
  void doesNotRepeatAnEndpointWhichMayHoldAPassword(String endpoint) {
    assertThat(complaints("ci.endpoint=" + endpoint))
        .containsExactly(
            "ci.endpoint: ci.endpoint must be https://<host> or http://<host>, with a port if needed"
                + " and nothing behind it.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ci.endpoint=http://localhost:8080",
        "ci.endpoint=http://127.0.0.1:8080/",
        "ci.endpoint=http://jobs.example.com;ci.endpoint.allow.http=true",
        "ci.credentials.provider=environment;-ci.secret.id;-ci.secret.key",
        "ci.credentials.provider=file;ci.credentials.file=/etc/media-jobs/credentials;-ci.secret.id",
        "ci.credentials.provider=instance-role;-ci.secret.id;-ci.secret.key",
        "ci.credentials.provider=instance-role;ci.instance.role=reads-jobs_1",
        "ci.instance.metadata.endpoint=http://metadata.example.com",
        "ci.session.token.header=x-cos-security-token",
        "ci.tags=NotYetKnown",
        "ci.queue.ids=p1,p2",
        "jobs.topic=",
        "jobs.topic=media.{bucket}.{region}.{tag}.{queueId}.{state}",
        "start.creation.time=latest",
        "start.creation.time=2022-06-27T15:23:12+0800",
        "start.creation.time=PT36H",
        "page.size=1;max.tracked.jobs=1",
        "requests.per.second=0.1",
        "proxy.host=proxy.example;proxy.port=3128",
        "proxy.host=::1;proxy.port=3128;proxy.user=some one;proxy.password=" + SECRET,
        "retry.timeout.ms=0"
      })
  void takesWhatIsWellFormed(String changes) {
    assertThat(complaints(changes)).isEmpty();
    assertThat(MediaJobsConfig.of(good(changes)).sources(JobQueues.NONE)).isNotEmpty();
  }

  @Test
  void takesANullForASettingThatIsNotThere() {
    // A client may send one in JSON.
    Map<String, String> settings = good("");
    MediaJobsConfig.definition().names().forEach(key -> settings.putIfAbsent(key, null));

    assertThat(complaints(settings)).isEmpty();
    assertThat(MediaJobsConfig.of(settings).maxBatchRecords()).isEqualTo(2000);
  }

  private static List<String> complaints(String changes) {
    return complaints(good(changes));
  }

  /** What is wrong, as {@code key: message}; no message ever holds a secret. */
  private static List<String> complaints(Map<String, String> settings) {
    List<String> complaints = new ArrayList<>();
    for (ConfigValue value : new MediaJobsSourceConnector().validate(settings).configValues()) {
      value.errorMessages().forEach(message -> complaints.add(value.name() + ": " + message));
    }
    assertThat(complaints).noneMatch(c -> c.contains(SECRET) || c.contains(TOKEN));
    if (!complaints.isEmpty()) {
      assertThatThrownBy(() -> MediaJobsConfig.of(settings))
          .isInstanceOf(ConfigException.class)
          .message()
          .doesNotContain(SECRET, TOKEN);
    }
    return complaints;
  }

  /** Good settings with changes, {@code key=value} or {@code -key}, apart by semicolons. */
  private static Map<String, String> good(String changes) {
    Map<String, String> settings = new HashMap<>();
    settings.put("ci.bucket", "examplebucket-1250000000");
    settings.put("ci.region", "ap-chongqing");
    settings.put("ci.secret.id", "someone");
    settings.put("ci.secret.key", SECRET);
    settings.put("ci.session.token", TOKEN);
    settings.put("ci.tags", "Transcode");
    settings.put("topic.prefix", "media");
    for (String change : changes.isEmpty() ? new String[0] : changes.split(";")) {
      int equal = change.indexOf('=');
      if (equal < 0) {
        settings.remove(change.substring(1));
      } else {
        settings.put(change.substring(0, equal), change.substring(equal + 1));
      }
    }
    return settings;
  }

  /** A value as a message repeats it. */
  private static String shown(String key, String value) {
    boolean list = MediaJobsConfig.definition().configKeys().get(key).type == Type.LIST;
    return list ? "[" + value.replace(",", ", ") + "]" : value;
  }
}
