package io.mediajobs.client;

import static io.mediajobs.client.Asking.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mediajobs.client.CredentialsStore.Found;
import io.mediajobs.client.LoopbackService.Request;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.standin.MovableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InstanceRoleTest {

  private static final Instant NOW = Instant.parse("2022-06-28T15:23:12Z");
  private static final String OK = "HTTP/1.1 200 OK";
  private static final String MISSING = "HTTP/1.1 404 Not Found";
  private static final String ROLES = InstanceRole.ROLES;
  private static final Credentials TEMPORARY =
      new Credentials("AKIDexample", "key-example", "token-example");

  @Test
  void takesTheFirstRole() throws Exception {
    try (LoopbackService service = giving("reader\nwriter\n", json(7200));
        InstanceRole store = role(service, null)) {
      assertThat(store.read(NOW).credentials()).isEqualTo(TEMPORARY);
      assertThat(service.requests)
          .extracting(Request::target)
          .containsExactly(ROLES, ROLES + "reader");
      assertThat(service.requests.get(1).headers())
          .containsOnlyKeys("host", "accept", "connection", "user-agent")
          .containsEntry("host", service.endpoint().getAuthority());
    }
  }

  @Test
  void takesTheRoleThatIsSet() throws Exception {
    try (LoopbackService service = giving("reader\nwriter", json(7200));
        InstanceRole store = role(service, "writer@a=b")) {
      store.read(NOW);
      assertThat(service.requests)
          .extracting(Request::target)
          .containsExactly(ROLES + "writer%40a%3Db");
    }
  }

  /** In seconds: the life of the credentials, and how long they are used. */
  @ParameterizedTest
  @CsvSource({"7200, 6600", "3000, 2400", "2000, 1600", "100, 80", "1, 1"})
  void looksAgainBeforeTheyExpire(int life, int used) throws Exception {
    try (LoopbackService service = giving("reader", json(life));
        InstanceRole store = role(service, null)) {
      Found found = store.read(NOW);
      assertThat(found.expiry()).isEqualTo(NOW.plusSeconds(life));
      assertThat(found.lookAgain()).isEqualTo(NOW.plusSeconds(used));
    }
  }

  @Test
  void measuresTheirLifeByTheMetadataServicesClock() throws Exception {
    String dated = OK + "\r\nDate: Tue, 28 Jun 2022 15:23:12 GMT";
    try (LoopbackService service = LoopbackService.answering(dated, json(100));
        InstanceRole store = role(service, "reader")) {
      Instant wrong = NOW.plus(Duration.ofHours(5));
      assertThat(store.read(wrong).expiry()).isEqualTo(wrong.plusSeconds(100));
    }
  }

  @Test
  void saysThatThereIsNoRole() throws Exception {
    for (LoopbackService answer :
        new LoopbackService[] {
          LoopbackService.answering(MISSING, "<html>"), LoopbackService.answering(OK, " \n")
        }) {
      try (LoopbackService service = answer;
          InstanceRole store = role(service, null)) {
        fails(
            store,
            Kind.REFUSED,
            at(service)
                + " knows no role of this instance: bind a CAM role to the instance, or set another"
                + " ci.credentials.provider");
      }
    }
  }

  @Test
  void saysThatTheRoleIsUnknown() throws Exception {
    try (LoopbackService service = LoopbackService.answering(MISSING, "");
        InstanceRole store = role(service, "reader")) {
      fails(
          store,
          Kind.REFUSED,
          at(service)
              + " knows no role reader of this instance: bind that CAM role to the instance, or"
              + " correct ci.instance.role");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"Code\":\"Failed key-example\"}|could not get credentials for the role reader: check"
            + " the role in CAM if it lasts",
        "<html>key-example</html>|gave something other than credentials for the role reader: check"
            + " ci.instance.metadata.endpoint if it lasts",
        "[]|gave something other than credentials for the role reader: check"
            + " ci.instance.metadata.endpoint if it lasts",
        "{\"TmpSecretId\":\"AKIDexample\",\"TmpSecretKey\":\"key-example\"}"
            + "|gave something other than credentials for the role reader: check"
            + " ci.instance.metadata.endpoint if it lasts",
        "{\"TmpSecretId\":\"AKIDexample\",\"TmpSecretKey\":\"key example\",\"ExpiredTime\":9000000000}"
            + "|gave something other than credentials for the role reader: check"
            + " ci.instance.metadata.endpoint if it lasts",
        "{\"TmpSecretId\":\"AKIDexample\",\"TmpSecretKey\":\"key-example\",\"ExpiredTime\":1656429792}"
            + "|gave credentials for the role reader that have expired: check this machine's"
            + " clock if it lasts"
      })
  void saysWhatIsWrongWithAnAnswer(String body, String why) throws Exception {
    try (LoopbackService service = giving("reader", body);
        InstanceRole store = role(service, null)) {
      fails(store, Kind.RETRY, at(service) + " " + why);
    }
  }

  @Test
  void saysThatTheRolesAreNone() throws Exception {
    try (LoopbackService service = LoopbackService.answering(OK, "<html>Login</html>");
        InstanceRole store = role(service, null)) {
      fails(
          store,
          Kind.RETRY,
          at(service)
              + " gave something other than names of roles: check ci.instance.metadata.endpoint if"
              + " it lasts");
    }
  }

  @Test
  void saysWithWhichStatusItFailed() throws Exception {
    try (LoopbackService service = LoopbackService.answering("HTTP/1.1 503 X", "secret");
        InstanceRole store = role(service, null)) {
      JobsApiException fault =
          fails(
              store,
              Kind.RETRY,
              at(service)
                  + " failed with HTTP 503: check ci.instance.metadata.endpoint if it lasts");
      assertThat(fault.status()).isEqualTo(503);
    }
  }

  @Test
  void readsNoEndlessAnswer() throws Exception {
    try (LoopbackService service = LoopbackService.answering(OK, "a".repeat(65_537));
        InstanceRole store = role(service, null)) {
      fails(
          store,
          Kind.RETRY,
          at(service)
              + " gave an answer longer than 65536 bytes: check ci.instance.metadata.endpoint if it"
              + " lasts");
    }
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    URI endpoint;
    try (LoopbackService service = LoopbackService.answering(OK, "")) {
      endpoint = service.endpoint();
    }
    try (InstanceRole store = new InstanceRole(settings(endpoint, 1000), null)) {
      JobsApiException fault = catchThrowableOfType(JobsApiException.class, () -> store.read(NOW));
      assertThat(fault.kind()).isEqualTo(Kind.RETRY);
      assertThat(fault.getMessage())
          .startsWith("The metadata service at " + endpoint + " gave no answer (")
          .endsWith(
              "Connection refused): check that this machine is an instance of Tencent Cloud, and"
                  + " ci.instance.metadata.endpoint");
    }
  }

  @Test
  void isGivenUpAtTheTimeOut() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (LoopbackService service = new LoopbackService((request, socket, out) -> never.await());
        InstanceRole store = new InstanceRole(settings(service.endpoint(), 100), null)) {
      fails(
          store,
          Kind.RETRY,
          at(service)
              + " gave no complete answer within 100 ms: check ci.instance.metadata.endpoint if it"
              + " lasts, or raise request.timeout.ms");
    } finally {
      never.countDown();
    }
  }

  @Test
  void isAbandonedWhenTheClientIsClosed() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (LoopbackService service =
        new LoopbackService(
            (request, socket, out) -> {
              asked.countDown();
              never.await();
            })) {
      HttpJobsApi api =
          new HttpJobsApi(
              settings(service.endpoint(), 10_000),
              CredentialsSource.instanceRole(
                  settings(service.endpoint(), 10_000), null, new MovableClock(NOW)),
              new MovableClock(NOW));
      Future<JobsApiException> fault = thread.submit(() -> Asking.fault(api));
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      long began = System.nanoTime();
      api.close();
      assertThat(fault.get())
          .hasMessage(at(service) + " was not waited for: the client has been closed");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    } finally {
      never.countDown();
      thread.shutdownNow();
    }
  }

  @Test
  void isAskedAgainBeforeExpiryByTheClockThatIsGiven() throws Exception {
    MovableClock clock = new MovableClock(NOW);
    AtomicReference<String> answer = new AtomicReference<>(OK);
    try (LoopbackService service =
            new LoopbackService(
                (request, connection, out) ->
                    out.write(LoopbackService.whole(answer.get(), json(2000))));
        CredentialsSource source =
            CredentialsSource.instanceRole(settings(service.endpoint(), 5000), "reader", clock)) {
      source.get();
      clock.advance(Duration.ofSeconds(1599));
      source.get();
      assertThat(service.requests).hasSize(1);
      clock.advance(Duration.ofSeconds(1));
      source.get();
      assertThat(service.requests).hasSize(2);

      answer.set("HTTP/1.1 500 X");
      clock.advance(Duration.ofSeconds(399));
      assertThat(source.get()).isEqualTo(TEMPORARY);
      clock.advance(Duration.ofSeconds(1));
      assertThatThrownBy(source::get)
          .isInstanceOfSatisfying(
              JobsApiException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RETRY))
          .hasMessage(
              "The credentials expired at 2022-06-28T15:56:32Z, and: "
                  + at(service)
                  + " failed with HTTP 500: check ci.instance.metadata.endpoint if it lasts");
    }
  }

  private static LoopbackService giving(String roles, String credentials) throws Exception {
    return new LoopbackService(
        (request, connection, out) ->
            out.write(
                LoopbackService.whole(OK, request.target().equals(ROLES) ? roles : credentials)));
  }

  private static String json(int life) {
    return "{\"TmpSecretId\":\"AKIDexample\",\"TmpSecretKey\":\"key-example\",\"ExpiredTime\":"
        + NOW.plusSeconds(life).getEpochSecond()
        + ",\"Expiration\":\"x\",\"Token\":\"token-example\",\"Code\":\"Success\"}";
  }

  private static InstanceRole role(LoopbackService service, String name) {
    return new InstanceRole(settings(service.endpoint(), 10_000), name);
  }

  private static String at(LoopbackService service) {
    return "The metadata service at " + service.endpoint();
  }

  private static JobsApiException fails(InstanceRole store, Kind kind, String message) {
    JobsApiException fault = catchThrowableOfType(JobsApiException.class, () -> store.read(NOW));
    assertThat(fault).hasMessage(message).hasNoCause();
    assertThat(fault.kind()).isEqualTo(kind);
    return fault;
  }
}
