package io.mediajobs.simulation;

import io.mediajobs.connect.VirtualTask;
import io.mediajobs.standin.MovableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/**
 * The worker and the cluster of a history. What reaches Kafka before a crash is a whole poll or
 * nothing under exactly-once; otherwise any prefix of the records, and the offset of any record
 * before its end. Records that a transform drops take their offsets with them.
 */
final class SimKafka implements OffsetStorageReader {

  private final SimPlan plan;
  private final SimOutput output;
  private final MovableClock clock;
  private final SplittableRandom random;
  private final List<SourceRecord> topic = new ArrayList<>();

  /** Sent and not arrived; only without exactly-once, as is the next. */
  private final List<SourceRecord> sent = new ArrayList<>();

  /** Arrived, and their offsets not committed. */
  private final List<SourceRecord> arrived = new ArrayList<>();

  /** Arrived, or dropped, and the task has not heard of it. */
  private final List<SourceRecord> unheard = new ArrayList<>();

  private @Nullable Map<String, Object> committed;
  private Instant heldFrom = Instant.MAX;

  /** Exactly once: the records of the newest poll, if its offset was dropped. */
  private List<SourceRecord> behind = List.of();

  private final Set<SourceRecord> repeatable = Collections.newSetFromMap(new IdentityHashMap<>());

  SimKafka(SimPlan plan, SimOutput output, MovableClock clock, SplittableRandom random) {
    this.plan = plan;
    this.output = output;
    this.clock = clock;
    this.random = random;
  }

  /** What a read-committed consumer reads. */
  List<SourceRecord> topic() {
    return topic;
  }

  /** The offset that a restart goes on from; null for none. */
  @Nullable Map<String, Object> committed() {
    return committed;
  }

  /** By our clock, when the first offset was made that was committed. */
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
    sent.addAll(passed);
    if (output.acknowledged() > 0) {
      gone.forEach(record -> task.committed(record, false));
    }
    arrive(random.nextInt(sent.size() + 1));
    if (random.nextInt(4) == 0) {
      commitAll();
    }
    unheard.removeIf(
        record -> {
          boolean heard = random.nextInt(100) < output.acknowledged();
          if (heard) {
            task.committed(record, true);
          }
          return heard;
        });
  }

  /** Under at-least-once a part of what was sent is there, and a part of that is committed. */
  void crash() {
    if (committed == null || !committed.containsKey("dropped")) {
      repeatable.addAll(behind);
    }
    behind = List.of();
    if (random.nextInt(3) == 0) {
      commitAll();
    }
    arrive(random.nextInt(sent.size() + 1));
    commit(random.nextInt(arrived.size() + 1));
    sent.clear();
    arrived.clear();
    unheard.clear();
  }

  /** Everything that was sent arrives. */
  void commitAll() {
    arrive(sent.size());
    commit(arrived.size());
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
    commit(last(passed));
    behind = last(passed) == last(polled) ? List.of() : passed;
    passed.forEach(record -> task.committed(record, true));
    unheard.forEach(record -> task.committed(record, false));
    unheard.clear();
  }

  private void arrive(int count) {
    List<SourceRecord> next = sent.subList(0, count);
    topic.addAll(next);
    arrived.addAll(next);
    unheard.addAll(next);
    next.clear();
  }

  private void commit(int count) {
    if (count > 0) {
      commit(arrived.get(count - 1));
      arrived.subList(0, count).clear();
    }
  }

  private void commit(SourceRecord record) {
    if (record.sourceOffset() == null) {
      committed = null;
      return;
    }
    committed = new HashMap<>(record.sourceOffset());
    if (heldFrom.equals(Instant.MAX)) {
      heldFrom = clock.instant();
    }
  }

  private static SourceRecord last(List<SourceRecord> records) {
    return records.get(records.size() - 1);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
    return committed;
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> parts) {
    Map<Map<String, T>, Map<String, Object>> offsets = new HashMap<>();
    parts.forEach(part -> offsets.put(part, offset(part)));
    return offsets;
  }
}
