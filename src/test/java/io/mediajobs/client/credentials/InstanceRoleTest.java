package io.mediajobs.client.credentials;

import static io.mediajobs.client.Asking.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.client.LoopbackService;
import io.mediajobs.client.LoopbackService.Request;
import io.mediajobs.client.credentials.CredentialsStore.Found;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.standin.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InstanceRoleTest {

  static final Instant NOW = Instant.parse("2022-06-28T15:23:12Z");
  static final String OK = "HTTP/1.1 200 OK";
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
  void looksAgainBeforeTheCredentialsExpire(int life, int used) throws Exception {
    try (LoopbackService service = giving("reader", json(life));
        InstanceRole store = role(service, null)) {
      Found found = store.read(NOW);
      assertThat(found.expiry()).isEqualTo(NOW.plusSeconds(life));
      assertThat(found.lookAgain()).isEqualTo(NOW.plusSeconds(used));
    }
  }

  @Test
  void measuresTheLifeOfCredentialsByTheMetadataServicesClock() throws Exception {
    String dated = OK + "\r\nDate: Tue, 28 Jun 2022 15:23:12 GMT";
    try (LoopbackService service = LoopbackService.answering(dated, json(100));
        InstanceRole store = role(service, "reader")) {
      Instant wrong = NOW.plus(Duration.ofHours(5));
      assertThat(store.read(wrong).expiry()).isEqualTo(wrong.plusSeconds(100));
    }
  }

  @Test
  void theRoleIsAskedForAgainBeforeExpiryByTheClockThatIsGiven() throws Exception {
    MovableClock clock = new MovableClock(NOW);
    AtomicReference<String> answer = new AtomicReference<>(OK);
    try (LoopbackService service =
            new LoopbackService(
                (request, connection, out) ->
                    out.write(LoopbackService.whole(answer.get(), json(2000))));
        CredentialsSource source =
            CredentialsSource.instanceRole(settings(service.endpoint(), 60_000), "reader", clock)) {
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

  static LoopbackService giving(String roles, String credentials) throws Exception {
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

  static InstanceRole role(LoopbackService service, String name) {
    return new InstanceRole(settings(service.endpoint(), 10_000), name);
  }

  static String at(LoopbackService service) {
    return "The metadata service at " + service.endpoint();
  }
}
