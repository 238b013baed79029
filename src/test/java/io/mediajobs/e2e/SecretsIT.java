package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobState;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.ConnectRest;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.Secrets;
import io.mediajobs.kafka.TopicReader;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.Credential;
import io.mediajobs.standin.Jobs;
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
 * Temporary credentials through a whole life in a worker that logs everything: nothing that can be
 * read anywhere shows key, token or signature. The rig looks through every REST answer and record.
 */
class SecretsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String NAME = "secrets";
  private static final int JOBS = 10;

  @TempDir static Path plugins;

  @Test
  void secretsAppearNowhere() throws Exception {
    KafkaProcess broker = KafkaProcess.shared(KafkaClasspath.current());
    try (StandIn service = StandIn.start(InstantSource.system());
        ConnectProcess worker =
            ConnectProcess.start(
                WorkerSettings.on(broker).group(NAME).plugins(PluginArchive.unzipTo(plugins)));
        TopicReader transitions = new TopicReader(broker, NAME + ".transitions")) {
      service.access().accept(Credential.TEMPORARY);
      addJobs(service);
      ConnectRest rest = worker.client();
      Map<String, String> config = config(service);

      rest.validate(config);
      rest.configure(NAME, config);
      transitions.await(3 * JOBS, PATIENCE);
      service.access().revoke(Credential.TEMPORARY);
      rest.awaitTaskState(NAME, "FAILED", PATIENCE);

      assertThat(rest.status(NAME).at("/tasks/0/trace").asText()).contains("SecretidNotExist");
      rest.tasks(NAME);
      rest.stop(NAME);
      assertThat(rest.offsets(NAME).path("offsets")).isNotEmpty();
      for (String topic : List.of(".jobs", "-configs", "-offsets", "-status")) {
        try (TopicReader reader = new TopicReader(broker, NAME + topic)) {
          assertThat(reader.read()).as(topic).isNotEmpty();
        }
      }
      rest.delete(NAME);
      assertThat(worker.wholeLog()).contains("DEBUG org.apache.hc.client5");
      Secrets.absentFrom("The log of the worker", worker.wholeLog());
    }
  }

  private static Map<String, String> config(StandIn service) {
    Map<String, String> config = ConnectorConfig.of(service, NAME, "Transcode");
    Path secrets = Secrets.file(Credential.TEMPORARY);
    config.put("name", NAME);
    config.put("ci.secret.id", Credential.TEMPORARY.secretId());
    config.put("ci.secret.key", "${file:" + secrets + ":secret.key}");
    config.put("ci.session.token", "${file:" + secrets + ":session.token}");
    return config;
  }

  private static void addJobs(StandIn service) {
    Instant start = Instant.now().minusSeconds(3600);
    for (int i = 0; i < JOBS; i++) {
      service.add(
          Jobs.job("Transcode")
              .createdAt(start.plusSeconds(i))
              .runningAfter(Duration.ofSeconds(1))
              .endsAfter(Duration.ofSeconds(2), JobState.SUCCESS)
              .build());
    }
  }
}
