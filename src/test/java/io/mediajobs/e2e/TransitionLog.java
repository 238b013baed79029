package io.mediajobs.e2e;

import io.mediajobs.converter.SingleObjectAvroConverter;
import io.mediajobs.job.JobState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** The transitions of a topic as they were read, job by job, and what is wrong with them. */
public final class TransitionLog {

  /**
   * One transition as it was read.
   *
   * @param occurredAt milliseconds since 1970; null where the service does not say
   */
  public record Transition(
      String eventId,
      String jobId,
      int sequence,
      @Nullable String previousState,
      String state,
      String bucket,
      String tag,
      @Nullable Long occurredAt,
      boolean inferred) {

    private Transition asSeen() {
      return new Transition(
          eventId, jobId, sequence, previousState, state, bucket, tag, occurredAt, false);
    }
  }

  private final SingleObjectAvroConverter converter = new SingleObjectAvroConverter();
  private final Map<String, List<Transition>> byJob = new LinkedHashMap<>();
  private final Map<String, Transition> byEventId = new HashMap<>();
  private final Map<String, String> places = new HashMap<>();
  private final List<String> repeats = new ArrayList<>();
  private final List<String> conflicts = new ArrayList<>();
  private final List<Long> lags = new ArrayList<>();
  private int count;
  private int duplicates;

  /** A log of values in single-object Avro. */
  public TransitionLog() {
    converter.configure(Map.of(), false);
  }

  /** Takes in a record; records of one job have to come in the order of their offsets. */
  public Transition add(ConsumerRecord<String, byte[]> record) {
    Struct value = (Struct) converter.toConnectData(record.topic(), record.value()).value();
    Date occurredAt = (Date) value.get("occurredAt");
    Transition transition =
        new Transition(
            value.getString("eventId"),
            value.getString("jobId"),
            value.getInt32("sequence"),
            value.getString("previousState"),
            value.getString("state"),
            value.getStruct("source").getString("bucket"),
            value.getStruct("source").getString("tag"),
            occurredAt == null ? null : occurredAt.getTime(),
            value.getBoolean("inferred"));
    if (!transition.jobId().equals(record.key())) {
      throw new IllegalStateException(transition + " has the key " + record.key());
    }
    count++;
    if (occurredAt != null && !transition.inferred()) {
      lags.add(record.timestamp() - occurredAt.getTime());
    }
    places.putIfAbsent(transition.eventId(), place(record));
    Transition first = byEventId.putIfAbsent(transition.eventId(), transition);
    if (first == null) {
      byJob.computeIfAbsent(transition.jobId(), id -> new ArrayList<>()).add(transition);
    } else {
      duplicates++;
      repeats.add(transition.eventId() + places.get(transition.eventId()) + place(record));
      if (!first.equals(transition) && !first.equals(transition.asSeen())) {
        conflicts.add(first + " came again as " + transition);
      }
    }
    return transition;
  }

  /**
   * The time from a change that was seen to its record, in milliseconds, of the records since the
   * last call: 99 of 100 took no longer. The service's times have whole seconds.
   */
  public long takeLag99() {
    List<Long> sorted = lags.stream().sorted().toList();
    lags.clear();
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() * 99 / 100);
  }

  /** How many records were taken in, duplicates included. */
  public int count() {
    return count;
  }

  /** How many records repeated an eventId. */
  public int duplicates() {
    return duplicates;
  }

  /** For each repeated record its eventId, and where and when it and the first were written. */
  public List<String> repeats() {
    return List.copyOf(repeats);
  }

  /**
   * One sentence for each repeated eventId that did not stand for the same as the first time. What
   * was seen the first time may be inferred the next: the job has gone on since.
   */
  public List<String> conflicts() {
    return List.copyOf(conflicts);
  }

  /** The ids of the jobs that have a transition. */
  public Set<String> jobs() {
    return byJob.keySet();
  }

  /** How many jobs have ended. */
  public long ended() {
    return byJob.values().stream().filter(TransitionLog::hasEnded).count();
  }

  /** The state of a job after its newest transition; null for a job that has none. */
  public @Nullable String state(String jobId) {
    List<Transition> way = byJob.get(jobId);
    return way == null ? null : way.get(way.size() - 1).state();
  }

  /** The states of a job in order. */
  public List<String> states(String jobId) {
    return byJob.getOrDefault(jobId, List.of()).stream().map(Transition::state).toList();
  }

  /**
   * One sentence for each transition that follows on none before it: neither the first of its job
   * nor one with the sequence and state that it names as its previous.
   */
  public List<String> unjoined() {
    List<String> unjoined = new ArrayList<>();
    byJob.forEach(
        (jobId, way) -> {
          for (int i = 0; i < way.size(); i++) {
            Transition at = way.get(i);
            boolean joins =
                at.sequence() == 0
                    ? at.previousState() == null
                    : way.subList(0, i).stream().anyMatch(before -> isPrevious(before, at));
            if (!joins) {
              unjoined.add(at + " does not follow on " + way.subList(0, i));
            }
          }
        });
    return unjoined;
  }

  private static boolean isPrevious(Transition before, Transition at) {
    return before.sequence() == at.sequence() - 1 && before.state().equals(at.previousState());
  }

  /** One sentence for each job whose sequence has a gap or whose states do not join. */
  public List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    byJob.forEach(
        (jobId, way) -> {
          String before = null;
          for (int i = 0; i < way.size(); i++) {
            Transition at = way.get(i);
            if (at.sequence() != i || !Objects.equals(at.previousState(), before)) {
              gaps.add(jobId + " goes " + way.stream().map(Transition::eventId).toList());
              return;
            }
            before = at.state();
          }
        });
    return gaps;
  }

  private static String place(ConsumerRecord<String, byte[]> record) {
    Instant written = Instant.ofEpochMilli(record.timestamp());
    return " at " + record.partition() + "@" + record.offset() + " " + written;
  }

  private static boolean hasEnded(List<Transition> way) {
    return new JobState(way.get(way.size() - 1).state()).ended();
  }
}
