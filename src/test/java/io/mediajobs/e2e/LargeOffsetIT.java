package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.job.JobState;
import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.TopicReader;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.JobBuilder;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.StandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many tracked jobs, up to as many as a source may have, all of the kind that takes most room in an
 * offset: what a poll costs in the offsets topic, and that it goes to Kafka and back. The broker
 * and the worker keep to their own limits on the size of a message, about a megabyte.
 */
@Tag("chaos")
class LargeOffsetIT {

  private static final String TAG = "Transcode";

  /** Of a record in the offsets topic. */
  private static final int MOST_BYTES = 500_000;

  private static final int ENDING = 60;

  /** One a second; more than there are entries of one snapshot. */
  private static final int CHANGES = 130;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Instant start = Instant.now();
  private final SplittableRandom random = new SplittableRandom(31);

  @TempDir Path plugins;

  @ParameterizedTest(name = "exactly-once {0}, {1} jobs")
  @CsvSource({"true, 5000, 6000", "true, 20000, 14000", "false, 20000, 14000"})
  void anOffsetOfManyJobsCostsWhatChangesAndGoesToKafkaAndBack(
      boolean exactlyOnce, int count, int mostBytes) throws Exception {
    String name = "large-offset-" + exactlyOnce + "-" + count;
    KafkaProcess broker = KafkaProcess.shared(KafkaClasspath.current());
    WorkerSettings settings =
        WorkerSettings.on(broker)
            .group(name)
            .exactlyOnce(exactlyOnce)
            .plugins(PluginArchive.unzipTo(plugins));
    try (StandIn service = StandIn.start(InstantSource.system());
        ConnectProcess worker = ConnectProcess.start(settings);
        TopicReader offsets = new TopicReader(broker, name + "-offsets");
        Arrivals arrivals = new Arrivals(service, broker, name)) {
      List<Job> jobs = running(count);
      service.add(jobs);
      worker.client().configure(name, config(service, name, exactlyOnce, count));
      await(arrivals, 2 * count);

      worker.stop();
      worker.restart();
      Polling.awaitEach(service, TAG);
      assertThat(worker.log()).contains("with " + count + " tracked jobs");
      List<Job> ended = end(service, jobs.subList(count / 2, count / 2 + ENDING));
      await(arrivals, 2 * count + ENDING);

      int before = offsets.read().size();
      for (int i = 0; i < CHANGES; i++) {
        ended.addAll(end(service, jobs.subList(ENDING + i, ENDING + i + 1)));
        TimeUnit.SECONDS.sleep(1);
      }
      await(arrivals, 2 * count + ENDING + CHANGES);
      List<ConsumerRecord<String, byte[]>> written = offsets.read();
      long polls = written.stream().skip(before).filter(r -> !isPiece(r)).count();
      long bytes = written.stream().skip(before).mapToLong(LargeOffsetIT::bytes).sum();
      long largest = written.stream().mapToLong(LargeOffsetIT::bytes).max().orElseThrow();

      worker.kill();
      worker.restart();
      ended.addAll(end(service, jobs.subList(0, ENDING)));
      TransitionLog log = await(arrivals, 2 * count + 2 * ENDING + CHANGES);

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
    return config;
  }

  /** Jobs that have run for days and are about half through, so that they stay as they are. */
  private List<Job> running(int count) {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      jobs.add(
          builder(i)
              .endsAfter(Duration.ofDays(100 + random.nextInt(20)), JobState.SUCCESS)
              .build());
    }
    return jobs;
  }

  /** One job in 120 s on average: so far apart that the time between takes two bytes. */
  private JobBuilder builder(int number) {
    return Jobs.job(TAG)
        .seed(number)
        .createdAt(start.minus(Duration.ofDays(60)).plusSeconds(120L * number))
        .runningAfter(Duration.ofSeconds(30));
  }

  /** Lets jobs end now, which makes them others for the service, with the ids that they had. */
  private static List<Job> end(StandIn service, List<Job> jobs) {
    List<Job> ended = new ArrayList<>();
    for (Job job : jobs) {
      ended.add(
          Jobs.job(TAG)
              .id(job.id())
              .createdAt(job.creationTime())
              .runningAfter(Duration.ofSeconds(30))
              .endsAfter(Duration.between(job.creationTime(), Instant.now()), JobState.SUCCESS)
              .build());
    }
    service.add(ended);
    return ended;
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
