package io.mediajobs.connect;

import io.mediajobs.connect.config.GoodSettings;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.connect.offset.Besides;
import io.mediajobs.connect.offset.OffsetCodec;
import io.mediajobs.connect.offset.SourcePartition;
import io.mediajobs.job.Jobs;
import io.mediajobs.standin.MovableClock;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * A program for a JVM of its own: a task starts from an offset with many jobs on their way, looks
 * at all of them and sees some end. Says what the heap holds then.
 */
final class SmallHeap implements OffsetStorageReader {

  private final MediaJobsConfig config;
  private final MovableClock clock = new MovableClock(Jobs.T0);
  private final Set<String> ended = new HashSet<>();
  private final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();
  private int transitions;

  private SmallHeap(int jobs) {
    config =
        GoodSettings.config(
            "max.tracked.jobs", Integer.toString(jobs + 100), "requests.per.second", "1000");
  }

  /** Takes the number of jobs. */
  public static void main(String[] args) throws InterruptedException {
    int jobs = Integer.parseInt(args[0]);
    new SmallHeap(jobs).run(jobs, jobs / 5000);
  }

  private void run(int jobs, int ends) throws InterruptedException {
    ManyJobs service = new ManyJobs(jobs, clock);
    offsets.put(
        SourcePartition.toMap(config.share().sources().get(0)),
        OffsetCodec.toMap(service.allTracked(), Besides.NOTHING));
    RunningTask task = start(service);
    service.end(ends);
    while (ended.size() < ends) {
      take(task, task.poll());
    }
    report(jobs);
    task.close();
    if (transitions != ends) {
      throw new IllegalStateException(transitions + " transitions");
    }
  }

  private RunningTask start(Requests requests) {
    return RunningTask.start(
        config, this, requests, new Worker(new Throttle(), new Random(1), clock, clock));
  }

  private void take(RunningTask task, List<SourceRecord> polled) {
    for (SourceRecord record : polled == null ? List.<SourceRecord>of() : polled) {
      task.committed(record, true);
      offsets.put(record.sourcePartition(), new HashMap<>(record.sourceOffset()));
      if (record.topic().equals("t.transitions")) {
        transitions++;
        if (((Struct) record.value()).getString("state").equals("Success")) {
          ended.add((String) record.key());
        }
      }
    }
  }

  private static void report(int jobs) {
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    long most = Runtime.getRuntime().maxMemory();
    System.out.printf("%d jobs tracked: %d of %d MiB%n", jobs, used >> 20, most >> 20);
  }

  @Override
  public <T> Map<String, Object> offset(Map<String, T> partition) {
    return offsets.get(partition);
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> parts) {
    Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
    parts.forEach(part -> found.put(part, offset(part)));
    return found;
  }
}
