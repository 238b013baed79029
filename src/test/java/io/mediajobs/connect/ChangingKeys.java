package io.mediajobs.connect;

import static io.mediajobs.standin.Credential.TEMPORARY;

import io.mediajobs.job.JobState;
import io.mediajobs.standin.Credential;
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

/** Tasks, the service, and the places where tasks look for their key. */
final class ChangingKeys implements AutoCloseable {

  static final List<String> TAGS = List.of("Transcode", "Animation", "Concat", "VoiceSeparate");

  /** Transitions of the jobs that are there from the start. */
  static final int OLD = 3 * TAGS.size();

  /** The same and those of {@link #addJobs}. */
  static final int ALL = OLD * 21;

  private static final int JOBS = 20;

  final MovableClock clock = new MovableClock(Instant.now());
  final StandIn service = StandIn.start(clock);
  final MetadataService metadata = MetadataService.start(clock);
  private final Path folder;
  private final List<TaskRun> runs = new ArrayList<>();

  ChangingKeys(Path folder) {
    this.folder = folder;
  }

  @Override
  public void close() {
    runs.forEach(TaskRun::close);
    service.close();
    metadata.close();
  }

  TaskRun run(String provider) {
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

  void addJobs() {
    for (String tag : TAGS) {
      for (int i = 0; i < JOBS; i++) {
        service.add(
            Jobs.job(tag)
                .id("new-" + tag + "-" + i)
                .createdAt(clock.instant().minusSeconds(JOBS - i + 2))
                .runningAfter(Duration.ofSeconds(1))
                .endsAfter(Duration.ofSeconds(2), JobState.SUCCESS)
                .build());
      }
    }
  }

  /** Puts a key where tasks look for it. */
  void put(Credential key) {
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

  List<Request> signedWith(Credential key) {
    return service.requests().requests().stream()
        .filter(request -> isSignedWith(request, key))
        .toList();
  }

  static boolean isSignedWith(Request request, Credential key) {
    return request.headers().get("authorization").contains("q-ak=" + key.secretId() + "&");
  }
}
