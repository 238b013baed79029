package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.TopicReader;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.Backlog;
import io.mediajobs.standin.BucketStandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole account in a worker that is killed twice: one bucket is refused, and one more comes. The
 * large one is {@link LargeAccountIT}.
 */
class AccountIT {

  private static final String NAME = "account";
  private static final List<String> TAGS =
      List.of("Transcode", "Animation", "Snapshot", "Concat", "VoiceSeparate", "Translation");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** From when a bucket is there until its jobs are told. */
  private static final Duration NEW_BUCKET = Duration.ofSeconds(90);

  private final TransitionLog log = new TransitionLog();
  private int taken;

  @TempDir Path plugins;

  @Test
  void everyJobOfEveryBucketThatMayBeReadIsToldOnce() throws Exception {
    KafkaProcess broker = KafkaProcess.shared(KafkaClasspath.current());
    try (ManyBuckets account = new ManyBuckets(5, TAGS);
        ConnectProcess worker =
            ConnectProcess.start(
                WorkerSettings.on(broker)
                    .group(NAME)
                    .sessionTimeout(Duration.ofMillis(1500))
                    .plugins(PluginArchive.unzipTo(plugins)));
        TopicReader transitions = new TopicReader(broker, NAME + ".transitions")) {
      account.live(5, Duration.ofSeconds(2), Duration.ofSeconds(6));
      account.add("refused").refuse(403, "AccessDenied");
      worker.client().configure(NAME, account.config(NAME, settings()));
      worker.client().awaitRunning(NAME, 2, PATIENCE);

      // Killed before, it would be asked at its own time in a round of minutes.
      Await.until(
          PATIENCE, "a refusal", () -> worker.log().contains("Listing refused-1250000000/"));

      for (int kill = 1; kill <= 2; kill++) {
        awaitJobs(transitions, 8 * kill);
        worker.kill();
        worker.restart();
      }
      awaitJobs(transitions, 24);
      assertThat(worker.wholeLog())
          .contains("Listing refused-1250000000/")
          .contains("it is set aside and tried again every ten minutes");
      // The first look since the start counts at once, even if a bucket comes while it looks.
      Await.until(
          PATIENCE, "a look at the account", () -> worker.log().contains("Polling the buckets ["));
      String before = worker.log();

      BucketStandIn added = account.add("new");
      added.add(Backlog.seeded(99, "Concat").jobs(5, Instant.now(), Duration.ofSeconds(1)));
      Await.until(
          NEW_BUCKET,
          "the jobs of the new bucket",
          () -> {
            read(transitions);
            return added.jobs().stream().allMatch(job -> log.jobs().contains(job.id()));
          });
      account.end();
      awaitEnds(account, transitions);

      assertThat(account.astray(log)).isEmpty();
      assertThat(log.repeats()).isEmpty();
      assertThat(log.gaps()).isEmpty();
      String after = worker.log().substring(before.length());
      assertThat(after).containsOnlyOnce("The buckets have changed: [new-1250000000@");
      assertThat(after.split("Stopped polling", -1)).as("one change of two tasks").hasSize(3);
      assertThat(worker.wholeLog()).doesNotContain("Graceful stop of task");
      worker.client().delete(NAME);
    }
  }

  private static Map<String, String> settings() {
    return Map.of("tasks.max", "2", "ci.queue.discovery.interval.ms", "2000");
  }

  private void awaitJobs(TopicReader transitions, int count) {
    Await.until(
        PATIENCE,
        count + " jobs",
        () -> {
          read(transitions);
          return log.jobs().size() >= count;
        });
  }

  private void awaitEnds(ManyBuckets account, TopicReader transitions) {
    Await.until(
        PATIENCE,
        "every job to have ended on the topic",
        () -> {
          read(transitions);
          return log.ended() == account.jobs().size();
        });
  }

  private void read(TopicReader transitions) {
    List<ConsumerRecord<String, byte[]>> records = transitions.read();
    records.subList(taken, records.size()).forEach(log::add);
    taken = records.size();
  }
}
