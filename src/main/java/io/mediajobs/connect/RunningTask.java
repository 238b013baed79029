package io.mediajobs.connect;

import io.mediajobs.job.Finding;
import io.mediajobs.job.JobSource;
import io.mediajobs.record.RecordFactory;
import io.mediajobs.tracking.PollSettings;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.SourceState;
import io.mediajobs.tracking.Turns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A started task: polls its share of the sources and hands their records out. */
final class RunningTask implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningTask.class);

  private final PollLoop loop;
  private final Map<SourcePoller, SourceOutput> outputs;
  private final Duration heartbeat;
  private final Clocks clocks;
  private final TaskMetrics metrics;

  private RunningTask(
      PollLoop loop, Map<SourcePoller, SourceOutput> outputs, Duration heartbeat, Clocks clocks) {
    this.loop = loop;
    this.outputs = outputs;
    this.heartbeat = heartbeat;
    this.clocks = clocks;
    this.metrics = new TaskMetrics(loop, List.copyOf(outputs.keySet()), clocks.steady());
  }

  /**
   * Reads the offsets of the task's share and gets ready to go on from them.
   *
   * @param requests closed with the task
   * @param throttle of the service
   * @param random for the jitter of pauses
   */
  static RunningTask start(
      MediaJobsConfig config,
      Map<String, String> properties,
      OffsetStorageReader reader,
      Requests requests,
      Throttle throttle,
      RandomGenerator random,
      Clocks clocks) {
    List<JobSource> share = config.share(properties);
    PollSettings polling =
        config
            .polling()
            .with(
                TaskSources.parallel(
                    config.requestsPerSecond(),
                    config.concurrentRequests(),
                    properties,
                    share.size()));
    TaskOffsets offsets = TaskOffsets.read(reader, share, config);
    RecordFactory records = new RecordFactory(config.records());
    Map<SourcePoller, SourceOutput> outputs = new LinkedHashMap<>();
    for (JobSource source : share) {
      SourceState state = state(source, offsets.of(source));
      Instant now = clocks.steady().instant();
      SourcePoller poller = new SourcePoller(source, polling, state, random, now);
      outputs.put(
          poller,
          new SourceOutput(
              poller, records, OffsetCodec.toMap(state), config.failsOnMalformed(), now));
      logStart(source, state, config);
    }
    PollLoop loop =
        new PollLoop(
            requests,
            new Turns<>(outputs.keySet()),
            TaskSources.pace(config.requestsPerSecond(), properties),
            throttle,
            config.concurrentRequests(),
            config.maxBatchRecords(),
            polling.pageSize(),
            clocks);
    return new RunningTask(loop, outputs, config.heartbeat(), clocks);
  }

  /** The records of what has come to light; null where there are none. */
  @Nullable List<SourceRecord> poll() throws InterruptedException {
    Map<SourcePoller, List<Finding>> found;
    try {
      found = loop.poll();
    } finally {
      metrics.update();
    }
    Instant now = clocks.steady().instant();
    Instant wall = clocks.wall().instant();
    List<SourceRecord> polled = new ArrayList<>();
    outputs.forEach(
        (poller, output) -> {
          polled.addAll(output.records(found.getOrDefault(poller, List.of()), now));
          if (!heartbeat.isZero()) {
            polled.addAll(output.heartbeat(heartbeat, now, wall));
          }
        });
    return polled.isEmpty() ? null : polled;
  }

  /** What there is to show of the task; may be read by any thread while it runs. */
  List<MetricGroup> metrics() {
    return metrics.groups();
  }

  @Override
  public void close() {
    loop.close();
    LOG.info("Stopped polling {}", outputs.keySet().stream().map(SourcePoller::source).toList());
  }

  private static SourceState state(JobSource source, @Nullable Map<String, Object> offset) {
    if (offset == null) {
      return SourceState.NEW;
    }
    Set<String> unknown = OffsetCodec.unknownKeys(offset);
    if (!unknown.isEmpty()) {
      LOG.warn("The stored offset of {} has keys without meaning: {}", source, unknown);
    }
    return OffsetCodec.fromMap(offset);
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
