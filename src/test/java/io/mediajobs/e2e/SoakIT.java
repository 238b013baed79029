package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.Backlog;
import io.mediajobs.standin.Fault;
import io.mediajobs.standin.Faults;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.StandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker for as long as one likes, {@code mvn -Psoak verify -Dsoak.minutes=N}: live jobs, one
 * request in a hundred fails, and heap and lag must stay where they are. {@code -Dtracked=} jobs
 * more run all the time.
 */
@Tag("soak")
class SoakIT {

  private static final String NAME = "soak";
  private static final String[] TAGS = {"Transcode", "Animation", "VoiceSeparate"};
  private static final int JOBS_A_SECOND = 5;

  /** So many jobs run all the time, so that offsets have a change log. */
  private static final int TRACKED = Integer.getInteger("tracked", 0);

  /** So many jobs of the past fill what a task keeps of those that it has read. */
  private static final int PAST = 20_000;

  /** Of a run, until all code is compiled and all caches are full. */
  private static final double WARM_UP = 0.2;

  private final Random random = new Random(Long.getLong("seed", 7));
  private final Backlog backlog =
      Backlog.seeded(21, TAGS).living(Duration.ofSeconds(60)).late(Duration.ofSeconds(5));
  private final List<Sample> samples = new ArrayList<>();

  @TempDir Path plugins;

  /**
   * The worker after a minute.
   *
   * @param heap used after a collection, in bytes
   * @param lag from a change to its record, in milliseconds, of one in a hundred at least
   */
  private record Sample(long heap, int threads, long lag) {}

  @Test
  void heapAndLagStayWhereTheyAre() throws Exception {
    int minutes = Integer.getInteger("soak.minutes", 5);
    try (KafkaProcess broker = KafkaProcess.start(KafkaClasspath.current());
        StandIn service = StandIn.start(InstantSource.system());
        ConnectProcess worker =
            ConnectProcess.start(
                WorkerSettings.on(broker).group(NAME).plugins(PluginArchive.unzipTo(plugins)));
        Arrivals arrivals = new Arrivals(service, broker, NAME)) {
      failOneInAHundred(service.faults());
      List<Job> tracked = LongJobs.running(TAGS[0], TRACKED, Instant.now());
      service.add(tracked);
      service.add(
          backlog.jobs(PAST, Instant.now().minus(Duration.ofHours(3)), Duration.ofHours(2)));
      Map<String, String> config = ConnectorConfig.of(service, NAME, TAGS);
      config.put("validate.connection", "false");
      worker.client().configure(NAME, config);
      System.out.println(
          "minute  jobs  transitions  requests  heap MiB  threads  lag p99 ms  lines logged");
      for (int minute = 1; minute <= minutes; minute++) {
        Instant end = Instant.now().plusSeconds(60);
        while (Instant.now().isBefore(end)) {
          service.add(backlog.jobs(JOBS_A_SECOND, Instant.now(), Duration.ofSeconds(1)));
          Thread.sleep(1000);
        }
        sample(minute, service, worker, arrivals.read());
      }
      LongJobs.end(service, tracked);
      arrivals.awaitEnds(Duration.ofMinutes(3));
      System.out.println("SoakIT: " + minutes + " min, " + arrivals.figures());
      arrivals.assertExact();
      assertThat(worker.client().status(NAME).at("/tasks/0/state").asText()).isEqualTo("RUNNING");
      assertSteady();
    }
  }

  private void sample(
      int minute, StandIn service, ConnectProcess worker, TransitionLog transitions) {
    Sample sample =
        new Sample(worker.heapAfterCollection(), worker.threads(), transitions.takeLag99());
    samples.add(sample);
    System.out.printf(
        "%6d %5d %12d %9d %9.1f %8d %11d %13d%n",
        minute,
        service.jobs().size(),
        transitions.count(),
        service.requests().requests().size(),
        sample.heap() / 1048576.0,
        sample.threads(),
        sample.lag(),
        worker.log().lines().count());
  }

  private void assertSteady() {
    List<Sample> warm = samples.subList((int) (samples.size() * WARM_UP), samples.size());
    List<Sample> first = warm.subList(0, warm.size() / 2);
    List<Sample> last = warm.subList(warm.size() - first.size(), warm.size());
    double heap = mean(last, Sample::heap) / mean(first, Sample::heap);
    double lag = mean(last, Sample::lag) / mean(first, Sample::lag);
    System.out.printf(
        "SoakIT: second half against first half: heap %.3f, lag %.3f, threads %d%n",
        heap, lag, last.get(last.size() - 1).threads() - first.get(0).threads());
    assertThat(heap).as("heap").isLessThan(1.05);
    assertThat(lag).as("lag").isLessThan(1.5);
    assertThat(last.get(last.size() - 1).threads()).isLessThanOrEqualTo(first.get(0).threads() + 2);
  }

  private static double mean(List<Sample> samples, ToLongFunction<Sample> figure) {
    return samples.stream().mapToLong(figure).average().orElse(Double.NaN);
  }

  private void failOneInAHundred(Faults faults) {
    List<Fault> kinds =
        List.of(
            Fault.status(500, "InternalError", "We encountered an internal error"),
            Fault.status(503, "ServiceUnavailable", "Try again", Duration.ofSeconds(1)),
            Fault.status(429, "SlowDown", "Please reduce your request rate"),
            Fault.reset(),
            Fault.cutBody(),
            Fault.htmlPage(),
            Fault.illFormed(),
            Fault.delay(Duration.ofSeconds(3)));
    for (Fault kind : kinds) {
      faults.when(request -> chance(0.01 / kinds.size()), Faults.ALWAYS, kind);
    }
  }

  private synchronized boolean chance(double probability) {
    return random.nextDouble() < probability;
  }
}
