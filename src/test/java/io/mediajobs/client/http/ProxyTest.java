package io.mediajobs.client.http;

import static io.mediajobs.client.Asking.CREDENTIALS;
import static io.mediajobs.client.Asking.LISTING;
import static io.mediajobs.client.Asking.OK;
import static io.mediajobs.client.Asking.PAGE;
import static io.mediajobs.client.Asking.api;
import static io.mediajobs.client.Asking.by;
import static io.mediajobs.client.Asking.fault;
import static io.mediajobs.client.Asking.settings;
import static io.mediajobs.client.LoopbackService.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.client.HttpJobsApi;
import io.mediajobs.client.LoopbackService;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.standin.Certificates;
import io.mediajobs.standin.ConnectProxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A proxy on the way: what it gets to see, and what it can do wrong. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class ProxyTest {

  /** Never looked up or connected to: only the proxy is. */
  private static final URI SERVICE = URI.create("https://b-1.example");

  private static final String BASIC = "Basic c29tZW9uZTpzZXNhbWU=";

  @TempDir static Path folder;
  private static Certificates certificates;
  private static SSLContext tls;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new Certificates(folder);
    tls = TrustStore.open(Files.readAllBytes(certificates.trustStore("PEM")), "PEM", null);
  }

  @Test
  void showsTheProxyNothingButTheTunnel() throws Exception {
    try (ConnectProxy proxy = ConnectProxy.asking(BASIC);
        LoopbackService service = overTls();
        HttpJobsApi api =
            api(by(settings(service.endpoint(), 10_000), asked(proxy), tls), CREDENTIALS)) {
      assertThat(api.ask(LISTING).jobs()).hasSize(1);
      assertThat(api.ask(LISTING).jobs()).hasSize(1);

      // One tunnel does for both.
      assertThat(proxy.heads)
          .singleElement()
          .asString()
          .startsWith("CONNECT " + service.endpoint().getAuthority() + " HTTP/1.1\r\n")
          .doesNotContain("q-sign", CREDENTIALS.secretId());
      assertThat(service.requests)
          .hasSize(2)
          .allSatisfy(request -> assertThat(request.target()).startsWith("/jobs?"))
          .allSatisfy(
              request -> assertThat(request.headers()).doesNotContainKey("proxy-authorization"));
    }
  }

  @Test
  void passesPlainHttpThroughTheProxyToo() throws Exception {
    try (ConnectProxy proxy = ConnectProxy.asking(BASIC);
        LoopbackService service = LoopbackService.answering(OK, PAGE);
        HttpJobsApi api =
            api(by(settings(service.endpoint(), 10_000), asked(proxy), null), CREDENTIALS)) {
      assertThat(api.ask(LISTING).jobs()).hasSize(1);
      assertThat(proxy.heads.get(0)).startsWith("GET " + service.endpoint() + "/jobs?");
      assertThat(service.requests.get(0).headers())
          .containsEntry("host", service.endpoint().getAuthority());
    }
    try (ConnectProxy proxy = ConnectProxy.asking("somebody else");
        HttpJobsApi api =
            api(
                by(settings(URI.create("http://b-1.example"), 10_000), asked(proxy), null),
                CREDENTIALS)) {
      assertThat(fault(api).getMessage()).contains("the proxy refuses with HTTP 407");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "407|REFUSED|check proxy.user and proxy.password",
        "403|REFUSED|check that the proxy may, and can, connect to b-1.example",
        "302|REFUSED|check that the proxy may, and can, connect to b-1.example",
        "429|RETRY|check that the proxy may, and can, connect to b-1.example",
        "502|RETRY|check that the proxy may, and can, connect to b-1.example",
        "504|RETRY|check that the proxy may, and can, connect to b-1.example"
      })
  void tellsTheAnswersOfTheProxyFromTheServices(int status, Kind kind, String advice)
      throws Exception {
    String head =
        "HTTP/1.1 "
            + status
            + " sesame\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0";
    try (ConnectProxy proxy = new ConnectProxy(request -> head);
        HttpJobsApi api = api(by(settings(SERVICE, 10_000), asked(proxy), tls), CREDENTIALS)) {
      JobsApiException fault = fault(api);
      assertThat(fault)
          .hasMessage(
              "Listing b-1/jobs?tag=Transcode got no answer from https://b-1.example through the"
                  + " proxy 127.0.0.1:"
                  + proxy.port()
                  + " (the proxy refuses with HTTP "
                  + status
                  + "): "
                  + advice)
          .hasNoCause();
      assertThat(fault.kind()).isEqualTo(kind);
      assertThat(fault.status()).isEqualTo(status);
      assertThat(fault.reason()).isEqualTo(Reason.NETWORK);
      // A refused user is not tried once more.
      assertThat(proxy.heads).hasSize(1);
    }
  }

  @Test
  void neverSendsAPasswordThatTheServiceAsksFor() throws Exception {
    try (ConnectProxy proxy = ConnectProxy.asking(BASIC);
        LoopbackService service =
            new LoopbackService(
                (request, connection, out) ->
                    out.write(whole("HTTP/1.1 407 X\r\nProxy-Authenticate: Basic realm=\"x\"", "")),
                certificates.server(Certificates.GOOD));
        HttpJobsApi api =
            api(by(settings(service.endpoint(), 10_000), asked(proxy), tls), CREDENTIALS)) {
      assertThat(fault(api).getMessage()).contains("was refused with HTTP 407");
      assertThat(service.requests).hasSize(1);
      assertThat(service.requests.get(0).headers()).doesNotContainKey("proxy-authorization");
    }
  }

  @Test
  void saysThatTheProxyIsNotThere() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      free = socket.getLocalPort();
    }
    try (HttpJobsApi api =
        api(
            by(settings(SERVICE, 10_000), new Proxy("127.0.0.1", free, null, null), tls),
            CREDENTIALS)) {
      assertThat(fault(api).getMessage())
          .contains("through the proxy 127.0.0.1:" + free + " (", "Connection refused")
          .endsWith("): check the network, proxy.host and proxy.port if this lasts");
    }
    try (HttpJobsApi api =
        api(
            by(settings(SERVICE, 10_000), new Proxy("proxy.invalid", 1, null, null), tls),
            CREDENTIALS)) {
      assertThat(fault(api).getMessage())
          .endsWith(
              " through the proxy proxy.invalid:1 (the host name of the proxy is unknown): check the"
                  + " network, proxy.host and proxy.port if this lasts");
    }
  }

  /** Where the way to the service ends: at a proxy that says nothing, or behind its tunnel. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void theDeadlineHoldsWhileTheTunnelIsMade(boolean tunnel) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        ConnectProxy proxy = tunnel ? ConnectProxy.open() : new ConnectProxy(head -> null);
        HttpJobsApi api =
            api(
                by(
                    settings(URI.create("https://127.0.0.1:" + silent.getLocalPort()), 300),
                    new Proxy("127.0.0.1", proxy.port(), null, null),
                    tls),
                CREDENTIALS)) {
      assertThat(fault(api))
          .hasMessage(
              "Listing b-1/jobs?tag=Transcode got no complete answer from https://127.0.0.1:"
                  + silent.getLocalPort()
                  + " through the proxy 127.0.0.1:"
                  + proxy.port()
                  + " within 300 ms: check the network, or raise request.timeout.ms");
    }
  }

  @Test
  void closingAbandonsATunnelThatIsBeingMade() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    try (ConnectProxy proxy =
        new ConnectProxy(
            head -> {
              arrived.countDown();
              return null;
            })) {
      HttpJobsApi api = api(by(settings(SERVICE, 10_000), asked(proxy), tls), CREDENTIALS);
      CompletableFuture<JobsApiException> fault = CompletableFuture.supplyAsync(() -> fault(api));
      arrived.await();
      api.close();
      assertThat(fault.get(60, TimeUnit.SECONDS))
          .hasMessage("Listing b-1/jobs?tag=Transcode was abandoned: the client has been closed");
    }
  }

  @Test
  void keepsThePasswordToItself() {
    Proxy proxy = new Proxy("::1", 3128, "someone", "sesame");
    assertThat(proxy).hasToString("Proxy[[::1]:3128, user and password ****]");
    assertThat(proxy.authorization()).isEqualTo(BASIC);
    assertThat(settings(SERVICE, 1).toString() + by(settings(SERVICE, 1), proxy, null))
        .doesNotContain("sesame");
    assertThat(new Proxy("p.example", 1, null, null)).hasToString("Proxy[p.example:1]");
    assertThat(new Proxy("p.example", 1, null, null).authorization()).isNull();
  }

  private static LoopbackService overTls() throws Exception {
    return new LoopbackService(
        (request, connection, out) -> out.write(whole(OK, PAGE)),
        certificates.server(Certificates.GOOD));
  }

  private static Proxy asked(ConnectProxy proxy) {
    return new Proxy("127.0.0.1", proxy.port(), "someone", "sesame");
  }
}
