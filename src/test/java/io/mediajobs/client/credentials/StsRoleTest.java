package io.mediajobs.client.credentials;

import static io.mediajobs.client.Asking.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mediajobs.client.LoopbackService;
import io.mediajobs.client.credentials.ChangingCredentials.Store.Found;
import io.mediajobs.job.JobsApiException;
import io.mediajobs.job.JobsApiException.Kind;
import io.mediajobs.job.JobsApiException.Reason;
import io.mediajobs.standin.Credential;
import io.mediajobs.standin.TokenService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of roles, by the signature of another key and by a web identity. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StsRoleTest {

  private static final String ROLE = "qcs::cam::uin/100000000001:roleName/reads-jobs";
  private static final Credentials OWN =
      new Credentials(Credential.PERMANENT.secretId(), Credential.PERMANENT.secretKey(), null);
  private static final Credentials GIVEN =
      new Credentials(
          Credential.TEMPORARY.secretId(),
          Credential.TEMPORARY.secretKey(),
          Credential.TEMPORARY.token());
  private static final Duration LIFE = Duration.ofHours(2);

  @TempDir private Path folder;
  private final Map<String, String> variables = new HashMap<>();
  private TokenService service;

  @BeforeEach
  void start() throws Exception {
    service = TokenService.start();
    service.give(ROLE, Credential.TEMPORARY, LIFE);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void aKeyThatIsTrustedGetsTheKeyOfTheRole() throws Exception {
    service.trust(Credential.PERMANENT);
    Instant now = Instant.now();
    try (StsRole role = assumed(OWN)) {
      Found found = role.read(now);

      assertThat(found.credentials()).isEqualTo(GIVEN);
      assertThat(found.expiry())
          .isBetween(now.plus(LIFE).minusSeconds(5), now.plus(LIFE).plusSeconds(5));
      assertThat(found.lookAgain()).isEqualTo(found.expiry().minus(Duration.ofMinutes(10)));
      assertThat(service.asked())
          .containsExactly(
              "AssumeRole ap-tokyo {\"RoleArn\":\""
                  + ROLE
                  + "\",\"RoleSessionName\":\"kafka-connect-media-jobs\",\"DurationSeconds\":7200}");
    }
  }

  @Test
  void aTemporaryKeyIsSentWithItsToken() throws Exception {
    service.trust(Credential.TEMPORARY);
    try (StsRole role = assumed(GIVEN)) {
      assertThat(role.read(Instant.now()).credentials()).isEqualTo(GIVEN);
    }
  }

  @Test
  void aKeyThatIsNotTrustedIsToldWhatToCheck() throws Exception {
    try (StsRole role = assumed(OWN)) {
      JobsApiException failure =
          catchThrowableOfType(JobsApiException.class, () -> role.read(Instant.now()));

      assertThat(failure)
          .hasMessage(
              "The token service at "
                  + service.endpoint()
                  + " refused the role with AuthFailure.SignatureFailure: check ci.role.arn, and"
                  + " that the role lets the key of ci.credentials.provider assume it")
          .hasNoCause();
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure.reason()).isEqualTo(Reason.CREDENTIALS);
    }
  }

  @Test
  void aWebIdentityGetsTheKeyOfItsRole() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "eyJ.old\n");
    identity(file);
    service.trust("eyJ.new");
    try (StsRole role = webIdentity()) {
      assertThatThrownBy(() -> role.read(Instant.now()))
          .hasMessageEndingWith(
              " refused the role with AuthFailure.SignatureFailure: check TKE_ROLE_ARN and"
                  + " TKE_PROVIDER_ID of the worker, and that the role trusts its service account");

      Files.writeString(file, "eyJ.new\n");

      assertThat(role.read(Instant.now()).credentials()).isEqualTo(GIVEN);
      assertThat(service.asked().get(1))
          .isEqualTo(
              "AssumeRoleWithWebIdentity ap-beijing {\"RoleArn\":\""
                  + ROLE
                  + "\",\"RoleSessionName\":\"kafka-connect-media-jobs\",\"DurationSeconds\":7200,"
                  + "\"ProviderId\":\"provider-1\",\"WebIdentityToken\":\"eyJ.new\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"TKE_ROLE_ARN", "TKE_REGION", "TKE_PROVIDER_ID", "TKE_WEB_IDENTITY_TOKEN_FILE"})
  void saysWhichVariableOfAWebIdentityIsMissing(String name) throws Exception {
    identity(Files.writeString(folder.resolve("token"), "eyJ"));
    variables.put(name, " ");
    try (StsRole role = webIdentity()) {
      assertThatThrownBy(() -> role.read(Instant.now()))
          .hasMessage(
              name
                  + " is not set for the worker: let the pod have a service account with a role, or"
                  + " set another ci.credentials.provider");
    }
  }

  @Test
  void aTokenThatIsNotThereIsNoToken() throws Exception {
    identity(folder.resolve("none"));
    try (StsRole role = webIdentity()) {
      assertThatThrownBy(() -> role.read(Instant.now()))
          .hasMessageStartingWith(
              "The file that TKE_WEB_IDENTITY_TOKEN_FILE of the worker names can't be read: let");
    }
    assertThat(service.asked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "InternalError.DbError, RETRY",
    "RequestLimitExceeded, RETRY",
    "AuthFailure.SignatureExpire, REFUSED",
    "'odd code', REFUSED"
  })
  void anErrorIsToldByItsCodeAlone(String code, Kind kind) throws Exception {
    service.fail(code);
    try (StsRole role = assumed(OWN)) {
      JobsApiException failure =
          catchThrowableOfType(JobsApiException.class, () -> role.read(Instant.now()));

      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure).message().doesNotContain("Secret words", "odd");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "{}",
        "{\"Response\":{\"Credentials\":{\"TmpSecretId\":\"a\"},\"ExpiredTime\":4102444800}}",
        "{\"Response\":{\"Credentials\":{\"TmpSecretId\":\"a\",\"TmpSecretKey\":\"b c\"},"
            + "\"ExpiredTime\":4102444800}}",
        "{\"Response\":{\"Credentials\":{\"TmpSecretId\":\"a\",\"TmpSecretKey\":\"b\"},"
            + "\"ExpiredTime\":1}}"
      })
  void anAnswerWithoutAKeyIsAFailureThatMayPass(String answer) throws Exception {
    try (LoopbackService odd = LoopbackService.answering("HTTP/1.1 200 OK", answer);
        StsRole role =
            new StsRole(
                settings(odd.endpoint(), 10_000),
                new StsRole.OfOthers(CredentialsSource.fixed(OWN), ROLE, "ap-tokyo"))) {
      JobsApiException failure =
          catchThrowableOfType(JobsApiException.class, () -> role.read(Instant.now()));

      assertThat(failure)
          .hasMessage(
              "The token service at "
                  + odd.endpoint()
                  + " gave something other than credentials: check the network and ci.sts.endpoint"
                  + " if it lasts");
      assertThat(failure.kind()).isEqualTo(Kind.RETRY);
    }
  }

  private void identity(Path token) {
    variables.put("TKE_ROLE_ARN", ROLE);
    variables.put("TKE_REGION", "ap-beijing");
    variables.put("TKE_PROVIDER_ID", "provider-1");
    variables.put("TKE_WEB_IDENTITY_TOKEN_FILE", token.toString());
  }

  private StsRole assumed(Credentials own) {
    return new StsRole(
        settings(service.endpoint(), 10_000),
        new StsRole.OfOthers(CredentialsSource.fixed(own), ROLE, "ap-tokyo"));
  }

  private StsRole webIdentity() {
    return new StsRole(settings(service.endpoint(), 10_000), new WebIdentity(variables::get));
  }
}
