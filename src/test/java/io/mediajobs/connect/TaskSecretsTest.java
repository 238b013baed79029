package io.mediajobs.connect;

import static io.mediajobs.connect.ChangingKeys.ALL;
import static io.mediajobs.connect.ChangingKeys.OLD;
import static io.mediajobs.standin.Credential.PERMANENT;
import static io.mediajobs.standin.Credential.TEMPORARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.log.CapturedLog;
import io.mediajobs.standin.Credential;
import io.mediajobs.standin.Fault;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log of a task shows of keys: nothing. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TaskSecretsTest {

  @TempDir Path folder;
  private ChangingKeys keys;

  @BeforeEach
  void start() {
    keys = new ChangingKeys(folder);
  }

  @AfterEach
  void close() {
    keys.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"static", "file", "instance-role"})
  void noLevelOfTheLogShowsASecret(String provider) throws Exception {
    keys.put(TEMPORARY);
    keys.service.access().accept(TEMPORARY);
    try (CapturedLog log = new CapturedLog()) {
      keys.service.faults().next(1, Fault.status(503, "ServiceUnavailable", "Try again"));
      keys.service.faults().next(1, Fault.reset());
      keys.service.faults().next(1, Fault.htmlPage());
      TaskRun run = keys.run(provider);
      run.pollUntil(() -> run.eventIds().size() == OLD);
      run.restart();
      keys.service.access().rotate(TEMPORARY, PERMANENT);
      if (provider.equals("static")) {
        assertThatThrownBy(() -> run.pollUntil(() -> false))
            .isInstanceOf(ConnectException.class)
            .satisfies(failure -> assertNoSecret(failure.toString()));
      } else {
        keys.put(PERMANENT);
        keys.addJobs();
        run.pollUntil(() -> run.eventIds().size() == ALL);
      }
      run.close();

      for (String usual : List.of("DEBUG org.apache.hc.client5.http", "Polling examplebucket")) {
        assertThat(log.text().contains(usual)).as(usual).isTrue();
      }
      for (String header : List.of("Authorization", "security-token", "JobsDetail")) {
        assertThat(log.text().contains(header)).as(header).isFalse();
      }
      assertNoSecret(log.text());
    }
  }

  /** Without the text in the message of the failure, which would be secret in turn. */
  private static void assertNoSecret(String text) {
    for (Credential key : List.of(PERMANENT, TEMPORARY)) {
      assertThat(text.contains(key.secretKey())).as("secret key").isFalse();
      assertThat(text.contains(key.secretId())).as("secret id").isFalse();
    }
    assertThat(text.contains(TEMPORARY.token())).as("token").isFalse();
    assertThat(text.contains("q-signature=")).as("signature").isFalse();
  }
}
