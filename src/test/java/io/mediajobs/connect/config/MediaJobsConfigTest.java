package io.mediajobs.connect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.connect.MediaJobsSourceConnector;
import io.mediajobs.job.JobQueues;
import io.mediajobs.tracking.state.FirstStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
  @CsvSource(delimiter = '|', nullValues = "null", textBlock = WrongSettings.FORMS)
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
  @CsvSource(delimiter = '|', textBlock = WrongSettings.TOGETHER)
  void refusesValuesThatDoNotGoTogether(String changes, String key, String why) {
    assertThat(complaints(changes)).containsExactly(key + ": " + key + " " + why);
    assertThatThrownBy(() -> MediaJobsConfig.of(good(changes)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(key + " " + why);
  }

  /**
   * Two looks of the interval; of 3 regions with 6 lists, each a twentieth of the rate; a start.
   */
  @Test
  void latestOfWhatIsFoundReachesBackToWhereItMayHaveBeenMade() {
    String[] account = {
      "start.creation.time",
      "latest",
      "ci.bucket",
      "*",
      "ci.tags",
      "*",
      "ci.region",
      "ap-tokyo,ap-beijing,ap-chongqing"
    };
    int lists = 3 * GoodSettings.config(account).sources().bucketPaths().size();
    assertThat(GoodSettings.config(account).polling().firstStart())
        .isEqualTo(new FirstStart.Back(Duration.ofSeconds(2 * 60 + 2 * lists * 20 / 10 + 30)));
    assertThat(GoodSettings.config("start.creation.time", "latest").polling().firstStart())
        .isEqualTo(FirstStart.parse("latest"));
  }

  /** As the looks at many buckets, or at some that did not answer, took ten minutes. */
  @ParameterizedTest
  @CsvSource({"latest, PT630S", "PT1H, PT1H"})
  void latestOfWhatIsFoundReachesBackAsFarAsTheConnectorSays(String start, Duration back) {
    assertThat(
            GoodSettings.config(
                    "ci.bucket", "*",
                    "ci.queue.ids", "*",
                    "start.creation.time", start,
                    "task.news.age.ms", "600000")
                .polling()
                .firstStart())
        .isEqualTo(new FirstStart.Back(back));
  }

  @Test
  void everySettingCanBeWrongAndSaysSo() {
    Set<String> wrong =
        new TreeSet<>(List.of("ci.endpoint", "ci.instance.metadata.endpoint", "topic.prefix"));
    WrongSettings.FORMS.lines().forEach(row -> wrong.add(row.split("\\|")[0].strip()));
    WrongSettings.TOGETHER.lines().forEach(row -> wrong.add(row.split("\\|")[1].strip()));

    assertThat(wrong).containsExactlyInAnyOrderElementsOf(MediaJobsConfig.definition().names());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jobs.example.com",
        "ftp://jobs.example.com",
        "https://jobs.example.com/jobs",
        "https://jobs.example.com?x",
        "https://jobs.example.com:0",
        "https://jobs.example.com:65536",
        "https://someone:" + SECRET + "@jobs.example.com",
        "https://jobs.example.com/{bucket}",
        "https://{bucket}:{region}",
        "https://{tag}.jobs.example.com",
        "https:// jobs"
      })
  void doesNotRepeatAnEndpointWhichMayHoldAPassword(String endpoint) {
    for (String key : List.of("ci.endpoint", "ci.instance.metadata.endpoint")) {
      assertThat(complaints(key + "=" + endpoint))
          .containsExactly(
              key
                  + ": "
                  + key
                  + " must be https://<host> or http://<host>, with a port if needed and nothing"
                  + " behind it.");
    }
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
        "ci.credentials.provider=environment;ci.endpoint=https://{bucket}.ci.{region}.MyQCloud.com",
        "ci.credentials.provider=environment;proxy.host=p;proxy.port=1",
        "ci.credentials.provider=environment;ci.endpoint=http://localhost:8080",
        "ci.credentials.provider=web-identity;-ci.secret.id;-ci.secret.key",
        "ci.credentials.provider=environment;ci.role.arn=qcs::cam::uin/1:roleName/r",
        "ci.role.arn=qcs::cam::uin/1:roleName/r;ci.sts.endpoint=https://sts.example.com",
        "ci.instance.metadata.endpoint=http://metadata.example.com",
        "ci.session.token.header=x-cos-security-token",
        "ci.endpoint=https://{bucket}.jobs.{region}.example.com:8443/",
        "ci.endpoint=http://jobs.example.com;ci.endpoint.allow.http=true;ci.bucket=a-1",
        "ci.bucket=a-1,b-1@ap-beijing",
        "ci.bucket=a-1@ap-tokyo,b-1@ap-beijing;ci.region=ap-beijing,ap-tokyo",
        "ci.bucket=a-1,b-1;ci.endpoint=https://x.example;ci.bucket.include=a-*",
        "ci.tags=*",
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
    assertThat(MediaJobsConfig.of(good(changes)).sources().all(JobQueues.NONE)).isNotEmpty();
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
    settings.put("validate.connection", "false");
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
