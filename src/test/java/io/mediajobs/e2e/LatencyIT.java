package io.mediajobs.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediajobs.converter.SingleObjectAvroConverter;
import io.mediajobs.job.JobState;
import io.mediajobs.kafka.ConnectProcess;
import io.mediajobs.kafka.KafkaClasspath;
import io.mediajobs.kafka.KafkaProcess;
import io.mediajobs.kafka.PluginArchive;
import io.mediajobs.kafka.TopicReader;
import io.mediajobs.kafka.WorkerSettings;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.Request;
import io.mediajobs.standin.StandIn;
import io.mediajobs.tracking.JobMix;
import io.mediajobs.tracking.ServiceModel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How soon a worker with the default settings sees changes, and for how many requests, in real time
 * over HTTP: {@code mvn -Platency verify}, some twenty minutes. The jobs are those of which
 * sizing.md has the curve, 400 on their way, with a past that tells how long they take.
 */
@Tag("latency")
class LatencyIT {

  private static final String NAME = "latency";
  private static final String TAG = "Transcode";
  private static final Duration PAST = Duration.ofMinutes(150);
  private static final Duration WARM_UP = Duration.ofMinutes(5);
  private static final Duration COUNTED = Duration.ofMinutes(10);

  /** What is seen later than this after its change counts as not seen. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(70);

  private final Map<String, Instant> arrivedAt = new HashMap<>();
  private final Map<String, Instant> recordedAt = new HashMap<>();

  @TempDir Path plugins;

  @Test
  void fourHundredJobsOnTheirWayAreSeenInTimeForLessThanARequestAChange() throws Exception {
    Instant start = Instant.now();
    JobMix mix =
        JobMix.ofThreeKinds(
            400, Long.getLong("seed", 11), start.minus(PAST), start.plus(Duration.ofMinutes(40)));
    List<Job> jobs = mix.jobs().stream().map(LatencyIT::job).toList();
    try (KafkaProcess broker = KafkaProcess.start(KafkaClasspath.current());
        StandIn service = StandIn.start(InstantSource.system());
        ConnectProcess worker =
            ConnectProcess.start(
                WorkerSettings.on(broker).group(NAME).plugins(PluginArchive.unzipTo(plugins)));
        TopicReader transitions = new TopicReader(broker, NAME + ".transitions")) {
      service.add(jobs);
      Map<String, String> config = ConnectorConfig.of(service, NAME, TAG);
      config.keySet().removeIf(key -> key.contains(".interval.") || key.contains("overlap"));
      worker.client().configure(NAME, config);
      Instant from = Instant.now().plus(WARM_UP);
      Instant until = from.plus(COUNTED);

      read(transitions, until.plus(AFTERWARDS));

      int all = count(service, from, until, request -> true);
      List<Duration> arrived = late(jobs, from, until, arrivedAt);
      double each = (double) all / arrived.size();
      System.out.printf(
          "LatencyIT: %.3f requests a change (%d listings, %d by states, %d look-ups, %d changes);"
              + " read after p50 %d, p95 %d, p99 %d ms; seen after p95 %d ms%n",
          each,
          count(service, from, until, LatencyIT::listsAll),
          count(service, from, until, request -> isListing(request) && !listsAll(request)),
          count(service, from, until, request -> !isListing(request)),
          arrived.size(),
          part(arrived, 0.5),
          part(arrived, 0.95),
          part(arrived, 0.99),
          part(late(jobs, from, until, recordedAt), 0.95));
      assertThat(arrived).hasSizeGreaterThan(250);
      assertThat(each).isLessThanOrEqualTo(0.95);
      assertThat(part(arrived, 0.95)).isLessThanOrEqualTo(5_600);
    }
  }

  /** Reads until then, and notes when each transition was there. */
  private void read(TopicReader transitions, Instant until) throws Exception {
    int taken = 0;
    try (SingleObjectAvroConverter converter = new SingleObjectAvroConverter()) {
      converter.configure(Map.of(), false);
      while (Instant.now().isBefore(until)) {
        Thread.sleep(50);
        List<ConsumerRecord<String, byte[]>> records = transitions.read();
        Instant now = Instant.now();
        for (ConsumerRecord<String, byte[]> record : records.subList(taken, records.size())) {
          Struct value = (Struct) converter.toConnectData(record.topic(), record.value()).value();
          String change = record.key() + "/" + value.getString("state");
          arrivedAt.put(change, now);
          recordedAt.put(change, Instant.ofEpochMilli(record.timestamp()));
        }
        taken = records.size();
      }
    }
  }

  private static Job job(ServiceModel.Job job) {
    return Jobs.job(TAG)
        .seed(job.id().hashCode())
        .createdAt(job.created())
        .visibleAfter(Duration.between(job.created(), job.visible()))
        .runningAfter(Duration.between(job.created(), job.started()).plusMillis(1))
        .endsAfter(Duration.between(job.created(), job.ended()).plusMillis(1), JobState.SUCCESS)
        .build();
  }

  private static int count(
      StandIn service, Instant from, Instant until, Predicate<Request> condition) {
    return service
        .requests()
        .count(
            request ->
                !request.receivedAt().isBefore(from)
                    && request.receivedAt().isBefore(until)
                    && condition.test(request));
  }

  private static boolean isListing(Request request) {
    return request.kind() == Request.Kind.LISTING;
  }

  private static boolean listsAll(Request request) {
    return isListing(request) && !request.parameters().containsKey("states");
  }

  /** From each start and each end in between to when it was known, shortest first. */
  private static List<Duration> late(
      List<Job> jobs, Instant from, Instant until, Map<String, Instant> known) {
    List<Duration> late = new ArrayList<>();
    for (Job job : jobs) {
      job.timeline().moments().stream()
          .skip(1)
          .filter(moment -> !moment.at().isBefore(from) && moment.at().isBefore(until))
          .map(
              moment ->
                  Duration.between(
                      moment.at(),
                      known.getOrDefault(job.id() + "/" + moment.state(), until.plus(COUNTED))))
          .forEach(late::add);
    }
    return late.stream().sorted().toList();
  }

  private static long part(List<Duration> late, double part) {
    return late.get((int) (late.size() * part)).toMillis();
  }
}
