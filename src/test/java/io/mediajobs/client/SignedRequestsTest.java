package io.mediajobs.client;

import static io.mediajobs.client.Asking.CREDENTIALS;
import static io.mediajobs.client.Asking.LISTING;
import static io.mediajobs.client.Asking.NOW;
import static io.mediajobs.client.Asking.OK;
import static io.mediajobs.client.Asking.PAGE;
import static io.mediajobs.client.Asking.fault;
import static io.mediajobs.client.LoopbackService.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.client.LoopbackService.Request;
import io.mediajobs.client.credentials.Credentials;
import io.mediajobs.client.credentials.CredentialsSource;
import io.mediajobs.client.credentials.FilledStore;
import io.mediajobs.client.fault.RequestLabel;
import io.mediajobs.client.http.ClientSettings;
import io.mediajobs.client.http.Clients;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.standin.MovableClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a request whose key is refused. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SignedRequestsTest {

  private static final Credentials NEW = new Credentials("AKIDnew", "key-new", "token-new");
  private static final String REFUSED =
      "Listing b-1/jobs?tag=Transcode was refused with HTTP 401 SecretidNotExist: ";

  private final MovableClock clock = new MovableClock(NOW);
  private final FilledStore store = new FilledStore();
  private final CredentialsSource source = store.credentials(clock);

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aRefusedRequestIsSentOnceMoreWithTheNewKey(int status) throws Exception {
    try (LoopbackService service = accepting(status, "AKIDnew");
        HttpJobsApi api = api(service, source)) {
      source.get();
      store.holds = NEW;
      assertThat(api.ask(LISTING).jobs()).hasSize(1);
      assertThat(service.requests).hasSize(2);
      assertThat(service.requests)
          .extracting(Request::line)
          .containsOnly(service.requests.get(0).line());
      assertThat(service.requests.get(1).headers())
          .containsEntry("x-ci-security-token", "token-new");
    }
  }

  @Test
  void aRefusedRequestIsNotSentAgainWhereThereIsNoOtherKey() throws Exception {
    try (LoopbackService service = accepting(401, "AKIDnew");
        HttpJobsApi api = api(service, CredentialsSource.fixed(CREDENTIALS))) {
      JobsApiException fault = fault(api);
      assertThat(fault.kind()).isEqualTo(Kind.REFUSED);
      assertThat(fault).hasMessage(REFUSED + "check ci.secret.id and ci.secret.key");
      assertThat(service.requests).hasSize(1);
    }
  }

  @Test
  void aRefusedRequestIsRetriedForAMinuteWhileAnotherKeyIsAwaited() throws Exception {
    try (LoopbackService service = accepting(401, "AKIDnew");
        HttpJobsApi api = api(service, source)) {
      for (int i = 1; i <= 4; i++) {
        JobsApiException fault = fault(api);
        assertThat(fault.kind()).isEqualTo(Kind.RETRY);
        assertThat(fault.status()).isEqualTo(401);
        assertThat(fault)
            .hasMessage(
                REFUSED
                    + "new credentials are awaited for up to 60 s, as those in use are no longer"
                    + " accepted");
        assertThat(service.requests).hasSize(i);
        clock.advance(Duration.ofSeconds(15));
      }
      JobsApiException fault = fault(api);
      assertThat(fault.kind()).isEqualTo(Kind.REFUSED);
      assertThat(fault).hasMessage(REFUSED + "fill the store");

      store.holds = NEW;
      clock.advance(Duration.ofSeconds(1));
      assertThat(api.ask(LISTING).jobs()).hasSize(1);
    }
  }

  @Test
  void aRefusedRequestIsNotSentThrice() throws Exception {
    try (LoopbackService service = accepting(401, "AKIDnewer");
        HttpJobsApi api = api(service, source)) {
      source.get();
      store.holds = NEW;
      assertThat(fault(api).kind()).isEqualTo(Kind.RETRY);
      assertThat(service.requests).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"400 X", "404 X", "429 X", "503 X"})
  void aRequestIsNotSentAgainForAnyOtherFailure(String status) throws Exception {
    try (LoopbackService service = LoopbackService.answering("HTTP/1.1 " + status, "");
        HttpJobsApi api = api(service, source)) {
      source.get();
      store.holds = NEW;
      fault(api);
      assertThat(service.requests).hasSize(1);
      assertThat(store.reads).hasValue(1);
    }
  }

  @Test
  void aRequestIsNotSentAgainForTheTimeOfItsSignature() throws Exception {
    String head = "HTTP/1.1 401 X\r\nDate: Tue, 28 Jun 2022 16:23:12 GMT";
    try (LoopbackService service =
            LoopbackService.answering(head, "<Error><Code>SignatureExpired</Code></Error>");
        HttpJobsApi api = api(service, source)) {
      source.get();
      store.holds = NEW;
      assertThat(fault(api).kind()).isEqualTo(Kind.CLOCK);
      assertThat(service.requests).hasSize(1);
      assertThat(store.reads).hasValue(1);
    }
  }

  @Test
  void namesTheVariablesOfARefusedKey() throws Exception {
    Map<String, String> variables =
        Map.of("TENCENTCLOUD_SECRET_ID", "AKIDold", "TENCENTCLOUD_SECRET_KEY", "key-old");
    try (LoopbackService service = accepting(401, "AKIDnew");
        HttpJobsApi api = api(service, CredentialsSource.environment(variables::get))) {
      assertThat(fault(api))
          .hasMessage(
              REFUSED
                  + "check TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY in the environment");
    }
  }

  @Test
  void sendsTheTokenInTheHeaderThatIsSet() throws Exception {
    try (LoopbackService service = LoopbackService.answering(OK, PAGE)) {
      ClientSettings settings =
          Clients.of(service.endpoint()).tokenHeader("x-cos-security-token").settings();
      try (HttpJobsApi api =
          new HttpJobsApi(settings, CredentialsSource.fixed(NEW), InstantSource.fixed(NOW))) {
        api.ask(LISTING);
      }
      assertThat(service.requests.get(0).headers())
          .containsEntry("x-cos-security-token", "token-new")
          .doesNotContainKey("x-ci-security-token");
      assertThat(service.requests.get(0).headers().get("authorization"))
          .contains("&q-header-list=host;x-cos-security-token&");
    }
  }

  @Test
  void closesTheSource() throws Exception {
    try (LoopbackService service = LoopbackService.answering(OK, PAGE)) {
      api(service, source).close();
    }
    assertThat(store.closed).isTrue();
  }

  @Test
  void asksAnyQuestionInItsOwnWords() throws Exception {
    try (LoopbackService service = LoopbackService.answering("HTTP/1.1 403 X", "");
        SignedRequests requests =
            new SignedRequests(
                Asking.settings(service.endpoint(), 60_000),
                CredentialsSource.fixed(CREDENTIALS),
                InstantSource.fixed(NOW))) {
      assertThatThrownBy(
              () ->
                  requests.get(
                      Asking.settings(service.endpoint(), 60_000),
                      new JobRequest("/queue", "/queue", Map.of("pageSize", "100")),
                      new RequestLabel("Listing the queues of b-1", "check it", "grant it"),
                      false))
          .hasMessage("Listing the queues of b-1 was refused with HTTP 403: grant it");
      assertThat(service.requests.get(0).target()).isEqualTo("/queue?pageSize=100");
    }
  }

  private static LoopbackService accepting(int refusal, String secretId) throws Exception {
    return new LoopbackService(
        (request, connection, out) ->
            out.write(
                request.headers().get("authorization").contains("q-ak=" + secretId + "&")
                    ? whole(OK, PAGE)
                    : whole(
                        "HTTP/1.1 " + refusal + " X",
                        "<Error><Code>SecretidNotExist</Code></Error>")));
  }

  private HttpJobsApi api(LoopbackService service, CredentialsSource credentials) {
    return new HttpJobsApi(Asking.settings(service.endpoint(), 10_000), credentials, clock);
  }
}
