package io.mediajobs.connect;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.mediajobs.connect.config.Heartbeats;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.connect.config.TaskShare;
import io.mediajobs.connect.metrics.MetricGroup;
import io.mediajobs.connect.metrics.TaskMetrics;
import io.mediajobs.connect.offset.StoredOffset;
import io.mediajobs.connect.offset.TaskOffsets;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobSource;
import io.mediajobs.record.RecordFactory;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.pace.FairQueue;
import io.mediajobs.tracking.state.FirstStart;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.SourceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A started task: polls its share of the sources and hands their records out. */
public final class RunningTask implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningTask.class);

  private final PollLoop loop;
  private final Map<SourcePoller, SourceOutput> outputs;

  /** By their partitions; read by every thread that hands back a record. */
  private final Map<Map<String, String>, SourceOutput> byPartition;

  private final Clocks clocks;
  private final TaskMetrics metrics;

  private RunningTask(PollLoop loop, Map<SourcePoller, SourceOutput> outputs, Clocks clocks) {
    this.loop = loop;
    this.outputs = outputs;
    this.byPartition =
        outputs.values().stream().collect(toUnmodifiableMap(SourceOutput::partition, o -> o));
    this.clocks = clocks;
    this.metrics = new TaskMetrics(loop::figures, List.copyOf(outputs.keySet()), clocks.steady());
  }

  /**
   * Reads the offsets of the task's share and gets ready to go on from them.
   *
   * @param requests closed with the task
   * @param throttle of the service
   * @param random for the jitter of pauses
   */
  public static RunningTask start(
      MediaJobsConfig config,
      Map<String, String> properties,
      OffsetStorageReader reader,
      Requests requests,
      Throttle throttle,
      RandomGenerator random,
      Clocks clocks) {
    List<JobSource> share = config.share(properties);
    PollSettings.Parallel parallel =
        TaskShare.parallel(
            config.requestsPerSecond(), config.concurrentRequests(), properties, share.size());
    PollSettings polling = config.polling().with(parallel);
    TaskOffsets offsets = TaskOffsets.read(reader, share, config);
    RecordFactory records = new RecordFactory(config.records());
    Heartbeats heartbeats = new Heartbeats(config.heartbeat(), config.records().heartbeatTopic());
    boolean earliest = polling.firstStart() instanceof FirstStart.Earliest;
    boolean fails = config.failsOnMalformed();
    Map<SourcePoller, SourceOutput> outputs = new LinkedHashMap<>();
    for (JobSource source : share) {
      StoredOffset stored = StoredOffset.of(source, offsets.of(source));
      Instant now = clocks.steady().instant();
      SourcePoller poller = new SourcePoller(source, polling, stored.state(), random, now);
      outputs.put(
          poller, new SourceOutput(poller, records, stored, heartbeats, fails, earliest, now));
      logStart(source, stored.state(), config);
    }
    PollLoop loop =
        new PollLoop(
            requests,
            new FairQueue<>(outputs.keySet()),
            TaskShare.pace(config.requestsPerSecond(), properties),
            throttle,
            config.concurrentRequests(),
            config.maxBatchRecords(),
            polling.pageSize(),
            clocks);
    return new RunningTask(loop, outputs, clocks);
  }

  /** The records of what has come to light; null where there are none. */
  public @Nullable List<SourceRecord> poll() throws InterruptedException {
    // What acknowledgements have not held goes out before anything new is waited for.
    List<SourceRecord> polled = records(Map.of());
    if (polled.isEmpty()) {
      try {
        polled = records(loop.poll());
      } finally {
        metrics.update();
      }
    }
    return polled.isEmpty() ? null : polled;
  }

  /**
   * The worker is done with a record. May be called from any thread, and waits for none.
   *
   * @param delivered whether Kafka has it; if not, it was dropped on the way
   */
  void committed(SourceRecord record, boolean delivered) {
    SourceOutput output = byPartition.get(record.sourcePartition());
    if (output != null) {
      output.committed(record, delivered);
    }
  }

  /** What there is to show of the task; may be read by any thread while it runs. */
  public List<MetricGroup> metrics() {
    return metrics.groups();
  }

  @Override
  public void close() {
    loop.close();
    LOG.info("Stopped polling {}", outputs.keySet().stream().map(SourcePoller::source).toList());
  }

  private List<SourceRecord> records(Map<SourcePoller, List<JobEvent>> found) {
    Instant now = clocks.steady().instant();
    Instant wall = clocks.wall().instant();
    List<SourceRecord> records = new ArrayList<>();
    outputs.forEach(
        (poller, output) ->
            records.addAll(output.records(found.getOrDefault(poller, List.of()), now, wall)));
    return records;
  }

  private static void logStart(JobSource source, SourceState state, MediaJobsConfig config) {
    if (state.equals(SourceState.NEW)) {
      LOG.info("Polling {} at {}: nothing discovered yet", source, config.endpoint());
    } else {
      LOG.info(
          "Polling {} at {}: goes on at creation time {} with {} tracked jobs",
          source,
          config.endpoint(),
          state.lastCreationTime(),
          state.trackedJobs().size());
    }
  }
}
