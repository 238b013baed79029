package io.mediajobs.connect;

import io.mediajobs.connect.config.GoodSettings;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.connect.metrics.Metric;
import io.mediajobs.job.JobTime;
import io.mediajobs.job.Jobs;
import io.mediajobs.standin.MovableClock;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * A program for a JVM of its own: one task with many sources, all of them quiet, from its start on
 * stored offsets through ten minutes of virtual time to its stop. Says what the heap holds then,
 * and what each part takes of a processor.
 */
final class ManySources implements OffsetStorageReader {

  private static final int TAGS = 42;

  private final MovableClock clock = new MovableClock(Jobs.T0);
  private int asked;
  private int readings;

  /** Takes the number of buckets, each with all tags. */
  public static void main(String[] args) throws InterruptedException {
    new ManySources().run(Integer.parseInt(args[0]));
  }

  private void run(int buckets) throws InterruptedException {
    Map<String, String> settings = settings(buckets);
    settings.put("metrics.per.source", "false");
    AnswersAtOnce requests =
        new AnswersAtOnce(
            clock,
            (source, query, now) -> {
              asked++;
              return AnswersAtOnce.nothing(now);
            });
    long begun = cpu();
    RunningTask task =
        RunningTask.start(
            MediaJobsConfig.of(settings),
            this,
            requests,
            new Worker(new Throttle(), new Random(1), clock, clock));
    List<Metric.Group> metrics = task.metrics();
    long started = cpu();
    Instant end = clock.instant().plus(Duration.ofMinutes(10));
    while (clock.instant().isBefore(end)) {
      task.poll();
    }
    long polled = cpu();
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    long closing = cpu();
    task.close();
    System.out.printf(
        "%d sources: %d MiB of heap, %d ms of processor to start, %d ms a minute, %d ms to stop, %d"
            + " requests, %d groups of metrics; offsets read %d times, requests closed %d times%n",
        buckets * TAGS,
        used >> 20,
        (started - begun) / 1_000_000,
        (polled - started) / 10 / 1_000_000,
        (cpu() - closing) / 1_000_000,
        asked,
        metrics.size(),
        readings,
        requests.closings());
  }

  /** The settings for so many buckets with all tags. */
  static Map<String, String> settings(int buckets) {
    String names =
        IntStream.range(0, buckets)
            .mapToObj(i -> "bucket" + i + "-1")
            .collect(Collectors.joining(","));
    return GoodSettings.with("ci.bucket", names, "ci.tags", "*");
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  @Override
  public <T> Map<String, Object> offset(Map<String, T> partition) {
    throw new AssertionError("Each would go through the whole topic");
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(
      Collection<Map<String, T>> partitions) {
    readings++;
    Map<String, Object> quiet =
        Map.of("version", 1L, "lastCreationTime", JobTime.format(Jobs.T0.minusSeconds(86_400)));
    return partitions.stream().collect(Collectors.toMap(p -> p, p -> quiet));
  }
}
