package io.mediajobs.client;

import static io.mediajobs.client.LoopbackService.bytes;
import static io.mediajobs.client.LoopbackService.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mediajobs.client.LoopbackService.Request;
import io.mediajobs.client.Signature.KeyTime;
import io.mediajobs.job.JobId;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobQuery.Filter;
import io.mediajobs.job.JobQuery.Listing;
import io.mediajobs.job.JobQuery.LookUp;
import io.mediajobs.job.JobQuery.Order;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class HttpJobsApiTest {

  static final String OK = "HTTP/1.1 200 OK\r\nDate: Tue, 28 Jun 2022 15:23:12 GMT";
  static final String PAGE =
      "<Response><JobsDetail><JobId>j1</JobId><State>Running</State></JobsDetail></Response>";
  static final Credentials CREDENTIALS =
      new Credentials("AKIDexample0001", "key-example-0001", null);
  private static final Credentials TEMPORARY =
      new Credentials("AKIDexample0001", "key-example-0001", "token/example+0001");
  private static final Instant NOW = Instant.parse("2022-06-28T15:23:12Z");
  private static final JobSource SOURCE =
      new JobSource("b-1", "ap-chongqing", "/jobs", "Transcode", null, null);
  static final JobQuery LISTING =
      new Listing(SOURCE, Filter.NONE, Order.ASC, 100, "a b+", List.of(), NOW, null);

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
      api.ask(new LookUp(SOURCE, List.of(new JobId("j1"), new JobId("odd/ id?é"))));

      assertThat(service.requests)
          .extracting(Request::line)
          .containsExactly(
              "GET /jobs?tag=Transcode&orderByTime=Asc&nextToken=a%20b%2B&size=100"
                  + "&startCreationTime=2022-06-28T23%3A23%3A12%2B0800 HTTP/1.1",
              "GET /jobs/j1,odd%2F%20id%3F%C3%A9 HTTP/1.1");
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
    try (LoopbackService service =
            new LoopbackService(
                (request, connection, out) -> {
                  out.write(whole(OK, PAGE));
                  if (request.target().startsWith("/jobs/")) {
                    connection.close();
                  }
                });
        HttpJobsApi api = api(service, CREDENTIALS)) {
      api.ask(LISTING);
      api.ask(LISTING);
      assertThat(service.connections).hasValue(1);
      for (int i = 0; i < 20; i++) {
        api.ask(new LookUp(SOURCE, List.of(new JobId("j1"))));
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
                settings(service.endpoint(), 1000),
                () -> rotating.get(service.requests.size()),
                InstantSource.fixed(NOW))) {
      api.ask(LISTING);
      api.ask(LISTING);
      assertSigned(service.requests.get(0), CREDENTIALS, NOW);
      assertSigned(service.requests.get(1), TEMPORARY, NOW);
    }
  }

  @Test
  void takesAnHtmlPageAsUnreadable() throws Exception {
    try (LoopbackService service =
            LoopbackService.answering(OK, "<!DOCTYPE html><html><body>Login</body></html>");
        HttpJobsApi api = api(service, CREDENTIALS)) {
      JobsApiException fault = fault(api);
      assertThat(fault.kind()).isEqualTo(Kind.RETRY);
      assertThat(fault.status()).isEqualTo(200);
      assertThat(fault)
          .hasMessage(
              "Listing b-1/jobs?tag=Transcode got an unreadable page with HTTP 200, which has a"
                  + " document type declaration, as an HTML page does, at line 1, column 1: if it"
                  + " stays so, check that ci.endpoint is the job API");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 1001", "Connection: close", "Transfer-Encoding: chunked"})
  void readsNoMoreThanTheLimit(String framing) throws Exception {
    boolean chunked = framing.endsWith("chunked");
    String piece = (chunked ? "64\r\n" : "") + " ".repeat(100) + (chunked ? "\r\n" : "");
    try (LoopbackService service =
            new LoopbackService(
                (request, connection, out) -> {
                  out.write(bytes(OK + "\r\n" + framing + "\r\n\r\n"));
                  // Without end: only the client can end this.
                  while (true) {
                    out.write(bytes(piece));
                  }
                });
        HttpJobsApi api = api(service, CREDENTIALS)) {
      JobsApiException fault = fault(api);
      assertThat(fault.kind()).isEqualTo(Kind.RETRY);
      assertThat(fault.status()).isEqualTo(200);
      assertThat(fault)
          .hasMessage(
              "Listing b-1/jobs?tag=Transcode got an answer longer than 1000 bytes: raise"
                  + " response.max.bytes or lower page.size");
    }
  }

  @Test
  void readsAnAnswerOfExactlyTheLimit() throws Exception {
    try (LoopbackService service =
            LoopbackService.answering(OK, PAGE + " ".repeat(1000 - PAGE.length()));
        HttpJobsApi api = api(service, CREDENTIALS)) {
      assertThat(api.ask(LISTING).jobs()).hasSize(1);
      assertThat(api.ask(LISTING).jobs()).hasSize(1);
      assertThat(service.connections).hasValue(1);
    }
  }

  @Test
  void keepsTheStatusOfAnErrorWhoseBodyIsEndless() throws Exception {
    try (LoopbackService service =
            new LoopbackService(
                (request, connection, out) -> {
                  out.write(bytes("HTTP/1.1 503 X\r\nConnection: close\r\n\r\n"));
                  while (true) {
                    out.write(bytes("x".repeat(100)));
                  }
                });
        HttpJobsApi api = api(service, CREDENTIALS)) {
      assertThat(fault(api).status()).isEqualTo(503);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 500\r\n\r\n" + PAGE,
        "Transfer-Encoding: chunked\r\n\r\n55\r\n" + PAGE + "\r\n",
        "Transfer-Encoding: chunked\r\n\r\nff\r\n" + PAGE
      })
  void takesACutAnswerAsNone(String rest) throws Exception {
    try (LoopbackService service =
            new LoopbackService(
                (request, connection, out) -> {
                  out.write(bytes(OK + "\r\n" + rest));
                  connection.close();
                });
        HttpJobsApi api = api(service, CREDENTIALS)) {
      noAnswer(service, fault(api), "the connection was closed too early");
    }
  }

  @Test
  void retriesAfterAReset() throws Exception {
    try (LoopbackService service =
            new LoopbackService(
                (request, connection, out) -> {
                  connection.setSoLinger(true, 0);
                  connection.close();
                });
        HttpJobsApi api = api(service, CREDENTIALS)) {
      noAnswer(service, fault(api), "SocketException: Connection reset");
    }
  }

  @Test
  void showsNothingOfWhatIsNotHttp() throws Exception {
    try (LoopbackService service =
            new LoopbackService(
                (request, connection, out) -> {
                  out.write(bytes("HTTP/1.1 200 OK\r\nsecret of a stranger\r\n\r\n"));
                  connection.close();
                });
        HttpJobsApi api = api(service, CREDENTIALS)) {
      JobsApiException fault = fault(api);
      noAnswer(service, fault, "what came back is not HTTP");
      assertThat(fault).hasNoCause();
    }
  }

  @Test
  void saysWhenNobodyListens() throws Exception {
    URI endpoint;
    try (LoopbackService service = LoopbackService.answering(OK, PAGE)) {
      endpoint = service.endpoint();
    }
    try (HttpJobsApi api = api(settings(endpoint, 1000), CREDENTIALS)) {
      JobsApiException fault = fault(api);
      assertThat(fault.kind()).isEqualTo(Kind.RETRY);
      assertThat(fault.status()).isZero();
      assertThat(fault.getMessage())
          .startsWith("Listing b-1/jobs?tag=Transcode got no answer from " + endpoint + " (")
          .endsWith("Connection refused): check the network and ci.endpoint if this lasts");
    }
  }

  @Test
  void saysWhenTlsFails() throws Exception {
    try (ServerSocket noTls = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Thread server =
          new Thread(
              () -> {
                try (Socket socket = noTls.accept()) {
                  socket.getOutputStream().write(bytes("220 not TLS\r\n"));
                  socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException gone) {
                  // The client hung up.
                }
              });
      server.start();
      URI endpoint = URI.create("https://127.0.0.1:" + noTls.getLocalPort());
      try (HttpJobsApi api = api(settings(endpoint, 10_000), CREDENTIALS)) {
        JobsApiException fault = fault(api);
        assertThat(fault.kind()).isEqualTo(Kind.RETRY);
        assertThat(fault)
            .hasMessage(
                "Listing b-1/jobs?tag=Transcode got no answer from "
                    + endpoint
                    + " (TLS failed: Unsupported or unrecognized SSL message): check the network"
                    + " and ci.endpoint if this lasts");
      }
      server.join();
    }
  }

  @Test
  void neverShowsASecretThatTheServiceEchoes() throws Exception {
    try (LoopbackService service =
            new LoopbackService(
                (request, connection, out) -> {
                  String echo = request.line() + " " + request.headers();
                  out.write(
                      whole(
                          "HTTP/1.1 403 X\r\nx-ci-request-id: "
                              + request.headers().get("authorization"),
                          "<Error><Code>"
                              + TEMPORARY.secretKey()
                              + "</Code><Message>"
                              + echo.replace("&", "&amp;")
                              + "</Message><StringToSign>sha1 1;2</StringToSign></Error>"));
                });
        HttpJobsApi api = api(service, TEMPORARY)) {
      assertThat(fault(api).toString())
          .doesNotContain("AKID", "key-example", "token/example", "sha1", "q-sign")
          .contains("****");
    }
  }

  private static void noAnswer(LoopbackService service, JobsApiException fault, String reason) {
    assertThat(fault.kind()).isEqualTo(Kind.RETRY);
    assertThat(fault.status()).isZero();
    assertThat(fault)
        .hasMessage(
            "Listing b-1/jobs?tag=Transcode got no answer from "
                + service.endpoint()
                + " ("
                + reason
                + "): check the network and ci.endpoint if this lasts");
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

  static JobsApiException fault(HttpJobsApi api) {
    return catchThrowableOfType(JobsApiException.class, () -> api.ask(LISTING));
  }

  static HttpJobsApi api(LoopbackService service, Credentials credentials) {
    return api(settings(service.endpoint(), 10_000), credentials);
  }

  static HttpJobsApi api(ClientSettings settings, Credentials credentials) {
    return new HttpJobsApi(
        settings, CredentialsSource.fixed(credentials), InstantSource.fixed(NOW));
  }

  static ClientSettings settings(URI endpoint, int requestTimeout) {
    return new ClientSettings(
        endpoint,
        Duration.ofSeconds(5),
        Duration.ofMillis(requestTimeout),
        1000,
        2,
        "media-jobs-test");
  }
}
