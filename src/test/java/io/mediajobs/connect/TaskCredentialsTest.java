package io.mediajobs.connect;

import static io.mediajobs.connect.ChangingKeys.ALL;
import static io.mediajobs.connect.ChangingKeys.OLD;
import static io.mediajobs.connect.ChangingKeys.TAGS;
import static io.mediajobs.standin.Credential.PERMANENT;
import static io.mediajobs.standin.Credential.TEMPORARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task whose key is changed while it runs. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TaskCredentialsTest {

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
  @ValueSource(strings = {"file", "instance-role"})
  void aChangeOfKeysCostsOneRequestForEachThatWasUnderWay(String provider) throws Exception {
    keys.put(PERMANENT);
    TaskRun run = keys.run(provider);
    run.pollUntil(() -> run.eventIds().size() == OLD);
    // Holds the next request of each source until all are there, signed with the old key.
    AtomicBoolean held = new AtomicBoolean();
    AtomicInteger arrived = new AtomicInteger();
    CyclicBarrier underWay =
        new CyclicBarrier(
            TAGS.size(),
            () -> {
              keys.addJobs();
              keys.put(TEMPORARY);
              keys.service.requests().clear();
              keys.service.access().rotate(PERMANENT, TEMPORARY);
              held.set(true);
            });
    keys.service.onRequest(
        request -> {
          if (!held.get() && arrived.incrementAndGet() <= TAGS.size()) {
            await(underWay);
          }
        });

    run.pollUntil(() -> held.get() && run.eventIds().size() == ALL);

    assertThat(run.eventIds()).doesNotHaveDuplicates();
    assertThat(keys.signedWith(PERMANENT)).isEmpty();
    // The four that were held had been logged before; each came once more, with the new key.
    assertThat(keys.signedWith(TEMPORARY))
        .extracting(request -> request.parameter("tag"))
        .containsAll(TAGS);
    if (provider.equals("instance-role")) {
      assertThat(keys.metadata.requests().requests()).hasSize(4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "instance-role"})
  void aKeyThatComesLateIsWaitedFor(String provider) throws Exception {
    keys.put(PERMANENT);
    TaskRun run = keys.run(provider);
    run.pollUntil(() -> run.eventIds().size() == OLD);
    keys.addJobs();
    AtomicInteger refused = new AtomicInteger();
    keys.service.access().rotate(PERMANENT, TEMPORARY);
    keys.service.onRequest(
        request -> {
          if (ChangingKeys.isSignedWith(request, PERMANENT) && refused.incrementAndGet() == 12) {
            keys.put(TEMPORARY);
          }
        });

    run.pollUntil(() -> run.eventIds().size() == ALL);

    assertThat(refused.get()).isGreaterThanOrEqualTo(12);
    assertThat(run.eventIds()).doesNotHaveDuplicates();
  }

  @Test
  void anInstanceWithoutARoleFailsWithASentenceThatSaysSo() {
    TaskRun run = keys.run("instance-role");

    assertThatThrownBy(() -> run.pollUntil(() -> false))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(
            "knows no role of this instance: bind a CAM role to the instance, or set another"
                + " ci.credentials.provider");
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(60, TimeUnit.SECONDS);
    } catch (Exception never) {
      throw new AssertionError(never);
    }
  }
}
