package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.converter.SingleObjectAvroConverter;
import io.mediajobs.job.JobState;
import io.mediajobs.kafka.Await;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.TopicReader;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.Backlog;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.Request;
import io.mediajobs.standin.StandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three sources, two thousand jobs, exactly-once on; the worker is stopped in the middle of a sweep
 * and killed in the middle of a refresh.
 */
class EndToEndIT {

  private static final int JOBS = 2000;
  private static final String NAME = "end-to-end";
  private static final String[] TAGS = {"Transcode", "VoiceSeparate", "Animation"};

  @Test
  void everyTransitionArrivesOnceAndInOrderAcrossRestarts(@TempDir Path plugins) throws Exception {
    Instant start = Instant.now();
    KafkaProcess broker =
        KafkaProcess.shared(KafkaClasspath.of(System.getProperty("kafka.version")));
    try (StandIn service = StandIn.start(InstantSource.system());
        ConnectProcess worker =
            ConnectProcess.start(
                WorkerSettings.on(broker).group(NAME).plugins(PluginArchive.unzipTo(plugins)))) {
      service.add(
          Backlog.seeded(7, TAGS)
              .living(Duration.ofSeconds(45))
              .late(Duration.ofSeconds(5))
              .jobs(JOBS, start.minusSeconds(120), Duration.ofSeconds(150)));
      CountDownLatch midSweep = after(service, 8, EndToEndIT::isLaterPage);
      Map<String, String> config = ConnectorConfig.of(service, NAME, TAGS);
      config.put("tasks.max", "2");
      config.put("page.size", "25");
      config.put("requests.per.second", "60");
      worker.client().configure(NAME, config);

      assertThat(midSweep.await(60, TimeUnit.SECONDS)).as("a sweep was under way").isTrue();
      worker.stop();
      worker.restart();

      CountDownLatch midRefresh = after(service, 12, request -> !isListing(request));
      assertThat(midRefresh.await(60, TimeUnit.SECONDS)).as("a refresh was under way").isTrue();
      worker.kill();
      worker.restart();

      check(service, broker);
      assertThat(worker.log()).doesNotContain("Graceful stop");
    }
  }

  private static void check(StandIn service, KafkaProcess broker) {
    TransitionLog log = new TransitionLog();
    try (TopicReader transitions = new TopicReader(broker, NAME + ".transitions");
        TopicReader jobs = new TopicReader(broker, NAME + ".jobs")) {
      AtomicInteger taken = new AtomicInteger();
      Await.until(
          Duration.ofMinutes(3),
          "every job to have ended on the topic",
          () -> {
            List<ConsumerRecord<String, byte[]>> records = transitions.read();
            records.subList(taken.get(), records.size()).forEach(log::add);
            taken.set(records.size());
            if (log.ended() != JOBS) {
              throw new IllegalStateException(
                  log.jobs().size() + " found, " + log.ended() + " ended");
            }
            return true;
          });

      assertThat(log.duplicates()).isZero();
      assertThat(log.gaps()).isEmpty();
      Map<String, String> newest = newestStates(jobs.read());
      for (Job job : service.jobs()) {
        assertThat(log.states(job.id()).stream().filter(state -> !state.equals("Pause")))
            .as(job.id())
            .containsExactlyElementsOf(
                service.truth().canonicalPath(job.id()).stream().map(JobState::name).toList());
        assertThat(newest).containsEntry(job.id(), service.truth().state(job.id()).name());
      }
      assertThat(newest).hasSize(JOBS);
    }
  }

  private static Map<String, String> newestStates(List<ConsumerRecord<String, byte[]>> records) {
    SingleObjectAvroConverter converter = new SingleObjectAvroConverter();
    converter.configure(Map.of(), false);
    Map<String, String> states = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      Struct job = (Struct) converter.toConnectData(record.topic(), record.value()).value();
      states.put(record.key(), job.getString("state"));
    }
    return states;
  }

  /** Opens when the service has been asked so often in such a way. */
  private static CountDownLatch after(StandIn service, int times, Predicate<Request> kind) {
    CountDownLatch latch = new CountDownLatch(times);
    service.onRequest(
        request -> {
          if (kind.test(request)) {
            latch.countDown();
          }
        });
    return latch;
  }

  private static boolean isListing(Request request) {
    return request.kind() == Request.Kind.LISTING;
  }

  private static boolean isLaterPage(Request request) {
    return isListing(request) && request.parameters().containsKey("nextToken");
  }
}
