package io.mediajobs.e2e;

import io.mediajobs.client.page.Pages;
import io.mediajobs.converter.PlainValues;
import io.mediajobs.converter.SingleObjectAvroConverter;
import io.mediajobs.job.JobDetail;
import io.mediajobs.job.JobSource;
import io.mediajobs.job.JobState;
import io.mediajobs.job.JobTags;
import io.mediajobs.job.Observation;
import io.mediajobs.record.Outputs;
import io.mediajobs.record.RecordFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Snapshots of jobs as they were read from a topic, so that a test can say what is wrong. */
final class SnapshotLog {

  /** So much of a value is shown where it is not the one that it should be. */
  private static final int BRIEF = 60;

  private final SingleObjectAvroConverter converter = new SingleObjectAvroConverter();
  private final RecordFactory factory = new RecordFactory(Outputs.defaults("wanted"));
  private final Map<String, ConsumerRecord<String, byte[]>> newest = new HashMap<>();
  private final Map<String, String> states = new HashMap<>();
  private final Map<String, List<Integer>> contents = new HashMap<>();
  private final Set<String> changedAfterEnd = new HashSet<>();
  private final List<String> repeats = new ArrayList<>();
  private final String bucket;
  private final String region;
  private int count;

  /** A log of values in single-object Avro, of the jobs of this bucket. */
  SnapshotLog(String bucket, String region) {
    this.bucket = bucket;
    this.region = region;
    converter.configure(Map.of(), false);
  }

  /** Takes in a record; records of one job have to come in the order of their offsets. */
  void add(ConsumerRecord<String, byte[]> record) {
    String id = record.key();
    Struct job = decode(record);
    newest.put(id, record);
    String last = states.put(id, job.getString("state"));
    if (last != null && new JobState(last).ended()) {
      changedAfterEnd.add(id);
    }
    List<Integer> before = contents.computeIfAbsent(id, unused -> new ArrayList<>());
    // Of each content but a hash, as there may be many, and few of one job.
    int content = content(job).hashCode();
    if (before.contains(content)) {
      repeats.add(
          "Snapshot %d of %s repeats number %d"
              .formatted(before.size() + 1, id, before.indexOf(content) + 1));
    }
    before.add(content);
    count++;
  }

  /** How many records were taken in. */
  int count() {
    return count;
  }

  /** How many of them are of this job. */
  int count(String jobId) {
    return contents.getOrDefault(jobId, List.of()).size();
  }

  /** The ids of the jobs that have a snapshot. */
  Set<String> jobs() {
    return newest.keySet();
  }

  /** The state of a job in its newest snapshot; null for a job that has none. */
  @Nullable String state(String jobId) {
    return states.get(jobId);
  }

  /** The jobs that a snapshot showed as ended and a later one otherwise. */
  Set<String> changedAfterEnd() {
    return changedAfterEnd;
  }

  /** One sentence for each snapshot that shows its job just as an earlier one did. */
  List<String> repeats() {
    return List.copyOf(repeats);
  }

  /**
   * Holds the newest snapshot of a job against what the connector makes of an answer that shows it
   * like this, element by element.
   *
   * @param tag of the source that lists it
   * @param jobsDetail the job as an answer shows it
   * @return a sentence with each field that differs; null where none does
   */
  @Nullable String difference(String tag, String jobsDetail) {
    JobDetail shown = Pages.jobs("<Response>" + jobsDetail + "</Response>").get(0);
    String id = shown.id().value();
    ConsumerRecord<String, byte[]> told = newest.get(id);
    if (told == null) {
      return id + " has no snapshot";
    }
    List<String> fields = new ArrayList<>();
    compare("", content(decode(told)), wanted(tag, shown), fields);
    return fields.isEmpty() ? null : id + " is told with " + String.join(", ", fields);
  }

  private Struct decode(ConsumerRecord<String, byte[]> record) {
    return (Struct) converter.toConnectData(record.topic(), record.value()).value();
  }

  private Map<String, Object> wanted(String tag, JobDetail shown) {
    Observation seen =
        new Observation(
            new JobSource(bucket, region, JobTags.path(tag), tag, null, null),
            shown.id(),
            shown.creationTime(),
            shown.state(),
            0,
            shown,
            List.of(),
            Instant.EPOCH);
    return content(Objects.requireNonNull(factory.records(seen).get(0).value()));
  }

  /** All that a snapshot says of its job; when that was seen is no part of it. */
  private static Map<String, Object> content(Struct job) {
    Map<String, Object> content = PlainValues.of(job);
    content.remove("observedAt");
    return content;
  }

  private static void compare(
      String path, @Nullable Object told, @Nullable Object wanted, List<String> differing) {
    if (told instanceof Map<?, ?> some && wanted instanceof Map<?, ?> others) {
      Set<Object> names = new TreeSet<>(some.keySet());
      names.addAll(others.keySet());
      for (Object name : names) {
        String below = path.isEmpty() ? name.toString() : path + "." + name;
        compare(below, some.get(name), others.get(name), differing);
      }
    } else if (!Objects.equals(told, wanted)) {
      differing.add(path + " " + brief(told) + " in place of " + brief(wanted));
    }
  }

  private static String brief(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() <= BRIEF ? text : text.substring(0, BRIEF) + "…";
  }
}
