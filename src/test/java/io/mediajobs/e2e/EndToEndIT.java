package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.Backlog;
import io.mediajobs.standin.Request;
import io.mediajobs.standin.StandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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
    KafkaProcess broker = KafkaProcess.shared(KafkaClasspath.current());
    try (StandIn service = StandIn.start(InstantSource.system());
        ConnectProcess worker =
            ConnectProcess.start(
                WorkerSettings.on(broker).group(NAME).plugins(PluginArchive.unzipTo(plugins)));
        Arrivals arrivals = new Arrivals(service, broker, NAME)) {
      Backlog backlog =
          Backlog.seeded(7, TAGS).living(Duration.ofSeconds(45)).late(Duration.ofSeconds(5));
      service.add(backlog.jobs(JOBS, start.minusSeconds(120), Duration.ofSeconds(150)));
      CountDownLatch midSweep = after(service, 8, EndToEndIT::isLaterPage);
      Map<String, String> config = ConnectorConfig.of(service, NAME, TAGS);
      config.put("tasks.max", "2");
      config.put("page.size", "25");
      config.put("requests.per.second", "60");
      worker.client().configure(NAME, config);

      assertThat(midSweep.await(2, TimeUnit.MINUTES)).as("a sweep was under way").isTrue();
      worker.stop();
      worker.restart();

      CountDownLatch midRefresh = after(service, 12, request -> !isListing(request));
      // On a busy machine all jobs are over by now: there are always some to look up.
      for (int wave = 0; !midRefresh.await(5, TimeUnit.SECONDS); wave++) {
        assertThat(wave).as("waves of jobs until a refresh was under way").isLessThan(60);
        service.add(backlog.jobs(20, Instant.now(), Duration.ofSeconds(5)));
      }
      worker.kill();
      worker.restart();

      arrivals.awaitEnds(Duration.ofMinutes(3));
      arrivals.assertExact();
      assertThat(worker.log()).doesNotContain("Graceful stop");
    }
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
