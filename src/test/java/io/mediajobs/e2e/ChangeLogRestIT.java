package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediajobs.job.JobTime;
import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.ConnectRest;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.StandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator sees and does where offsets have a change log: the answer of GET, a PATCH of all
 * of it with one key changed, and DELETE.
 */
class ChangeLogRestIT {

  private static final String NAME = "log";
  private static final String TAG = "Transcode";
  private static final int JOBS = 400;
  private static final int ENDED = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path plugins;

  @Test
  void offsetsWithAChangeLogCanBeReadAlteredAndForgotten() throws Exception {
    KafkaProcess broker = KafkaProcess.shared(KafkaClasspath.current());
    WorkerSettings settings =
        WorkerSettings.on(broker).group("log-rest").plugins(PluginArchive.unzipTo(plugins));
    try (StandIn service = StandIn.start(InstantSource.system());
        ConnectProcess worker = ConnectProcess.start(settings);
        Arrivals arrivals = new Arrivals(service, broker, NAME)) {
      ConnectRest rest = worker.client();
      List<Job> jobs = LongJobs.running(TAG, JOBS, Instant.now());
      service.add(jobs);
      rest.configure(NAME, ConnectorConfig.of(service, NAME, TAG));
      await(arrivals, 2 * JOBS, 0);
      for (int i = 0; i < ENDED; i++) {
        LongJobs.end(service, jobs.subList(i, i + 1));
        await(arrivals, 2 * JOBS + i + 1, 0);
      }
      rest.stop(NAME);

      JsonNode shown = rest.offsets(NAME);
      ObjectNode snapshot = snapshot(shown);
      long number = snapshot.path("snapshot").asLong();
      assertThat(snapshot.path("version").asInt()).isEqualTo(1);
      assertThat(JobTime.parse(snapshot.path("lastCreationTime").asText())).isNotNull();
      assertThat(snapshot.path("trackedJobs").asText()).isNotBlank();
      assertThat(entriesSince(shown, number)).isGreaterThanOrEqualTo(ENDED);

      Instant last = JobTime.parse(snapshot.path("lastCreationTime").asText());
      snapshot.put("lastCreationTime", JobTime.format(last.minusSeconds(1)));
      rest.alterOffsets(NAME, Map.of("offsets", shown.path("offsets")));
      rest.resume(NAME);
      // As of the snapshot, none of them had ended.
      await(arrivals, 2 * JOBS + ENDED, ENDED);
      rest.stop(NAME);

      int repeated = arrivals.read().duplicates();
      rest.deleteOffsets(NAME);
      assertThat(rest.offsets(NAME).path("offsets")).isEmpty();
      rest.resume(NAME);
      await(arrivals, 2 * JOBS + ENDED, repeated + 2 * JOBS + ENDED);

      arrivals.assertExactButForRepeats();
      rest.delete(NAME);
    }
  }

  /** Waits for so many different transitions, and so many that came again. */
  private static void await(Arrivals arrivals, int transitions, int repeats) {
    Await.until(
        PATIENCE,
        transitions + " transitions and " + repeats + " repeats",
        () -> {
          TransitionLog log = arrivals.read();
          return log.count() - log.duplicates() >= transitions && log.duplicates() >= repeats;
        });
  }

  private static ObjectNode snapshot(JsonNode shown) {
    for (JsonNode one : shown.path("offsets")) {
      if (!one.path("partition").has("log")) {
        return (ObjectNode) one.path("offset");
      }
    }
    throw new AssertionError("The source's own partition is missing in " + shown);
  }

  private static int entriesSince(JsonNode shown, long snapshot) {
    int entries = 0;
    for (JsonNode one : shown.path("offsets")) {
      boolean entry = one.path("partition").has("log");
      entries += entry && one.path("offset").path("since").asLong() == snapshot ? 1 : 0;
    }
    return entries;
  }
}
