package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediajobs.job.JobState;
import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.JobBuilder;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.StandIn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * As many tracked jobs as a source may have, all of the kind that takes most room in an offset. The
 * broker and the worker keep to their own limits on the size of a message, about a megabyte.
 */
@Tag("chaos")
class LargeOffsetIT {

  private static final String TAG = "Transcode";
  private static final int JOBS = 20_000;

  /** 40 for each. */
  private static final int MOST_BYTES = 800_000;

  private static final int ENDING = 60;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Instant start = Instant.now();
  private final SplittableRandom random = new SplittableRandom(31);

  @TempDir Path plugins;

  @ParameterizedTest(name = "exactly-once {0}")
  @ValueSource(booleans = {true, false})
  void anOffsetOfTwentyThousandJobsGoesToKafkaAndBack(boolean exactlyOnce) throws Exception {
    String name = "large-offset-" + exactlyOnce;
    KafkaProcess broker = KafkaProcess.shared(KafkaClasspath.current());
    WorkerSettings settings =
        WorkerSettings.on(broker)
            .group(name)
            .exactlyOnce(exactlyOnce)
            .plugins(PluginArchive.unzipTo(plugins));
    try (StandIn service = StandIn.start(InstantSource.system());
        ConnectProcess worker = ConnectProcess.start(settings);
        Arrivals arrivals = new Arrivals(service, broker, name)) {
      List<Job> jobs = running(JOBS);
      service.add(jobs);
      worker.client().configure(name, config(service, name, exactlyOnce));
      await(arrivals, 2 * JOBS);

      worker.stop();
      worker.restart();
      assertThat(offsetBytes(worker, name)).isBetween(MOST_BYTES / 2, MOST_BYTES);
      Polling.awaitEach(service, TAG);
      assertThat(worker.log()).contains("with " + JOBS + " tracked jobs");
      List<Job> ended = end(service, jobs.subList(JOBS / 2, JOBS / 2 + ENDING));
      await(arrivals, 2 * JOBS + ENDING);

      worker.kill();
      worker.restart();
      ended.addAll(end(service, jobs.subList(0, ENDING)));
      TransitionLog log = await(arrivals, 2 * JOBS + 2 * ENDING);

      System.out.println(
          "LargeOffsetIT: exactly-once "
              + exactlyOnce
              + ", "
              + arrivals.figures()
              + ", an offset of "
              + offsetBytes(worker, name)
              + " bytes, "
              + Duration.between(start, Instant.now()).toSeconds()
              + " s");
      assertThat(offsetBytes(worker, name)).isLessThan(MOST_BYTES);
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

  private static Map<String, String> config(StandIn service, String name, boolean exactlyOnce) {
    Map<String, String> config = ConnectorConfig.of(service, name, TAG);
    config.put("exactly.once.support", exactlyOnce ? "required" : "requested");
    config.put("requests.per.second", "100");
    config.put("transitions.include.job", "false");
    // Discovery waits as soon as a whole page may be too much, and not every page is a full one.
    config.put("max.tracked.jobs", Integer.toString(JOBS + 100));
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

  /** What the offset takes as the JSON that a worker writes to its offsets topic. */
  private static int offsetBytes(ConnectProcess worker, String name) {
    JsonNode offset = worker.client().offsets(name).at("/offsets/0/offset");
    assertThat(offset.path("trackedJobs").isTextual()).isTrue();
    return offset.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
