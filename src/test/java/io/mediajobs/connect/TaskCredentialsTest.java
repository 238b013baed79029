package io.mediajobs.connect;

import static io.mediajobs.standin.Credential.PERMANENT;
import static io.mediajobs.standin.Credential.TEMPORARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediajobs.job.JobState;
import io.mediajobs.log.CapturedLog;
import io.mediajobs.standin.Credential;
import io.mediajobs.standin.Fault;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.MetadataService;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.standin.Request;
import io.mediajobs.standin.StandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task whose key is changed while it runs, and what its log shows of keys. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TaskCredentialsTest {

  private static final List<String> TAGS =
      List.of("Transcode", "Animation", "Concat", "VoiceSeparate");
  private static final int JOBS = 20;

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock(Instant.now());
  private final StandIn service = StandIn.start(clock);
  private final MetadataService metadata = MetadataService.start(clock);
  private final List<TaskRun> runs = new ArrayList<>();

  @AfterEach
  void close() {
    runs.forEach(TaskRun::close);
    service.close();
    metadata.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "instance-role"})
  void aChangeOfKeysCostsOneRequestForEachThatWasUnderWay(String provider) throws Exception {
    put(PERMANENT);
    TaskRun run = run(provider);
    run.pollUntil(() -> run.eventIds().size() == 3 * TAGS.size());
    // Holds the next request of each source until all are there, signed with the old key.
    AtomicBoolean held = new AtomicBoolean();
    AtomicInteger arrived = new AtomicInteger();
    CyclicBarrier underWay =
        new CyclicBarrier(
            TAGS.size(),
            () -> {
              addJobs("new");
              put(TEMPORARY);
              service.requests().clear();
              service.access().rotate(PERMANENT, TEMPORARY);
              held.set(true);
            });
    service.onRequest(
        request -> {
          if (!held.get() && arrived.incrementAndGet() <= TAGS.size()) {
            await(underWay);
          }
        });

    run.pollUntil(() -> held.get() && run.eventIds().size() == 3 * TAGS.size() * (1 + JOBS));

    assertThat(run.eventIds()).doesNotHaveDuplicates();
    assertThat(signedWith(PERMANENT)).isEmpty();
    // The four that were held had been logged before; each came once more, with the new key.
    assertThat(signedWith(TEMPORARY))
        .extracting(request -> request.parameter("tag"))
        .containsAll(TAGS);
    if (provider.equals("instance-role")) {
      assertThat(metadata.requests().requests()).hasSize(4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "instance-role"})
  void aKeyThatComesLateIsWaitedFor(String provider) throws Exception {
    put(PERMANENT);
    TaskRun run = run(provider);
    run.pollUntil(() -> run.eventIds().size() == 3 * TAGS.size());
    addJobs("new");
    AtomicInteger refused = new AtomicInteger();
    service.access().rotate(PERMANENT, TEMPORARY);
    service.onRequest(
        request -> {
          if (isSignedWith(request, PERMANENT) && refused.incrementAndGet() == 12) {
            put(TEMPORARY);
          }
        });

    run.pollUntil(() -> run.eventIds().size() == 3 * TAGS.size() * (1 + JOBS));

    assertThat(refused.get()).isGreaterThanOrEqualTo(12);
    assertThat(run.eventIds()).doesNotHaveDuplicates();
  }

  @Test
  void anInstanceWithoutARoleFailsWithASentenceThatSaysSo() {
    TaskRun run = run("instance-role");

    assertThatThrownBy(() -> run.pollUntil(() -> false))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(
            "knows no role of this instance: bind a CAM role to the instance, or set another"
                + " ci.credentials.provider");
  }

  @ParameterizedTest
  @ValueSource(strings = {"static", "file", "instance-role"})
  void noLevelOfTheLogShowsASecret(String provider) throws Exception {
    put(TEMPORARY);
    service.access().accept(TEMPORARY);
    try (CapturedLog log = new CapturedLog()) {
      service.faults().next(1, Fault.status(503, "ServiceUnavailable", "Try again"));
      service.faults().next(1, Fault.reset());
      service.faults().next(1, Fault.htmlPage());
      TaskRun run = run(provider);
      run.pollUntil(() -> run.eventIds().size() == 3 * TAGS.size());
      run.restart();
      service.access().rotate(TEMPORARY, PERMANENT);
      if (provider.equals("static")) {
        assertThatThrownBy(() -> run.pollUntil(() -> false))
            .isInstanceOf(ConnectException.class)
            .satisfies(failure -> assertNoSecret(failure.toString()));
      } else {
        put(PERMANENT);
        addJobs("new");
        run.pollUntil(() -> run.eventIds().size() == 3 * TAGS.size() * (1 + JOBS));
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

  private TaskRun run(String provider) {
    for (String tag : TAGS) {
      service.add(
          Jobs.job(tag)
              .id("old-" + tag)
              .createdAt(clock.instant().minusSeconds(600))
              .runningAfter(Duration.ofSeconds(1))
              .endsAfter(Duration.ofSeconds(2), JobState.SUCCESS)
              .build());
    }
    Map<String, String> settings = new HashMap<>();
    settings.put("ci.tags", String.join(",", TAGS));
    settings.put("ci.credentials.provider", provider);
    settings.put("ci.secret.id", TEMPORARY.secretId());
    settings.put("ci.secret.key", TEMPORARY.secretKey());
    settings.put("ci.session.token", TEMPORARY.token());
    settings.put("ci.credentials.file", folder.resolve("credentials").toString());
    settings.put("ci.instance.metadata.endpoint", metadata.endpoint().toString());
    TaskRun run = new TaskRun(service, settings);
    runs.add(run);
    return run;
  }

  private void addJobs(String name) {
    for (String tag : TAGS) {
      for (int i = 0; i < JOBS; i++) {
        service.add(
            Jobs.job(tag)
                .id(name + "-" + tag + "-" + i)
                .createdAt(clock.instant().minusSeconds(JOBS - i + 2))
                .runningAfter(Duration.ofSeconds(1))
                .endsAfter(Duration.ofSeconds(2), JobState.SUCCESS)
                .build());
      }
    }
  }

  /** Puts a key where tasks look for it. */
  private void put(Credential key) {
    metadata.give("reader", key, clock.instant().plusSeconds(7200));
    String token = key.token() == null ? "" : "\ntoken = " + key.token();
    try {
      Path next =
          Files.writeString(
              folder.resolve("next"),
              "[default]\nsecret_id = "
                  + key.secretId()
                  + "\nsecret_key = "
                  + key.secretKey()
                  + token
                  + "\n");
      Files.move(
          next,
          folder.resolve("credentials"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private List<Request> signedWith(Credential key) {
    return service.requests().requests().stream()
        .filter(request -> isSignedWith(request, key))
        .toList();
  }

  private static boolean isSignedWith(Request request, Credential key) {
    return request.headers().get("authorization").contains("q-ak=" + key.secretId() + "&");
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception never) {
      throw new AssertionError(never);
    }
  }
}
