package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.Backlog;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.StandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker with exactly-once that is killed while jobs come, of which one in four shows what came
 * of it only some time after its end, and one in four has a part that goes on for half of that.
 * {@code -Dlate.seconds=} is that time, {@code -Dseed=} kills at the same instants again; how often
 * is for {@link Kills} to say.
 */
class LateResultsIT {

  private static final String NAME = "late-results";
  private static final String TAG = "Transcode";
  private static final Duration LATE = Duration.ofSeconds(Integer.getInteger("late.seconds", 20));
  private static final int WAVE = 40;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The last look at a job that is incomplete comes 5 min after its end is known. */
  private static final Duration LAST_LOOK = Duration.ofMinutes(7);

  private final long seed = Long.getLong("seed", new SplittableRandom().nextLong());

  @TempDir Path plugins;

  @Test
  void theJobsTopicIsTrueInEveryElementThoughMuchComesAfterTheEnd() throws Exception {
    Backlog backlog =
        Backlog.seeded(seed, TAG)
            .living(Duration.ofSeconds(12))
            .afterwards(LATE, LATE.dividedBy(2));
    KafkaProcess broker = KafkaProcess.shared(KafkaClasspath.current());
    try (StandIn service = StandIn.start(InstantSource.system());
        ConnectProcess worker = ConnectProcess.start(settings(broker));
        Arrivals arrivals = new Arrivals(service, broker, NAME)) {
      service.add(backlog.jobs(WAVE, Instant.now().minusSeconds(60), Duration.ofSeconds(60)));
      worker.client().configure(NAME, ConnectorConfig.of(service, NAME, TAG));
      Kills kills = new Kills(new SplittableRandom(seed));
      for (int kill = 0; kill < Kills.COUNT; kill++) {
        service.add(backlog.jobs(WAVE, Instant.now(), Duration.ofSeconds(3)));
        Polling.awaitEach(service, TAG);
        kills.kill(worker);
      }
      Instant over = Instant.now();

      arrivals.awaitEnds(PATIENCE);
      SnapshotLog snapshots = arrivals.awaitTrueSnapshots(LAST_LOOK);

      Duration needed = Duration.between(over, Instant.now());
      System.out.println("LateResultsIT: " + arrivals.figures() + ", " + kills.figures());
      System.out.println(afterwards(service, snapshots, needed) + ", seed " + seed);
      arrivals.assertExact();
      assertThat(snapshots.repeats()).as("seed " + seed).isEmpty();
      assertThat(arrivals.surplusSnapshots()).as("seed " + seed).isEmpty();
      assertThat(snapshots.changedAfterEnd())
          .as("without a job that comes again after its end, nothing is proven")
          .isNotEmpty();
    }
  }

  private WorkerSettings settings(KafkaProcess broker) throws Exception {
    return WorkerSettings.on(broker)
        .group(NAME)
        .sessionTimeout(Duration.ofMillis(1500))
        .plugins(PluginArchive.unzipTo(plugins));
  }

  private static String afterwards(StandIn service, SnapshotLog snapshots, Duration needed) {
    int contents =
        service.jobs().stream().mapToInt(job -> service.truth().contents(job.id())).sum();
    return "LateResultsIT: %d with late results, %d with a part that goes on, %d told again after"
            .formatted(
                count(service, job -> job.timeline().resultsAfter()),
                count(service, job -> job.timeline().partEndsAfter()),
                snapshots.changedAfterEnd().size())
        + " their end, %d snapshots of %d contents that answers showed, true after %d s more"
            .formatted(snapshots.count(), contents, needed.toSeconds());
  }

  private static long count(StandIn service, Function<Job, Duration> lateness) {
    return service.jobs().stream().filter(job -> !lateness.apply(job).isZero()).count();
  }
}
