package io.mediajobs.connect;

import io.mediajobs.connect.metrics.FakePluginMetrics;
import io.mediajobs.job.JobState;
import io.mediajobs.standin.Job;
import io.mediajobs.standin.Jobs;
import io.mediajobs.standin.StandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Drives a task as a worker does, but for the worker: polls it, and keeps offsets and records. */
public final class TaskRun implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<String, String> properties;
  private final Map<Map<String, ?>, Map<String, ?>> committed = new HashMap<>();
  private final List<SourceRecord> records = new ArrayList<>();
  private final List<List<SourceRecord>> polls = new ArrayList<>();
  private final FakePluginMetrics metrics;
  private MediaJobsSourceTask task = new MediaJobsSourceTask();

  public TaskRun(StandIn service, Map<String, String> more) {
    this(service, more, new FakePluginMetrics());
  }

  /** A run on a worker with this registry, or, with null, on one from before there were any. */
  public TaskRun(StandIn service, Map<String, String> more, FakePluginMetrics metrics) {
    this.metrics = metrics;
    properties = properties(service);
    properties.putAll(more);
    start();
  }

  public static Map<String, String> properties(StandIn service) {
    Map<String, String> properties = new HashMap<>();
    properties.put("name", "task-run");
    properties.put("topic.prefix", "t");
    properties.put("ci.bucket", service.bucket());
    properties.put("ci.region", service.region());
    properties.put("ci.endpoint", service.endpoint().toString());
    properties.put("ci.secret.id", service.credential().secretId());
    properties.put("ci.secret.key", service.credential().secretKey());
    properties.put("ci.tags", "Transcode");
    properties.put("poll.interval.ms", "50");
    properties.put("refresh.interval.ms", "50");
    properties.put("requests.per.second", "1000");
    properties.put("retry.backoff.ms", "5");
    properties.put("retry.backoff.max.ms", "20");
    return properties;
  }

  /** Jobs done-0000, done-0001 and so on, a second apart, that have succeeded. */
  public static List<Job> endedJobs(int count, Instant first) {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      jobs.add(
          Jobs.job("Transcode")
              .id(String.format("done-%04d", i))
              .createdAt(first.plusSeconds(i))
              .runningAfter(Duration.ofSeconds(1))
              .endsAfter(Duration.ofSeconds(2), JobState.SUCCESS)
              .build());
    }
    return jobs;
  }

  /** Every record so far, of every run. */
  public List<SourceRecord> records() {
    return records;
  }

  /** The records so far, poll by poll. */
  List<List<SourceRecord>> polls() {
    return polls;
  }

  /** The event ids of the transitions so far. */
  public List<String> eventIds() {
    return records.stream()
        .filter(record -> record.topic().equals("t.transitions"))
        .map(record -> ((Struct) record.value()).getString("eventId"))
        .toList();
  }

  /** The newest offset of the only source. */
  Map<String, ?> offset() {
    return committed.values().iterator().next();
  }

  /** Polls once and commits what came. */
  public List<SourceRecord> poll() throws InterruptedException {
    List<SourceRecord> polled = task.poll();
    if (polled == null) {
      return List.of();
    }
    polls.add(polled);
    records.addAll(polled);
    polled.forEach(record -> committed.put(copy(record.sourcePartition()), record.sourceOffset()));
    return polled;
  }

  /** Polls until the condition holds. */
  public void pollUntil(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Waited in vain; so far " + eventIds());
      }
      poll();
    }
  }

  /** Starts anew from what is committed. */
  public void restart() {
    task.stop();
    task = new MediaJobsSourceTask();
    start();
  }

  /** Starts anew from another offset of the only source. */
  void restartFrom(Map<String, ?> offset) {
    committed.replaceAll((partition, old) -> offset);
    restart();
  }

  @Override
  public void close() {
    task.stop();
  }

  private void start() {
    task.initialize(new Context());
    task.start(properties);
  }

  private static Map<String, ?> copy(Map<String, ?> map) {
    return new HashMap<>(map);
  }

  private final class Context implements SourceTaskContext, OffsetStorageReader {
    @Override
    public Map<String, String> configs() {
      return properties;
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return this;
    }

    @Override
    public TransactionContext transactionContext() {
      return null;
    }

    @Override
    public PluginMetrics pluginMetrics() {
      if (metrics == null) {
        throw new NoSuchMethodError("pluginMetrics");
      }
      return metrics;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Map<String, Object> offset(Map<String, T> partition) {
      return (Map<String, Object>) committed.get(partition);
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(
        Collection<Map<String, T>> partitions) {
      Map<Map<String, T>, Map<String, Object>> offsets = new HashMap<>();
      partitions.forEach(partition -> offsets.put(partition, offset(partition)));
      return offsets;
    }
  }
}
