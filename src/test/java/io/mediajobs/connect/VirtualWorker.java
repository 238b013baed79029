package io.mediajobs.connect;

import io.mediajobs.client.HttpJobsApi;
import io.mediajobs.connect.config.Heartbeats;
import io.mediajobs.connect.config.MediaJobsConfig;
import io.mediajobs.connect.offset.KeptOffsets;
import io.mediajobs.connect.offset.LogSizes;
import io.mediajobs.standin.MovableClock;
import io.mediajobs.standin.StandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * A task under a worker with exactly-once, in the time of the service's clock: a poll is one
 * transaction, and a transform may drop its records by their topic. As with a real one, the offset
 * is that of the newest record that was not dropped, and of a poll that was dropped whole the task
 * hears only with the next transaction.
 */
public final class VirtualWorker implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final MovableClock clock;
  final StandIn service;

  /** The topics whose records are dropped. */
  Predicate<String> drops = topic -> false;

  /** Whether the task hears what becomes of its records, be it later. */
  boolean acknowledges = true;

  private final Map<String, String> properties;
  private final List<SourceRecord> topic = new ArrayList<>();
  private final List<SourceRecord> unheard = new ArrayList<>();
  private final LogSizes sizes;
  private final KeptOffsets committed = new KeptOffsets();
  private RunningTask task;

  VirtualWorker(Map<String, String> more) {
    this(LogSizes.USUAL, more);
  }

  /** With other sizes from which on offsets have another form. */
  VirtualWorker(LogSizes sizes, Map<String, String> more) {
    this(new MovableClock(Instant.parse("2026-11-01T00:00:00Z")), sizes, more);
  }

  private VirtualWorker(MovableClock clock, LogSizes sizes, Map<String, String> more) {
    this(clock, StandIn.start(clock), sizes, more);
  }

  /** With a service of this clock, which may have jobs and faults already. */
  public VirtualWorker(MovableClock clock, StandIn service, Map<String, String> more) {
    this(clock, service, LogSizes.USUAL, more);
  }

  private VirtualWorker(
      MovableClock clock, StandIn service, LogSizes sizes, Map<String, String> more) {
    this.clock = clock;
    this.service = service;
    this.sizes = sizes;
    properties = TaskRun.properties(service);
    properties.put("poll.interval.ms", "1000");
    properties.put("refresh.interval.ms", "1000");
    properties.put("discovery.overlap.ms", "5000");
    properties.putAll(more);
    task = start();
  }

  /** The event ids of the transitions that a read-committed consumer has read. */
  public List<String> eventIds() {
    return topic.stream()
        .filter(record -> record.topic().equals("t.transitions"))
        .map(record -> ((Struct) record.value()).getString("eventId"))
        .toList();
  }

  /** The records that this consumer has read. */
  public List<SourceRecord> records() {
    return topic;
  }

  /** How many heartbeats that consumer has read. */
  long heartbeats() {
    return topic.stream().filter(Heartbeats::is).count();
  }

  /** The offset that a restart goes on from, as the source's own partition has it. */
  public @Nullable Map<String, Object> committed() {
    return committed.all().entrySet().stream()
        .filter(entry -> !entry.getKey().containsKey("log"))
        .map(Map.Entry::getValue)
        .findAny()
        .orElse(null);
  }

  /** All that a restart goes on from, by source partition. */
  public KeptOffsets offsets() {
    return committed;
  }

  /** Polls once; the records as the task has handed them out. */
  public List<SourceRecord> poll() throws InterruptedException {
    List<SourceRecord> polled = task.poll();
    if (polled == null) {
      return List.of();
    }
    List<SourceRecord> delivered =
        polled.stream().filter(record -> !drops.test(record.topic())).toList();
    unheard.addAll(polled);
    if (!delivered.isEmpty()) {
      topic.addAll(delivered);
      delivered.forEach(committed::keep);
      if (acknowledges) {
        unheard.forEach(record -> task.committed(record, !drops.test(record.topic())));
        unheard.clear();
      }
    }
    return polled;
  }

  /** Polls for so long. */
  void pollFor(Duration time) throws InterruptedException {
    Instant end = clock.instant().plus(time);
    while (clock.instant().isBefore(end)) {
      poll();
    }
  }

  /** Polls until the condition holds; a minute of real time at most. */
  public void pollUntil(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Waited in vain; so far " + eventIds());
      }
      poll();
    }
  }

  /** Polls until a poll has records, for a minute at most. */
  List<SourceRecord> pollRecords() throws InterruptedException {
    Instant end = clock.instant().plusSeconds(60);
    List<SourceRecord> polled = poll();
    while (polled.isEmpty()) {
      if (clock.instant().isAfter(end)) {
        throw new AssertionError("A minute without a record");
      }
      polled = poll();
    }
    return polled;
  }

  /** Kills the task and starts another after a while. */
  public void killFor(Duration time) {
    task.close();
    unheard.clear();
    clock.advance(time);
    task = start();
  }

  @Override
  public void close() {
    task.close();
    service.close();
  }

  private RunningTask start() {
    MediaJobsConfig config = MediaJobsConfig.of(properties);
    HttpJobsApi api = new HttpJobsApi(config.client(), config.credentials(clock), clock);
    return RunningTask.start(
        config,
        committed,
        new InNoTime(
            new PooledRequests(api, config.concurrentRequests(), "virtual", clock),
            clock,
            () -> {}),
        new Worker(new Throttle(), new Random(1), clock, clock),
        sizes);
  }
}
