package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.TopicReader;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.StandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many tracked jobs, up to as many as a source may have, all of the kind that takes most room in an
 * offset: what a poll costs in the offsets topic, and that it goes to Kafka and back. The broker
 * and the worker keep to their own limits on the size of a message, about a megabyte. {@code
 * -Djobs=N} runs the cases of so many jobs alone; that of 100,000 only so.
 */
@Tag("chaos")
class LargeOffsetIT {

  private static final String TAG = "Transcode";

  /** Of a record in the offsets topic. */
  private static final int MOST_BYTES = 500_000;

  private static final int ENDING = 60;

  /** One a second; more than there are entries of one snapshot. */
  private static final int CHANGES = 130;

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** From so many on, a look at all takes longer than the usual interval. */
  private static final int MANY = 50_000;

  private final Instant start = Instant.now();

  @TempDir Path plugins;

  @ParameterizedTest(name = "exactly-once {0}, {1} jobs with ids of {2}")
  @CsvSource({
    "true, 100, 0, 5000",
    "true, 5000, 0, 6000",
    "true, 20000, 0, 14000",
    "false, 20000, 0, 14000",
    "true, 100000, 200, 800000"
  })
  void anOffsetOfManyJobsCostsWhatChangesAndGoesToKafkaAndBack(
      boolean exactlyOnce, int count, int idLength, int mostBytes) throws Exception {
    String name = "large-offset-" + exactlyOnce + "-" + count;
    assumeThat(Integer.getInteger("jobs", count < MANY ? count : 0)).isEqualTo(count);
    int ending = Math.min(ENDING, count / 5);
    int changes = Math.min(CHANGES, count / 4);
    KafkaProcess broker = KafkaProcess.shared(KafkaClasspath.current());
    WorkerSettings settings =
        WorkerSettings.on(broker)
            .group(name)
            .exactlyOnce(exactlyOnce)
            .plugins(PluginArchive.unzipTo(plugins));
    if (count >= MANY) {
      // A worker has 2 GB by default.
      settings = settings.option("-Xmx1g");
    }
    try (StandIn service = StandIn.start(InstantSource.system());
        ConnectProcess worker = ConnectProcess.start(settings);
        TopicReader offsets = new TopicReader(broker, name + "-offsets");
        Arrivals arrivals = new Arrivals(service, broker, name)) {
      List<Job> jobs = LongJobs.running(TAG, count, start, idLength);
      service.add(jobs);
      worker.client().configure(name, config(service, name, exactlyOnce, count));
      await(arrivals, 2 * count);

      worker.stop();
      worker.restart();
      Polling.awaitEach(service, TAG);
      assertThat(worker.log()).contains("with " + count + " tracked jobs");
      List<Job> ended = LongJobs.end(service, jobs.subList(count / 2, count / 2 + ending));
      await(arrivals, 2 * count + ending);

      int before = offsets.read().size();
      for (int i = 0; i < changes; i++) {
        ended.addAll(LongJobs.end(service, jobs.subList(ending + i, ending + i + 1)));
        TimeUnit.SECONDS.sleep(1);
      }
      await(arrivals, 2 * count + ending + changes);
      List<ConsumerRecord<String, byte[]>> written = offsets.read();
      long polls = written.stream().skip(before).filter(r -> !isPiece(r)).count();
      long bytes = written.stream().skip(before).mapToLong(LargeOffsetIT::bytes).sum();
      long largest = written.stream().mapToLong(LargeOffsetIT::bytes).max().orElseThrow();

      worker.kill();
      worker.restart();
      ended.addAll(LongJobs.end(service, jobs.subList(0, ending)));
      TransitionLog log = await(arrivals, 2 * count + 2 * ending + changes);

      System.out.println(
          "LargeOffsetIT: exactly-once "
              + exactlyOnce
              + ", "
              + arrivals.figures()
              + ", "
              + bytes
              + " bytes of offsets in "
              + polls
              + " polls, the largest "
              + largest
              + ", "
              + Duration.between(start, Instant.now()).toSeconds()
              + " s");
      assertThat(bytes / polls).isLessThan(mostBytes);
      assertThat(largest).isLessThan(MOST_BYTES);
      if (exactlyOnce) {
        arrivals.assertExact();
      } else {
        arrivals.assertExactButForRepeats();
      }
      assertThat(log.ended()).isEqualTo(ended.size());
      for (Job job : ended) {
        assertThat(log.states(job.id())).containsExactly("Submitted", "Running", "Success");
      }
    }
  }

  private static Map<String, String> config(
      StandIn service, String name, boolean exactlyOnce, int jobs) {
    Map<String, String> config = ConnectorConfig.of(service, name, TAG);
    config.put("exactly.once.support", exactlyOnce ? "required" : "requested");
    config.put("requests.per.second", "100");
    config.put("transitions.include.job", "false");
    // Discovery waits as soon as a whole page may be too much, and not every page is a full one.
    config.put("max.tracked.jobs", Integer.toString(jobs + 200));
    if (jobs >= MANY) {
      config.put("refresh.interval.max.ms", "60000");
    }
    return config;
  }

  /** Waits for so many different transitions: after a kill some may come again. */
  private static TransitionLog await(Arrivals arrivals, int count) {
    TransitionLog log = arrivals.read();
    Await.until(
        PATIENCE,
        count + " transitions",
        () -> {
          arrivals.read();
          return log.count() - log.duplicates() >= count;
        });
    return log;
  }

  /** Whether a record of the offsets topic is a piece of a snapshot. */
  private static boolean isPiece(ConsumerRecord<String, byte[]> record) {
    return record.key().matches(".*\"log\":\"[ab].*");
  }

  /** What a record takes in that topic. */
  private static long bytes(ConsumerRecord<String, byte[]> record) {
    return record.key().length() + (record.value() == null ? 0 : record.value().length);
  }
}
