package io.mediajobs.client;

import static io.mediajobs.client.Asking.CREDENTIALS;
import static io.mediajobs.client.Asking.LISTING;
import static io.mediajobs.client.Asking.OK;
import static io.mediajobs.client.Asking.PAGE;
import static io.mediajobs.client.Asking.api;
import static io.mediajobs.client.Asking.by;
import static io.mediajobs.client.Asking.fault;
import static io.mediajobs.client.Asking.settings;
import static io.mediajobs.client.LoopbackService.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.client.credentials.Credentials;
import io.mediajobs.client.http.Proxy;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.log.CapturedLog;
import io.mediajobs.standin.ConnectProxy;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time, closing and what goes on beside the answer. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpJobsApiLifeTest {

  private static final String CLOSED =
      "Listing b-1/jobs?tag=Transcode was abandoned: the client has been closed";

  /** Where the service starts to dawdle: one byte now and then, for ever. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nX-Slow: ",
        OK + "\r\nContent-Length: 500\r\n\r\n",
        OK + "\r\nConnection: close\r\n\r\n<Response>"
      })
  void theDeadlineHoldsHoweverSlowlyTheAnswerComes(String start) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (LoopbackService service =
            new LoopbackService(
                (request, connection, out) -> {
                  out.write(bytes(start));
                  while (!never.await(10, TimeUnit.MILLISECONDS)) {
                    if (!start.isEmpty()) {
                      out.write(' ');
                      out.flush();
                    }
                  }
                });
        HttpJobsApi api = api(settings(service.endpoint(), 300), CREDENTIALS)) {
      JobsApiException fault = fault(api);
      assertThat(fault.kind()).isEqualTo(Kind.RETRY);
      assertThat(fault.status()).isZero();
      assertThat(fault)
          .hasMessage(
              "Listing b-1/jobs?tag=Transcode got no complete answer from "
                  + service.endpoint()
                  + " within 300 ms: check the network, or raise request.timeout.ms");
    } finally {
      never.countDown();
    }
  }

  @Test
  void theDeadlineKeepsTheStatusOfAnError() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (LoopbackService service =
        new LoopbackService(
            (request, connection, out) -> {
              out.write(bytes("HTTP/1.1 429 X\r\nContent-Length: 9\r\n\r\n<"));
              out.flush();
              never.await();
            })) {
      // On a busy machine the status may not be there by the deadline: then it is a later one.
      int deadline = 100;
      JobsApiException fault = faultWithin(deadline, service);
      while (fault.status() == 0) {
        deadline *= 2;
        fault = faultWithin(deadline, service);
      }
      assertThat(fault.kind()).isEqualTo(Kind.THROTTLED);
    } finally {
      never.countDown();
    }
  }

  private static JobsApiException faultWithin(int deadline, LoopbackService service)
      throws Exception {
    try (HttpJobsApi api = api(settings(service.endpoint(), deadline), CREDENTIALS)) {
      return fault(api);
    }
  }

  @Test
  void theDeadlineOfOneQuestionDoesNotTouchTheNext() throws Exception {
    try (LoopbackService service = LoopbackService.answering(OK, PAGE);
        HttpJobsApi api = api(service, CREDENTIALS)) {
      for (int i = 0; i < 50; i++) {
        api.ask(LISTING);
      }
      assertThat(service.connections).hasValue(1);
    }
  }

  /** Behind the first answer: all of another, or the rest of a body longer than was said. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatNobodyAskedForIsNotTheNextAnswer(boolean whole) throws Exception {
    String stranger = PAGE.replace("j1", "stranger");
    byte[] more = whole ? LoopbackService.whole(OK, stranger) : bytes(" <!-- the rest -->");
    try (LoopbackService service =
            new LoopbackService(
                (request, connection, out) -> {
                  ByteArrayOutputStream answer = new ByteArrayOutputStream();
                  answer.write(LoopbackService.whole(OK, PAGE));
                  answer.write(more);
                  out.write(answer.toByteArray());
                });
        HttpJobsApi api = api(service, CREDENTIALS)) {
      for (int i = 1; i <= 3; i++) {
        assertThat(api.ask(LISTING).jobs())
            .extracting(job -> job.id().value())
            .containsExactly("j1");
        assertThat(service.connections).hasValue(i);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X: y\r\n", "y"})
  void aHeadWithoutEndIsNotReadToItsEnd(String more) throws Exception {
    AtomicLong taken = new AtomicLong();
    try (LoopbackService service =
            new LoopbackService(
                (request, connection, out) -> {
                  out.write(bytes(OK + "\r\nX: "));
                  while (true) {
                    out.write(bytes(more.repeat(1000)));
                    taken.addAndGet(1000L * more.length());
                  }
                });
        HttpJobsApi api = api(service, CREDENTIALS)) {
      assertThat(fault(api)).hasMessageContaining("(what came back is not HTTP)");
      // What the buffers of both sockets take, and not all that fits the time or the memory.
      assertThat(taken.get()).isLessThan(32_000_000);
    }
  }

  @Test
  void closingAbandonsWhatIsUnderWay() throws Exception {
    int questions = 4; // Two at work, two that wait for a connection.
    CountDownLatch arrived = new CountDownLatch(2);
    CountDownLatch hungUp = new CountDownLatch(2);
    ExecutorService threads = Executors.newFixedThreadPool(questions);
    try (LoopbackService service =
        new LoopbackService(
            (request, connection, out) -> {
              arrived.countDown();
              try {
                connection.getInputStream().read();
              } finally {
                hungUp.countDown();
              }
            })) {
      HttpJobsApi api = api(service, CREDENTIALS);
      List<Future<JobsApiException>> faults = new ArrayList<>();
      for (int i = 0; i < questions; i++) {
        faults.add(threads.submit(() -> fault(api)));
      }
      arrived.await();

      api.close();
      for (Future<JobsApiException> fault : faults) {
        assertThat(fault.get()).hasMessage(CLOSED).hasNoCause();
        assertThat(fault.get().kind()).isEqualTo(Kind.RETRY);
      }
      assertThat(hungUp.await(60, TimeUnit.SECONDS)).isTrue();
      api.close();
      assertThat(fault(api)).hasMessage(CLOSED);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void closingLeavesNoThread() throws Exception {
    try (LoopbackService service = LoopbackService.answering(OK, PAGE)) {
      HttpJobsApi api = api(service, CREDENTIALS);
      api.ask(LISTING);
      List<Thread> timers = timers();
      assertThat(timers).isNotEmpty().allMatch(Thread::isDaemon);
      api.close();
      for (Thread timer : timers) {
        timer.join(60_000);
        assertThat(timer.isAlive()).isFalse();
      }
    }
  }

  @Test
  void logsNoSecretAndNoBodyAtAnyLevel() throws Exception {
    Credentials credentials =
        new Credentials("AKIDexample0001", "key-example-0001", "token-example-0001");
    try (LoopbackService service = LoopbackService.answering(OK, PAGE);
        CapturedLog log = new CapturedLog();
        ConnectProxy way = ConnectProxy.open();
        HttpJobsApi api = api(service, credentials);
        HttpJobsApi proxied =
            api(
                by(
                    settings(service.endpoint(), 10_000),
                    new Proxy("127.0.0.1", way.port(), "someone", "sesame"),
                    null),
                credentials)) {
      api.ask(LISTING);
      proxied.ask(LISTING);
      assertThat(way.heads.get(0)).contains("Proxy-Authorization: Basic c29tZW9uZTpzZXNhbWU=");
      assertThat(log.text())
          .contains("org.apache.hc.client5.http")
          .doesNotContain(
              "AKID",
              "key-example",
              "token-example",
              "q-sign",
              "JobsDetail",
              "sesame",
              "c29tZW9uZTpz");
    }
  }

  private static List<Thread> timers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("media-jobs-request-timer"))
        .toList();
  }
}
