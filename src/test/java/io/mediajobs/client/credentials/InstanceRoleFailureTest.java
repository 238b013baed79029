package io.mediajobs.client.credentials;

import static io.mediajobs.client.Asking.settings;
import static io.mediajobs.client.credentials.InstanceRoleTest.NOW;
import static io.mediajobs.client.credentials.InstanceRoleTest.OK;
import static io.mediajobs.client.credentials.InstanceRoleTest.at;
import static io.mediajobs.client.credentials.InstanceRoleTest.giving;
import static io.mediajobs.client.credentials.InstanceRoleTest.role;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mediajobs.client.Asking;
import io.mediajobs.client.HttpJobsApi;
import io.mediajobs.client.LoopbackService;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.standin.MovableClock;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said where the metadata service gives no credentials. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InstanceRoleFailureTest {

  private static final String MISSING = "HTTP/1.1 404 Not Found";

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
    try (InstanceRole store = new InstanceRole(settings(endpoint, 60_000), null)) {
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
  void theMetadataServiceIsGivenUpAtTheTimeOut() throws Exception {
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
  void theQuestionIsAbandonedWhenTheClientIsClosed() throws Exception {
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
      assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
      api.close();
      assertThat(fault.get())
          .hasMessage(at(service) + " was not waited for: the client has been closed");
    } finally {
      never.countDown();
      thread.shutdownNow();
    }
  }

  private static JobsApiException fails(InstanceRole store, Kind kind, String message) {
    JobsApiException fault = catchThrowableOfType(JobsApiException.class, () -> store.read(NOW));
    assertThat(fault).hasMessage(message).hasNoCause();
    assertThat(fault.kind()).isEqualTo(kind);
    return fault;
  }
}
