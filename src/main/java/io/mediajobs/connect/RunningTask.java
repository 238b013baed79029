package io.mediajobs.connect;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.mediajobs.connect.config.Heartbeats;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.connect.config.TaskShare;
import io.mediajobs.connect.metrics.Metric;
import io.mediajobs.connect.metrics.NeededRate;
import io.mediajobs.connect.metrics.TaskMetrics;
import io.mediajobs.connect.offset.LogSizes;
import io.mediajobs.connect.offset.SourcePartition;
import io.mediajobs.connect.offset.TaskOffsets;
import io.mediajobs.connect.offset.TaskOffsets.StoredOffset;
import io.mediajobs.job.JobEvent;
import io.mediajobs.job.JobSource;
import io.mediajobs.record.RecordFactory;
import io.mediajobs.tracking.SourcePoller;
import io.mediajobs.tracking.pace.FairQueue;
import io.mediajobs.tracking.pace.Rounds;
import io.mediajobs.tracking.pace.RoundsMark;
import io.mediajobs.tracking.state.PollSettings;
import io.mediajobs.tracking.state.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A started task: polls its share of the sources and hands their records out. */
final class RunningTask implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningTask.class);

  /** So many sources the log names one by one. */
  private static final int MOST_SHOWN = 10;

  private final PatientRequests requests;
  private final PollLoop loop;
  private final FairQueue<SourcePoller> pollers;
  private final Map<SourcePoller, SourceOutput> outputs;

  /** By their partitions; read by every thread that hands back a record. */
  private final Map<Map<String, ?>, SourceOutput> byPartition;

  private final Worker worker;
  private final TaskMetrics metrics;

  private RunningTask(
      PatientRequests requests,
      PollLoop loop,
      FairQueue<SourcePoller> pollers,
      Map<SourcePoller, SourceOutput> outputs,
      NeededRate needed,
      boolean metricsPerSource,
      Worker worker) {
    this.requests = requests;
    this.loop = loop;
    this.pollers = pollers;
    this.outputs = outputs;
    this.byPartition =
        outputs.values().stream().collect(toUnmodifiableMap(SourceOutput::partition, o -> o));
    this.worker = worker;
    this.metrics =
        new TaskMetrics(
            loop::figures,
            List.copyOf(outputs.keySet()),
            needed,
            metricsPerSource,
            worker.steady());
  }

  /** Goes on from the offsets of the task's share; closes the requests with the task. */
  static RunningTask start(
      MediaJobsConfig config, OffsetStorageReader reader, Requests requests, Worker worker) {
    return start(config, reader, requests, worker, LogSizes.USUAL);
  }

  /** The same with other sizes from which on offsets have another form. */
  static RunningTask start(
      MediaJobsConfig config,
      OffsetStorageReader reader,
      Requests requests,
      Worker worker,
      LogSizes sizes) {
    TaskShare share = config.share();
    double rate = config.requestsPerSecond();
    PollSettings polling = config.polling().with(share.parallel(rate, config.concurrentRequests()));
    TaskOffsets offsets = TaskOffsets.read(reader, share.sources(), config.sources(), sizes);
    RecordFactory records = new RecordFactory(config.records());
    Heartbeats heartbeats = new Heartbeats(config.heartbeat(), config.records().heartbeatTopic());
    Map<SourcePoller, SourceOutput> outputs = new LinkedHashMap<>();
    Map<JobSource, SourceState> starts = new LinkedHashMap<>();
    List<RoundsMark> marks = new ArrayList<>();
    for (JobSource source : share.sources()) {
      StoredOffset stored = offsets.of(source);
      Instant now = worker.steady().instant();
      SourcePoller poller = new SourcePoller(source, polling, stored.state(), worker.random(), now);
      starts.put(source, stored.state());
      if (stored.besides().rounds() != null) {
        marks.add(stored.besides().rounds());
      }
      outputs.put(
          poller, new SourceOutput(poller, stored, records, heartbeats, config, sizes, now));
    }
    logStart(starts, config.endpoint());
    FairQueue<SourcePoller> pollers = new FairQueue<>(outputs.keySet());
    List<JobSource> hurried = config.hurried(share.sources());
    Instant now = worker.steady().instant();
    Instant wall = worker.wall().instant();
    for (SourcePoller poller : outputs.keySet()) {
      Instant newest = poller.figures().newestCreation();
      if (hurried.contains(poller.source())) {
        pollers.hurry(poller);
      }
      if (newest != null) {
        pollers.expect(poller, Duration.between(newest, wall));
      }
    }
    double own = rate * share.slots().part();
    RoundsMark before = RoundsMark.newest(marks, wall);
    pollers.in(Rounds.of(outputs.size(), own, config.idleInterval(), before, now));
    PatientRequests patient = new PatientRequests(requests);
    PollLoop loop =
        new PollLoop(
            patient, pollers, share.limiter(rate), limits(config), ConnectException::new, worker);
    NeededRate needed =
        new NeededRate(config.latencyTarget(), polling.pageSize(), rate, share.slots().part());
    return new RunningTask(
        patient, loop, pollers, outputs, needed, config.metricsPerSource(), worker);
  }

  /** How much the settings let go on at once. */
  static PollLoop.Limits limits(MediaJobsConfig config) {
    return new PollLoop.Limits(
        config.concurrentRequests(),
        config.maxBatchRecords(),
        config.polling(),
        config.idleInterval(),
        config.requestsBudget(),
        config.requestsPerSecond());
  }

  /** The records of what has come to light; null where there are none. */
  @Nullable List<SourceRecord> poll() throws InterruptedException {
    // What acknowledgements have not held goes out before anything new is waited for.
    List<SourceRecord> polled = records(Map.of());
    if (polled.isEmpty()) {
      try {
        if (isFull(worker.steady().instant())) {
          requests.rest();
        } else {
          polled = records(loop.poll());
        }
      } finally {
        metrics.update();
      }
    }
    return polled.isEmpty() ? null : polled;
  }

  /** Whether a source finds nothing more for now; others of the task wait with it. */
  private boolean isFull(Instant now) {
    return outputs.values().stream().anyMatch(output -> output.isFull(now));
  }

  /**
   * Notes that the worker is done with a record. May be called from any thread, and waits for none.
   *
   * @param delivered whether Kafka has it; if not, it was dropped on the way
   */
  void committed(SourceRecord record, boolean delivered) {
    SourceOutput output = byPartition.get(SourcePartition.ofSource(record.sourcePartition()));
    if (output != null) {
      output.committed(record, delivered);
    }
  }

  /** The metrics of the task and its sources; any thread may read them while it runs. */
  List<Metric.Group> metrics() {
    return metrics.groups();
  }

  @Override
  public void close() {
    loop.close();
    LOG.info(
        "Stopped polling {}", shown(outputs.keySet().stream().map(SourcePoller::source).toList()));
  }

  private List<SourceRecord> records(Map<SourcePoller, List<JobEvent>> found) {
    Instant now = worker.steady().instant();
    Instant wall = worker.wall().instant();
    RoundsMark rounds = pollers.mark(wall);
    List<SourceRecord> records = new ArrayList<>();
    outputs.forEach(
        (poller, output) ->
            records.addAll(
                output.records(found.getOrDefault(poller, List.of()), now, wall, rounds)));
    return records;
  }

  /** A line a source where these are few, else one for all. */
  private static void logStart(Map<JobSource, SourceState> starts, String endpoint) {
    if (starts.size() > MOST_SHOWN) {
      long begun = starts.values().stream().filter(state -> !state.equals(SourceState.NEW)).count();
      LOG.info(
          "Polling {} at {}: {} go on from their offsets, the others have discovered nothing yet",
          shown(starts.keySet()),
          endpoint,
          begun);
      return;
    }
    starts.forEach(
        (source, state) -> {
          if (state.equals(SourceState.NEW)) {
            LOG.info("Polling {} at {}: nothing discovered yet", source, endpoint);
          } else {
            LOG.info(
                "Polling {} at {}: goes on at creation time {} with {} tracked jobs",
                source,
                endpoint,
                state.lastCreationTime(),
                state.trackedJobs().size());
          }
        });
  }

  /** The sources where these are few, else how many they are. */
  private static String shown(Collection<JobSource> sources) {
    long buckets = sources.stream().map(JobSource::bucket).distinct().count();
    return sources.size() > MOST_SHOWN
        ? sources.size() + " sources of " + buckets + (buckets == 1 ? " bucket" : " buckets")
        : sources.toString();
  }
}
