package io.mediajobs.client;

import static io.mediajobs.client.Asking.CREDENTIALS;
import static io.mediajobs.client.Asking.LISTING;
import static io.mediajobs.client.Asking.NOW;
import static io.mediajobs.client.Asking.OK;
import static io.mediajobs.client.Asking.PAGE;
import static io.mediajobs.client.Asking.TEMPORARY;
import static io.mediajobs.client.Asking.api;
import static io.mediajobs.client.Asking.fault;
import static io.mediajobs.client.Asking.settings;
import static io.mediajobs.client.LoopbackService.bytes;
import static io.mediajobs.client.LoopbackService.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.client.LoopbackService.Request;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are none, or no good one. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpJobsApiFailureTest {

  @Test
  void takesAnHtmlPageAsUnreadable() throws Exception {
    try (LoopbackService service =
            LoopbackService.answering(OK, "<!DOCTYPE html><html><body>Login</body></html>");
        HttpJobsApi api = api(service, CREDENTIALS)) {
      JobsApiException fault = fault(api);
      assertThat(fault.kind()).isEqualTo(Kind.UNREADABLE);
      assertThat(fault.status()).isEqualTo(200);
      assertThat(fault)
          .hasMessage(
              "Listing b-1/jobs?tag=Transcode got an unreadable page with HTTP 200, which has a"
                  + " document type declaration, as an HTML page does, at line 1, column 1: if it"
                  + " stays so, check that ci.endpoint is the job API");
    }
  }

  @Test
  void salvagesAPageOnlyWhereThatIsAskedFor() throws Exception {
    String page = PAGE.replace("</Response>", "<JobsDetail></Message></JobsDetail></Response>");
    try (LoopbackService service = LoopbackService.answering(OK, page);
        HttpJobsApi api = api(service, CREDENTIALS)) {
      assertThat(fault(api).kind()).isEqualTo(Kind.UNREADABLE);
      JobPage salvaged = api.ask(new JobQuery.Salvage(LISTING));
      assertThat(salvaged.jobs()).hasSize(1);
      assertThat(salvaged.serviceTime()).isEqualTo(NOW);
      assertThat(salvaged.unreadable().get(0).request())
          .isEqualTo(service.requests.get(1).target())
          .startsWith("/jobs?tag=Transcode&");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 1001", "Connection: close", "Transfer-Encoding: chunked"})
  void readsNoMoreThanTheLimit(String framing) throws Exception {
    boolean chunked = framing.endsWith("chunked");
    String piece = (chunked ? "64\r\n" : "") + " ".repeat(100) + (chunked ? "\r\n" : "");
    Endless answer = new Endless(OK + "\r\n" + framing, piece);
    try (LoopbackService service = new LoopbackService(answer);
        HttpJobsApi api = api(service, CREDENTIALS)) {
      JobsApiException fault = fault(api);
      assertThat(fault.kind()).isEqualTo(Kind.TOO_LARGE);
      assertThat(fault.status()).isEqualTo(200);
      assertThat(fault)
          .hasMessage(
              "Listing b-1/jobs?tag=Transcode got an answer longer than 1000 bytes: raise"
                  + " response.max.bytes or lower page.size");
      answer.assertLeftSoon();
    }
  }

  /** Writes without end, which only the client can put to this, and counts how much it takes. */
  private static final class Endless implements LoopbackService.Script {

    private final String head;
    private final byte[] piece;
    private final CompletableFuture<Long> taken = new CompletableFuture<>();

    private Endless(String head, String piece) {
      this.head = head;
      this.piece = bytes(piece.repeat(100));
    }

    @Override
    public void answer(Request request, Socket connection, OutputStream out) {
      long written = 0;
      try {
        out.write(bytes(head + "\r\n\r\n"));
        while (true) {
          out.write(piece);
          written += piece.length;
        }
      } catch (IOException gone) {
        taken.complete(written);
      }
    }

    /** What lies in buffers on the way is far less than what is read until the deadline. */
    void assertLeftSoon() throws Exception {
      assertThat(taken.get()).isLessThan(100_000_000);
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
    Endless answer = new Endless("HTTP/1.1 503 X\r\nConnection: close", "x".repeat(100));
    try (LoopbackService service = new LoopbackService(answer);
        HttpJobsApi api = api(service, CREDENTIALS)) {
      assertThat(fault(api).status()).isEqualTo(503);
      answer.assertLeftSoon();
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
    try (HttpJobsApi api = api(settings(endpoint, 60_000), CREDENTIALS)) {
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
}
