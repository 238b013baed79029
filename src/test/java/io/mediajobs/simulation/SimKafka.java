package io.mediajobs.simulation;

import io.mediajobs.connect.VirtualTask;
import io.mediajobs.standin.MovableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The worker and the cluster of a history. What reaches Kafka before a crash is a whole poll or
 * nothing under exactly-once; otherwise any prefix of the records of each partition of the topics,
 * and, of each source partition for itself, the offset of any record before the first that is not
 * there. Records that a transform drops take their offsets with them.
 */
final class SimKafka {

  private final SimPlan plan;
  private final SimOutput output;
  private final SimLog log;
  private final SimOffsets offsets;
  private final SimFault fault;
  private final MovableClock clock;
  private final SplittableRandom random;
  private final List<SourceRecord> topic = new ArrayList<>();

  /** Sent and not arrived, by their lanes; only without exactly-once, as is the next. */
  private final List<List<SourceRecord>> sent = new ArrayList<>();

  /** Sent, and their offsets not committed, by their source partitions. */
  private final Map<Map<String, ?>, List<SourceRecord>> uncommitted = new LinkedHashMap<>();

  /** Those of them that have arrived. */
  private final Set<SourceRecord> arrived = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Arrived, or dropped, and the task has not heard of it. */
  private final List<SourceRecord> unheard = new ArrayList<>();

  private Instant heldFrom = Instant.MAX;

  /** Exactly once: the records of the newest poll, if its offset was dropped. */
  private List<SourceRecord> behind = List.of();

  private final Set<SourceRecord> repeatable = Collections.newSetFromMap(new IdentityHashMap<>());

  SimKafka(
      SimPlan plan,
      SimOutput output,
      SimLog log,
      SimOffsets offsets,
      SimFault fault,
      MovableClock clock,
      SplittableRandom random) {
    this.plan = plan;
    this.output = output;
    this.log = log;
    this.offsets = offsets;
    this.fault = fault;
    this.clock = clock;
    this.random = random;
    for (int lane = 0; lane < log.lanes(); lane++) {
      sent.add(new ArrayList<>());
    }
    uncommitted.put(offsets.partition(), new ArrayList<>());
  }

  /** What a read-committed consumer reads. */
  List<SourceRecord> topic() {
    return topic;
  }

  /** By our clock, when the source's own partition was first committed. */
  Instant heldFrom() {
    return heldFrom;
  }

  /**
   * With exactly-once, the records that may come again: those of a poll whose offset was dropped
   * when nobody knew yet that any would be, and with which the worker died.
   */
  Set<SourceRecord> repeatable() {
    return repeatable;
  }

  /** Sends the records of a poll, and lets the task hear of some of those that were sent. */
  void send(List<SourceRecord> polled, boolean crashes, VirtualTask task) {
    if (Boolean.getBoolean("trace") && !polled.isEmpty()) {
      System.out.println(
          clock.instant()
              + " sends "
              + polled.stream().map(record -> record.topic() + ":" + record.key()).toList()
              + (crashes ? " and dies" : "")
              + " at "
              + last(polled).sourcePartition().get("log")
              + last(polled).sourceOffset());
    }
    List<SourceRecord> passed = new ArrayList<>();
    List<SourceRecord> gone = new ArrayList<>();
    for (SourceRecord record : polled) {
      (output.drops(record.topic(), clock.instant()) ? gone : passed).add(record);
    }
    if (plan.exactlyOnce()) {
      if (!crashes || random.nextBoolean()) {
        transaction(polled, passed, gone, task);
      }
      return;
    }
    for (SourceRecord record : passed) {
      sent.get(log.lane(record)).add(record);
      uncommitted.computeIfAbsent(record.sourcePartition(), p -> new ArrayList<>()).add(record);
    }
    if (output.acknowledged() > 0 || log.isPrompt()) {
      gone.forEach(record -> task.committed(record, false));
    }
    if (fault == SimFault.SNAPSHOT_NOT_HELD_BACK) {
      passed.forEach(record -> task.committed(record, true));
    }
    arrive();
    if (log.isUsed()) {
      if (random.nextInt(100) < log.flushPercent()) {
        flush();
      }
    } else if (random.nextInt(4) == 0) {
      commitAll();
    }
    unheard.removeIf(
        record -> {
          boolean heard = log.isPrompt() || random.nextInt(100) < output.acknowledged();
          if (heard) {
            task.committed(record, true);
          }
          return heard;
        });
  }

  /** Under at-least-once a part of what was sent is there, and a part of that is committed. */
  void crash() {
    // Also where a person is about to change the offsets.
    if (offsets.isEmpty() || !offsets.stored().besides().drops()) {
      repeatable.addAll(behind);
    }
    behind = List.of();
    if (random.nextInt(3) == 0) {
      commitAll();
    }
    arrive();
    uncommitted.values().forEach(queue -> commit(queue, random.nextInt(ready(queue) + 1)));
    uncommitted.values().forEach(List::clear);
    sent.forEach(List::clear);
    arrived.clear();
    unheard.clear();
  }

  /** Everything that was sent arrives. */
  void commitAll() {
    sent.forEach(lane -> arrive(lane, lane.size()));
    flush();
  }

  /** Of a poll that is dropped whole there is no transaction, and nobody hears before the next. */
  private void transaction(
      List<SourceRecord> polled,
      List<SourceRecord> passed,
      List<SourceRecord> gone,
      VirtualTask task) {
    unheard.addAll(gone);
    if (passed.isEmpty()) {
      return;
    }
    topic.addAll(passed);
    passed.forEach(this::commit);
    behind = last(passed) == last(polled) ? List.of() : passed;
    passed.forEach(record -> task.committed(record, true));
    unheard.forEach(record -> task.committed(record, false));
    unheard.clear();
  }

  private void arrive() {
    for (int lane = 0; lane < sent.size(); lane++) {
      List<SourceRecord> waiting = sent.get(lane);
      if (!log.isHeldUp(lane, clock.instant())) {
        arrive(waiting, log.isPrompt() ? waiting.size() : random.nextInt(waiting.size() + 1));
      }
    }
  }

  private void arrive(List<SourceRecord> lane, int count) {
    List<SourceRecord> next = lane.subList(0, count);
    topic.addAll(next);
    arrived.addAll(next);
    if (fault != SimFault.SNAPSHOT_NOT_HELD_BACK) {
      unheard.addAll(next);
    }
    next.clear();
  }

  /** Commits, of each source partition, all that has arrived before what has not. */
  private void flush() {
    uncommitted.values().forEach(queue -> commit(queue, ready(queue)));
  }

  private int ready(List<SourceRecord> queue) {
    int ready = 0;
    while (ready < queue.size() && arrived.contains(queue.get(ready))) {
      ready++;
    }
    return ready;
  }

  private void commit(List<SourceRecord> queue, int count) {
    if (count > 0) {
      commit(queue.get(count - 1));
      List<SourceRecord> done = queue.subList(0, count);
      done.forEach(arrived::remove);
      done.clear();
    }
  }

  private void commit(SourceRecord record) {
    offsets.commit(record);
    // Without the source's own partition, whatever is in others, a start is a first one.
    if (!offsets.isEmpty() && heldFrom.equals(Instant.MAX)) {
      heldFrom = clock.instant();
    }
  }

  private static SourceRecord last(List<SourceRecord> records) {
    return records.get(records.size() - 1);
  }
}
