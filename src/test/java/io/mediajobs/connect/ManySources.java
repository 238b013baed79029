package io.mediajobs.connect;

import io.mediajobs.connect.config.GoodSettings;
import io.mediajobs.connect.metrics.Metric;
import io.mediajobs.job.JobPage;
import io.mediajobs.job.JobQuery;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.Jobs;
import io.mediajobs.standin.MovableClock;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A program for a JVM of its own: one task with many sources, all of them quiet, through ten
 * minutes of virtual time. Says what the heap holds then, and how much of a processor a minute
 * takes.
 */
final class ManySources {

  private static final int TAGS = 42;

  private final MovableClock clock = new MovableClock(Jobs.T0);
  private int asked;

  /** Takes the number of buckets, each with all tags. */
  public static void main(String[] args) throws InterruptedException {
    new ManySources().run(Integer.parseInt(args[0]));
  }

  private void run(int buckets) throws InterruptedException {
    Map<String, String> settings = settings(buckets);
    settings.put("metrics.per.source", "false");
    long begun = cpu();
    RunningTask task = AnswersAtOnce.task(settings, clock, new Throttle(), this::answer);
    List<Metric.Group> metrics = task.metrics();
    long started = cpu();
    Instant end = clock.instant().plus(Duration.ofMinutes(10));
    while (clock.instant().isBefore(end)) {
      task.poll();
    }
    long polled = cpu();
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    System.out.printf(
        "%d sources: %d MiB of heap, %d ms of processor to start, %d ms a minute, %d requests, %d"
            + " groups of metrics%n",
        buckets * TAGS,
        used >> 20,
        (started - begun) / 1_000_000,
        (polled - started) / 10 / 1_000_000,
        asked,
        metrics.size());
    task.close();
  }

  /** The settings for so many buckets with all tags. */
  static Map<String, String> settings(int buckets) {
    String names =
        IntStream.range(0, buckets)
            .mapToObj(i -> "bucket" + i + "-1")
            .collect(Collectors.joining(","));
    return GoodSettings.with("ci.bucket", names, "ci.tags", "*");
  }

  private JobPage answer(JobSource source, JobQuery query, Instant now) {
    asked++;
    return AnswersAtOnce.nothing(now);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
