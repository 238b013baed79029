package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobState;
import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.ConnectGroup;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.Backlog;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.StandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The idea of Kafka's own system test of exactly-once sources: each of three workers in turn is
 * stopped or killed and started again, four times over. In the last two rounds the next is hit
 * before the group has recovered. {@code -Dtracked=} jobs more run all the time.
 */
@Tag("chaos")
class BounceIT {

  private static final String NAME = "bounce";
  private static final String[] TAGS = {"Transcode", "VoiceSeparate", "Animation"};
  private static final int ROUNDS = 4;
  private static final int ROUNDS_WITH_RECOVERY = 2;
  private static final int HELD_A_HIT = 5;

  /** So many jobs run all the time, so that offsets have a change log. */
  private static final int TRACKED = Integer.getInteger("tracked", 0);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Comes in hit by hit, so that a slow machine bounces workers that are as busy as a fast one. */
  private final Backlog live =
      Backlog.seeded(12, TAGS).living(Duration.ofSeconds(30)).late(Duration.ofSeconds(5));

  /** Jobs that stay paused until all hits are over, so that no crash can hide it. */
  private final List<Job> held = new ArrayList<>();

  @TempDir Path plugins;

  @Test
  void everyTransitionArrivesOnceWhicheverWorkerDies() throws Exception {
    Instant start = Instant.now();
    try (KafkaProcess broker = KafkaProcess.start(KafkaClasspath.current());
        StandIn service = StandIn.start(InstantSource.system());
        ConnectGroup group = ConnectGroup.start(settings(broker), 3);
        Arrivals arrivals = new Arrivals(service, broker, NAME)) {
      service.add(
          Backlog.seeded(11, TAGS)
              .living(Duration.ofSeconds(40))
              .jobs(2400, start.minusSeconds(300), Duration.ofSeconds(300)));
      List<Job> tracked = LongJobs.running(TAGS[0], TRACKED, start.minusSeconds(300));
      service.add(tracked);
      Map<String, String> config = ConnectorConfig.of(service, NAME, TAGS);
      config.put("tasks.max", "3");
      config.put("requests.per.second", "60");
      group.client().configure(NAME, config);
      Polling.awaitEach(service, TAGS);

      bounce(group, service);
      Duration bounced = Duration.between(start, Instant.now());

      Await.until(
          PATIENCE,
          "all pauses to be told",
          () -> held.stream().allMatch(job -> "Pause".equals(arrivals.read().state(job.id()))));
      release(service);
      LongJobs.end(service, tracked);
      arrivals.awaitEnds(PATIENCE);
      System.out.println(
          "BounceIT: " + arrivals.figures() + ", bounced for " + bounced.toSeconds() + " s");
      arrivals.assertExact();
      for (Job job : held) {
        assertThat(arrivals.read().states(job.id()))
            .containsExactly("Submitted", "Pause", "Running", "Success");
      }
    }
  }

  private WorkerSettings settings(KafkaProcess broker) throws Exception {
    return WorkerSettings.on(broker)
        .group(NAME)
        .sessionTimeout(Duration.ofSeconds(3))
        .plugins(PluginArchive.unzipTo(plugins));
  }

  private void addJobs(StandIn service, boolean holding) {
    Instant now = Instant.now();
    service.add(live.jobs(100, now, Duration.ofSeconds(6)));
    for (int i = 0; holding && i < HELD_A_HIT; i++) {
      Job job =
          Jobs.job(TAGS[i % TAGS.length])
              .seed(held.size())
              .createdAt(now)
              .pausedAfter(Duration.ofSeconds(2))
              .build();
      service.add(job);
      held.add(job);
    }
  }

  /** Lets the held jobs go on: for the service they are others, with the ids that they had. */
  private void release(StandIn service) {
    for (Job job : held) {
      Duration age = Duration.between(job.creationTime(), Instant.now());
      service.add(
          Jobs.job(job.tag())
              .id(job.id())
              .createdAt(job.creationTime())
              .pausedAfter(Duration.ofSeconds(2))
              .runningAfter(age.plusSeconds(1))
              .endsAfter(age.plusSeconds(6), JobState.SUCCESS)
              .build());
    }
  }

  private void bounce(ConnectGroup group, StandIn service) {
    int hits = 0;
    for (int round = 0; round < ROUNDS; round++) {
      boolean recovers = round < ROUNDS_WITH_RECOVERY;
      for (ConnectProcess worker : group.workers()) {
        addJobs(service, recovers);
        if (hits++ % 2 == 0) {
          worker.stop();
          assertThat(worker.log())
              .contains("Kafka Connect stopped")
              .doesNotContain("Graceful stop of task");
        } else {
          worker.kill();
        }
        if (recovers) {
          worker.restart();
          // Recovered is a group when each of its sources is polled again and again.
          Polling.awaitEach(service, TAGS);
        } else {
          worker.restartAlone();
        }
      }
    }
  }
}
