package io.mediajobs.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.connect.config.Validation;
import io.mediajobs.job.JobState;
import io.mediajobs.standin.BucketStandIn;
import io.mediajobs.standin.ConnectProxy;
import io.mediajobs.standin.Fault;
import io.mediajobs.standin.Faults;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.StandIn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code validate} finds by asking the service: a sentence on one key, or a warning. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ValidateConnectionTest {

  private static final String LISTING = "Listing examplebucket-1250000000/jobs?tag=Transcode ";
  private static final Duration HOUR = Duration.ofHours(1);

  private final InstantSource clock = InstantSource.system();
  private StandIn service = StandIn.start(clock);
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void addAJob() {
    service.add(
        Jobs.job("Transcode")
            .createdAt(Instant.now().minusSeconds(60))
            .endsAfter(Duration.ofSeconds(2), JobState.SUCCESS)
            .build());
  }

  @AfterEach
  void stopService() {
    service.close();
  }

  @Test
  void asksOnceAndFindsNothing() throws Exception {
    assertThat(complaints("")).isEmpty();
    assertThat(warnings).isEmpty();
    assertThat(service.requests().requests())
        .singleElement()
        .satisfies(request -> assertThat(request.parameter("size")).isEqualTo("1"));
  }

  @Test
  void triesTheFirstOfAllBuckets() throws Exception {
    String all =
        "ci.bucket=*;ci.endpoint=http://{bucket}.ci.{region}.test;ci.endpoint.allow.http=true"
            + ";proxy.host=127.0.0.1;proxy.port="
            + service.endpoint().getPort();
    String empty =
        " shows no job; if there should be some, check ci.tags, ci.queue.ids and ci.queue.types";
    assertThat(complaints(all)).isEmpty();
    assertThat(warnings).containsExactly("Listing */jobs?tag=Transcode" + empty);

    BucketStandIn one = service.addBucket("one-1250000000", "ap-chongqing");
    one.refuse(404, "MediaBucketUnBinded");
    assertThat(complaints(all))
        .containsExactly(
            "ci.bucket: Listing one-1250000000/jobs?tag=Transcode was refused with HTTP 404"
                + " MediaBucketUnBinded \"Not this bucket\": bind the bucket to Cloud Infinite");

    service.access().permit(false);
    assertThat(complaints(all))
        .containsExactly(
            "ci.secret.id: Listing the buckets of ap-chongqing/mediabucket was refused with HTTP"
                + " 403 AccessDenied \"Access denied by policy\": grant the key the action"
                + " ci:DescribeMediaBuckets on all buckets, or name the buckets in ci.bucket");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"validate.connection=false", "page.size=101", "refresh.interval.max.ms=1"})
  void asksNothingWhereItIsNotToOrTheSettingsAreWrongAnyway(String changes) throws Exception {
    complaints(changes);

    assertThat(service.requests().requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ci.secret.id=AKIDnobody | ci.secret.id | was refused with HTTP 401 SecretidNotExist "The secret id does not exist": check ci.secret.id and ci.secret.key
          ci.secret.key=wrong     | ci.secret.key | was refused with HTTP 401 InvalidAuthorization "The signature does not match": check ci.secret.id and ci.secret.key
          """)
  void findsAWrongKey(String changes, String key, String why) throws Exception {
    assertThat(complaints(changes)).containsExactly(key + ": " + LISTING + why);
    assertThat(warnings)
        .containsExactly("validate.connection finds fault with " + key + ": " + LISTING + why);
  }

  @Test
  void findsAMissingPermission() throws Exception {
    service.access().permit(false);

    assertThat(complaints(""))
        .containsExactly(
            "ci.secret.id: "
                + LISTING
                + "was refused with HTTP 403 AccessDenied \"Access denied by policy\": grant the"
                + " key the action ci:DescribeMediaJobs on bucket examplebucket-1250000000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | ExpiredToken         | ci.session.token | check ci.secret.id and ci.secret.key
          404 | NoSuchBucket         | ci.bucket        | check ci.region, ci.bucket and ci.endpoint
          400 | InvalidArgument      | ci.tags          | check ci.tags, ci.queue.ids, ci.queue.types and ci.job.path
          400 | QueueNotFound        | ci.queue.ids     | check ci.queue.ids
          301 | PermanentRedirect    | ci.endpoint      | check ci.region, ci.bucket and ci.endpoint
          451 | UnavailableForLegalReasons | ci.endpoint | look the code up in the error codes of Cloud Infinite
          """)
  void putsWhatIsRefusedOnTheKeyAtFault(int status, String code, String key, String advice)
      throws Exception {
    service.faults().when(request -> true, Faults.ALWAYS, Fault.status(status, code, "No."));

    assertThat(complaints(""))
        .containsExactly(
            key
                + ": "
                + LISTING
                + "was refused with HTTP "
                + status
                + " "
                + code
                + " \"No.\": "
                + advice);
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("validate.connection finds fault with " + key + ": " + LISTING + "was refused");
  }

  @Test
  void findsWhatIsNoJobApi() throws Exception {
    service.faults().when(request -> true, Faults.ALWAYS, Fault.htmlPage());

    assertThat(complaints(""))
        .singleElement()
        .asString()
        .startsWith("ci.endpoint: " + LISTING + "got an unreadable page with HTTP 200")
        .endsWith(": if it stays so, check that ci.endpoint is the job API");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "429 | SlowDown | was throttled | lower requests.per.second if this lasts",
        "503 | ServiceUnavailable | failed | nothing to do unless it lasts, then report the"
            + " request id to Tencent Cloud"
      })
  void onlyWarnsOfTheServicesTroubles(int status, String code, String what, String advice)
      throws Exception {
    service.faults().when(request -> true, Faults.ALWAYS, Fault.status(status, code, "No."));

    assertThat(complaints("")).isEmpty();
    assertThat(warnings)
        .containsExactly(
            "validate.connection could not try the settings: "
                + LISTING
                + what
                + " with HTTP "
                + status
                + " "
                + code
                + " \"No.\": "
                + advice);
    assertThat(service.requests().requests()).hasSize(1);
  }

  @Test
  void asksForTheWholeBucketWhereQueuesAreFollowed() throws Exception {
    assertThat(complaints("ci.queue.ids=*")).isEmpty();
    assertThat(service.requests().requests())
        .singleElement()
        .satisfies(request -> assertThat(request.parameter("queueId")).isNull());
  }

  @Test
  void onlyWarnsOfAnEmptyListing() throws Exception {
    assertThat(complaints("ci.tags=Animation")).isEmpty();
    assertThat(warnings)
        .containsExactly(
            "Listing examplebucket-1250000000/jobs?tag=Animation shows no job; if there should be"
                + " some, check ci.tags, ci.queue.ids and ci.queue.types");
  }

  @Test
  void anIllFormedJobSaysNothingOfTheSettings() throws Exception {
    service.faults().when(request -> true, Faults.ALWAYS, Fault.illFormed());

    assertThat(complaints("")).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void onlyWarnsOfAClockThatItCanCorrect() throws Exception {
    startAnHourAhead();
    addAJob();

    assertThat(complaints("")).isEmpty();
    assertThat(warnings)
        .singleElement()
        .asString()
        .matches(
            "The clock of this machine is (3599|3600) s behind the service's, which refused it; the"
                + " connector goes by the service's, but set the clock");
    assertThat(service.requests().requests()).hasSize(2);
  }

  @Test
  void findsAClockThatItCannotCorrect() throws Exception {
    startAnHourAhead();
    service.faults().when(request -> true, Faults.ALWAYS, Fault.wrongDate(HOUR.negated()));

    assertThat(complaints(""))
        .containsExactly(
            "ci.secret.key: "
                + LISTING
                + "was refused with HTTP 401 SignatureExpired \"The signature is not valid at this"
                + " time\": the clock is right, so check ci.secret.id, ci.secret.key and"
                + " ci.session.token");
  }

  @Test
  void putsAProxyThatRefusesOnItsHost() throws Exception {
    try (ConnectProxy proxy = ConnectProxy.asking("somebody else")) {
      assertThat(
              complaints(
                  "proxy.host=127.0.0.1;proxy.user=someone;proxy.password=sesame;proxy.port="
                      + proxy.port()))
          .containsExactly(
              "proxy.host: "
                  + LISTING
                  + "got no answer from "
                  + service.endpoint()
                  + " through the proxy 127.0.0.1:"
                  + proxy.port()
                  + " (the proxy refuses with HTTP 407): check proxy.user and proxy.password");
    }
  }

  private void startAnHourAhead() {
    service.close();
    service = StandIn.start(() -> clock.instant().plus(HOUR));
  }

  private List<String> complaints(String changes) throws Exception {
    Validation validation = Validation.of(service, changes);
    warnings.addAll(validation.warnings());
    return validation.complaints();
  }
}
