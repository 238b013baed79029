package io.mediajobs.client;

import static io.mediajobs.client.Asking.CREDENTIALS;
import static io.mediajobs.client.Asking.LISTING;
import static io.mediajobs.client.Asking.NOW;
import static io.mediajobs.client.Asking.OK;
import static io.mediajobs.client.Asking.PAGE;
import static io.mediajobs.client.Asking.SOURCE;
import static io.mediajobs.client.Asking.TEMPORARY;
import static io.mediajobs.client.Asking.api;
import static io.mediajobs.client.Asking.fault;
import static io.mediajobs.client.Asking.settings;
import static io.mediajobs.client.LoopbackService.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.client.LoopbackService.Request;
import io.mediajobs.client.Signature.KeyTime;
import io.mediajobs.client.credentials.Credentials;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpJobsApiTest {

  @Test
  void readsAPageAndTheServicesTime() throws Exception {
    try (LoopbackService service = LoopbackService.answering(OK, PAGE);
        HttpJobsApi api = api(service, CREDENTIALS)) {
      JobPage page = api.ask(LISTING);
      assertThat(page.jobs()).hasSize(1);
      assertThat(page.serviceTime()).isEqualTo(NOW);
    }
  }

  @Test
  void signsWhatItSends() throws Exception {
    try (LoopbackService service = LoopbackService.answering(OK, PAGE);
        HttpJobsApi api = api(service, CREDENTIALS)) {
      api.ask(LISTING);
      api.ask(new LookUp(SOURCE, List.of(new JobId("j1"), new JobId("odd@id=&"))));

      assertThat(service.requests)
          .extracting(Request::line)
          .containsExactly(
              "GET /jobs?tag=Transcode&orderByTime=Asc&nextToken=a%20b%2B&size=100"
                  + "&startCreationTime=2022-06-28T23%3A23%3A12%2B0800 HTTP/1.1",
              "GET /jobs/j1,odd%40id%3D%26 HTTP/1.1");
      for (Request request : service.requests) {
        assertThat(request.headers())
            .containsOnlyKeys("host", "accept", "authorization", "connection", "user-agent")
            .containsEntry("host", service.endpoint().getAuthority())
            .containsEntry("accept", "application/xml")
            .containsEntry("user-agent", "media-jobs-test");
        assertSigned(request, CREDENTIALS, NOW);
      }
    }
  }

  @Test
  void sendsAndSignsTheSessionToken() throws Exception {
    try (LoopbackService service = LoopbackService.answering(OK, PAGE);
        HttpJobsApi api = api(service, TEMPORARY)) {
      api.ask(LISTING);
      Request request = service.requests.get(0);
      assertThat(request.headers()).containsEntry("x-ci-security-token", "token/example+0001");
      assertThat(request.headers().get("authorization"))
          .contains("&q-header-list=host;x-ci-security-token&");
      assertSigned(request, TEMPORARY, NOW);
    }
  }

  @Test
  void reusesAConnectionThatIsAliveAndNoOther() throws Exception {
    Semaphore closed = new Semaphore(0);
    try (LoopbackService service =
            new LoopbackService(
                (request, connection, out) -> {
                  out.write(whole(OK, PAGE));
                  if (request.target().startsWith("/jobs/")) {
                    connection.close();
                    closed.release();
                  }
                });
        HttpJobsApi api = api(service, CREDENTIALS)) {
      api.ask(LISTING);
      api.ask(LISTING);
      assertThat(service.connections).hasValue(1);
      for (int i = 0; i < 20; i++) {
        api.ask(new LookUp(SOURCE, List.of(new JobId("j1"))));
        // An end that has not come yet nobody can see.
        closed.acquire();
      }
    }
  }

  @Test
  void asksOnceWhateverTheStatus() throws Exception {
    String head = " X\r\nWWW-Authenticate: Basic realm=\"x\"\r\nRetry-After: 0\r\nLocation: /other";
    for (int status : new int[] {301, 302, 307, 401, 408, 429, 500, 502, 503, 504}) {
      try (LoopbackService service = LoopbackService.answering("HTTP/1.1 " + status + head, "");
          HttpJobsApi api = api(service, CREDENTIALS)) {
        assertThat(fault(api).status()).isEqualTo(status);
        assertThat(service.requests).hasSize(1);
      }
    }
  }

  @Test
  void explainsARefusal() throws Exception {
    String body = "<Error><Code>AccessDenied</Code><Message>Access Denied.</Message></Error>";
    try (LoopbackService service =
            LoopbackService.answering("HTTP/1.1 403 X\r\nx-ci-request-id: NjMx", body);
        HttpJobsApi api = api(service, CREDENTIALS)) {
      JobsApiException fault = fault(api);
      assertThat(fault.kind()).isEqualTo(Kind.REFUSED);
      assertThat(fault)
          .hasMessage(
              "Listing b-1/jobs?tag=Transcode was refused with HTTP 403 AccessDenied \"Access"
                  + " Denied.\" (request id NjMx): grant the key the action"
                  + " ci:DescribeMediaJobs on bucket b-1");
    }
  }

  @Test
  void honoursRetryAfterByTheServicesClock() throws Exception {
    try (LoopbackService service =
            LoopbackService.answering(
                "HTTP/1.1 429 X\r\nDate: Tue, 28 Jun 2022 16:00:00 GMT\r\n"
                    + "Retry-After: Tue, 28 Jun 2022 16:00:07 GMT",
                "");
        HttpJobsApi api = api(service, CREDENTIALS)) {
      JobsApiException fault = fault(api);
      assertThat(fault.kind()).isEqualTo(Kind.THROTTLED);
      assertThat(fault.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }
  }

  @Test
  void signsByTheServicesClockOnceItsOwnIsRefused() throws Exception {
    String head = "HTTP/1.1 401 X\r\nDate: Tue, 28 Jun 2022 16:23:12 GMT";
    try (LoopbackService service =
            LoopbackService.answering(head, "<Error><Code>SignatureExpired</Code></Error>");
        HttpJobsApi api = api(service, CREDENTIALS)) {
      assertThat(fault(api).kind()).isEqualTo(Kind.CLOCK);
      assertThat(fault(api).kind()).isEqualTo(Kind.REFUSED);
      assertSigned(service.requests.get(0), CREDENTIALS, NOW);
      assertSigned(service.requests.get(1), CREDENTIALS, NOW.plusSeconds(3600));
    }
  }

  @Test
  void asksForCredentialsEveryTime() throws Exception {
    List<Credentials> rotating = List.of(CREDENTIALS, TEMPORARY);
    try (LoopbackService service = LoopbackService.answering(OK, PAGE);
        HttpJobsApi api =
            new HttpJobsApi(
                settings(service.endpoint(), 60_000),
                () -> rotating.get(service.requests.size()),
                InstantSource.fixed(NOW))) {
      api.ask(LISTING);
      api.ask(LISTING);
      assertSigned(service.requests.get(0), CREDENTIALS, NOW);
      assertSigned(service.requests.get(1), TEMPORARY, NOW);
    }
  }

  /** Does what the service does: takes the request apart and signs it once more. */
  private static void assertSigned(Request request, Credentials credentials, Instant time) {
    String[] target = request.target().split("\\?");
    Map<String, String> params = new LinkedHashMap<>();
    if (target.length > 1) {
      for (String pair : target[1].split("&")) {
        String[] sides = pair.split("=", 2);
        params.put(decoded(sides[0]), decoded(sides[1]));
      }
    }
    String authorization = request.headers().get("authorization");
    Matcher keyTime = Pattern.compile("q-sign-time=(\\d+);(\\d+)&").matcher(authorization);
    assertThat(keyTime.find()).isTrue();
    KeyTime window =
        new KeyTime(
            Instant.ofEpochSecond(Long.parseLong(keyTime.group(1))),
            Instant.ofEpochSecond(Long.parseLong(keyTime.group(2))));
    assertThat(window).isEqualTo(KeyTime.around(time));
    assertThat(authorization)
        .isEqualTo(
            Signature.authorization(
                "GET", decoded(target[0]), params, request.headers(), credentials, window));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
