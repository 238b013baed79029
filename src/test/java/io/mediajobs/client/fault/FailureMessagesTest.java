package io.mediajobs.client.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.mediajobs.client.credentials.Credentials;
import io.mediajobs.client.credentials.Redaction;
import io.mediajobs.client.http.ClientSettings;
import io.mediajobs.client.http.Clients;
import io.mediajobs.client.http.HttpAnswer;
import io.mediajobs.client.http.ServiceClock;
import io.mediajobs.client.page.MalformedPageException;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobQuery.Order;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.Jobs;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public class FailureMessagesTest {

  private static final Instant NOW = Instant.parse("2022-06-28T15:23:12Z");
  public static final String LISTING = "Listing b-1/jobs?tag=Transcode&queueId=p1 ";

  private final ServiceClock clock = new ServiceClock(InstantSource.fixed(NOW));

  @Test
  void throttlesOn429() {
    JobsApiException fault = fault(429, error("SlowDown", "Please reduce your rate."), "2", null);
    assertThat(fault.kind()).isEqualTo(Kind.THROTTLED);
    assertThat(fault.status()).isEqualTo(429);
    assertThat(fault.retryAfter()).isEqualTo(Duration.ofSeconds(2));
    assertThat(fault)
        .hasMessage(
            LISTING
                + "was throttled with HTTP 429 SlowDown \"Please reduce your rate.\""
                + " (request id r1): lower requests.per.second if this lasts")
        .hasNoCause();
  }

  @Test
  void throttlesOn503OnlyIfItSaysSo() {
    assertThat(fault(503, error("SlowDown", ""), null, null).kind()).isEqualTo(Kind.THROTTLED);
    assertThat(fault(503, error("ServiceUnavailable", ""), null, null).kind())
        .isEqualTo(Kind.RETRY);
  }

  @Test
  void comparesADateWithTheServicesTime() {
    String date = "Tue, 28 Jun 2022 15:24:12 GMT";
    assertThat(fault(429, "", date, NOW.plusSeconds(50)).retryAfter())
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(fault(503, "", date, null).retryAfter()).isEqualTo(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 599, 408, 204, 206})
  void retriesWhatPasses(int status) {
    JobsApiException fault = fault(status, "", null, null);
    assertThat(fault.kind()).isEqualTo(Kind.RETRY);
    assertThat(fault.status()).isEqualTo(status);
    assertThat(fault.retryAfter()).isNull();
    assertThat(fault)
        .hasMessage(
            LISTING
                + "failed with HTTP "
                + status
                + " (request id r1): nothing to do unless it lasts, then report the request id to"
                + " Tencent Cloud");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "301|PermanentRedirect|check ci.region, ci.bucket and ci.endpoint",
        "307|TemporaryRedirect|check ci.region, ci.bucket and ci.endpoint",
        "404|InvalidUrl|check ci.region, ci.bucket and ci.endpoint",
        "400|InvalidHost|check ci.region, ci.bucket and ci.endpoint",
        "400|InvalidArgument|check ci.tags, ci.queue.ids, ci.queue.types and ci.job.path",
        "401|InvalidAuthorization|check ci.secret.id and ci.secret.key",
        "401|SecretidNotExist|check ci.secret.id and ci.secret.key",
        "401|AccessDenied|check ci.secret.id and ci.secret.key",
        "403|SignatureDoesNotMatch|check ci.secret.id and ci.secret.key",
        "403|ExpiredToken|check ci.secret.id and ci.secret.key",
        "404|NoSuchBucket|check ci.region, ci.bucket and ci.endpoint",
        "400|MediaBucketUnBinded|bind the bucket to Cloud Infinite",
        "400|QueueNotFound|check ci.queue.ids",
        "403|AccessDenied|grant the key the action ci:DescribeMediaJobs on bucket b-1",
        "451|UnavailableForLegalReasons|look the code up in the error codes of Cloud Infinite",
        "501|NotImplemented|look the code up in the error codes of Cloud Infinite"
      })
  void refusesWithAdvice(int status, String code, String advice) {
    JobsApiException fault = fault(status, error(code, "No."), "9", NOW.plusSeconds(900));
    assertThat(fault.kind()).isEqualTo(Kind.REFUSED);
    assertThat(fault.status()).isEqualTo(status);
    assertThat(fault)
        .hasMessage(
            LISTING
                + "was refused with HTTP "
                + status
                + " "
                + code
                + " \"No.\" (request id r1): "
                + advice)
        .hasNoCause();
    assertThat(clock.offset()).isZero();
  }

  /** Whether one job is at fault, or all look-ups are, only other look-ups tell. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404|JobNotFound|check ci.region, ci.bucket and ci.endpoint",
        "400|InvalidArgument|check ci.tags, ci.queue.ids, ci.queue.types and ci.job.path"
      })
  void refusesALookUpWithItsStatus(int status, String code, String advice) {
    JobSource source = new JobSource("b-1", "ap-chongqing", "/jobs", "T", null, null);
    JobsApiException fault =
        faults(new LookUp(source, List.of(new JobId("jmade0001"))))
            .status(
                answer(status, error(code, "the job does not exist"), null, null),
                clock,
                Duration.ZERO);
    assertThat(fault.kind()).isEqualTo(Kind.REFUSED);
    assertThat(fault.status()).isEqualTo(status);
    assertThat(fault)
        .hasMessage(
            "Looking up 1 job of b-1/jobs?tag=T was refused with HTTP "
                + status
                + " "
                + code
                + " \"the job does not exist\" (request id r1): "
                + advice);
  }

  @ParameterizedTest
  @CsvSource({
    "/jobs, the action ci:DescribeMediaJobs on bucket b-1, the action ci:DescribeMediaJob on bucket b-1",
    "/asr_jobs, the action ci:DescribeAsrJobs on bucket b-1, the action ci:DescribeAsrJob on bucket b-1",
    "/pic_jobs, the action ci:DescribePicProcessJobs on bucket b-1, the action ci:DescribePicProcessJob on bucket b-1",
    "/doc_jobs, the action ci:DescribeDocProcessJobs on bucket b-1, the action ci:DescribeDocProcessJob on bucket b-1",
    "/ai_jobs, permission to list jobs on /ai_jobs, permission to look up jobs on /ai_jobs"
  })
  void namesThePermissionThatIsMissing(String path, String listing, String lookUp) {
    JobSource source = new JobSource("b-1", "ap-chongqing", path, "T", null, null);
    HttpAnswer answer = new HttpAnswer(403, null, null, null, null, new byte[0], false);
    assertThat(faults(listing(source)).status(answer, clock, Duration.ZERO))
        .hasMessage(
            "Listing b-1" + path + "?tag=T was refused with HTTP 403: grant the key " + listing);
    assertThat(
            faults(new LookUp(source, List.of(new JobId("j1"), new JobId("j2"))))
                .status(answer, clock, Duration.ZERO))
        .hasMessage(
            "Looking up 2 jobs of b-1"
                + path
                + "?tag=T was refused with HTTP 403: grant the key "
                + lookUp);
  }

  @ParameterizedTest
  @CsvSource({
    "401, SignatureExpired, expired",
    "403, RequestTimeTooSkewed, skewed",
    "403, AccessDenied, Request has expired"
  })
  void correctsTheClock(int status, String code, String message) {
    JobsApiException fault = fault(status, error(code, message), null, NOW.plusSeconds(-900));
    assertThat(fault.kind()).isEqualTo(Kind.CLOCK);
    assertThat(fault.reason()).isEqualTo(Reason.CLOCK);
    assertThat(fault.status()).isEqualTo(status);
    assertThat(fault)
        .hasMessage(
            LISTING
                + "was refused with HTTP "
                + status
                + " "
                + code
                + " \""
                + message
                + "\" (request id r1): this machine's clock is not the service's, whose time is"
                + " used from now on");
    assertThat(clock.offset()).isEqualTo(Duration.ofSeconds(-900));
    assertThat(clock.now(clock.offset())).isEqualTo(NOW.minusSeconds(900));
  }

  @Test
  void blamesTheClockOnlyOnce() {
    String expired = error("SignatureExpired", "expired");
    HttpAnswer answer = answer(401, expired, null, NOW.plusSeconds(900));
    FailureMessages faults = faults(listing());
    assertThat(faults.status(answer, clock, Duration.ZERO).kind()).isEqualTo(Kind.CLOCK);
    // Another thread, whose request was signed before the correction.
    assertThat(faults.status(answer, clock, Duration.ZERO).kind()).isEqualTo(Kind.CLOCK);
    HttpAnswer near = answer(401, expired, null, NOW.plusSeconds(905));
    JobsApiException refused = faults.status(near, clock, clock.offset());
    assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
    assertThat(refused.reason()).isEqualTo(Reason.CLOCK);
    assertThat(refused)
        .hasMessage(
            LISTING
                + "was refused with HTTP 401 SignatureExpired \"expired\" (request id r1): the"
                + " clock is right, so check ci.secret.id, ci.secret.key and ci.session.token");
    assertThat(clock.offset()).isEqualTo(Duration.ofSeconds(900));
  }

  @Test
  void cannotCorrectTheClockWithoutADate() {
    JobsApiException fault = fault(401, error("SignatureExpired", "expired"), null, null);
    assertThat(fault.kind()).isEqualTo(Kind.REFUSED);
    assertThat(fault.reason()).isEqualTo(Reason.CLOCK);
    assertThat(fault)
        .hasMessage(
            LISTING
                + "was refused with HTTP 401 SignatureExpired \"expired\" (request id r1): set this"
                + " machine's clock, the answer has no Date header to correct it by");
  }

  @Test
  void takesTheRequestIdFromTheBodyWhereNoHeaderHasIt() {
    byte[] body =
        "<Error><Code>C</Code><RequestId>r2</RequestId></Error>".getBytes(StandardCharsets.UTF_8);
    assertThat(
            faults(listing())
                .status(
                    new HttpAnswer(404, null, null, null, null, body, false), clock, Duration.ZERO)
                .getMessage())
        .contains("with HTTP 404 C (request id r2): ");
  }

  @Test
  void doesNotReadAPageToSeeWhetherItIsAnError() {
    FailureMessages faults = faults(listing());
    HttpAnswer page = answer(200, "<Response/>", null, null);
    faults.isAboutKey(page);

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(faults.isAboutKey(page)).isFalse();
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
  }

  @Test
  void wordsUnreadablePages() {
    JobsApiException fault =
        faults(listing())
            .malformed(
                answer(200, "", null, null),
                new MalformedPageException("is cut off at line 3, column 7"));
    assertThat(fault.kind()).isEqualTo(Kind.UNREADABLE);
    assertThat(fault.reason()).isEqualTo(Reason.PLACE);
    assertThat(fault.status()).isEqualTo(200);
    assertThat(fault)
        .hasMessage(
            LISTING
                + "got an unreadable page with HTTP 200 (request id r1), which is cut off at line"
                + " 3, column 7: if it stays so, check that ci.endpoint is the job API")
        .hasNoCause();
  }

  private JobsApiException fault(int status, String body, String retryAfter, Instant date) {
    return faults(listing()).status(answer(status, body, retryAfter, date), clock, Duration.ZERO);
  }

  private static HttpAnswer answer(int status, String body, String retryAfter, Instant date) {
    return new HttpAnswer(
        status, date, retryAfter, "r1", null, body.getBytes(StandardCharsets.UTF_8), false);
  }

  private static String error(String code, String message) {
    return "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
  }

  public static FailureMessages faults(JobQuery query) {
    ClientSettings settings =
        Clients.of(URI.create("https://b-1.example"))
            .connectTimeout(Duration.ofSeconds(5))
            .settings();
    return new FailureMessages(
        RequestLabel.of(query),
        settings,
        new Redaction(new Credentials("AKIDexample", "key-example", null)),
        "check ci.secret.id and ci.secret.key");
  }

  public static JobQuery listing() {
    return listing(new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", "p1", null));
  }

  private static JobQuery listing(JobSource source) {
    return new Listing(source, Jobs.NO_FILTER, Order.ASC, 100, null, List.of(), null, null);
  }
}
