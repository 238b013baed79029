package io.mediajobs.connect.config;

import io.mediajobs.record.RecordSettings;
import io.mediajobs.record.TopicTemplate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/** Settings of the records: which are made, and where they go. */
final class OutputSection {

  static final String PREFIX = "topic.prefix";
  static final String TRANSITIONS_TOPIC = "transitions.topic";
  static final String JOBS_TOPIC = "jobs.topic";
  static final String MALFORMED_TOPIC = "malformed.topic";
  static final String STATES = "transitions.states";
  static final String INFERRED = "transitions.inferred";
  static final String INCLUDE_JOB = "transitions.include.job";
  static final String CLOUD_EVENTS = "headers.cloudevents";
  static final String MALFORMED_JOBS = "malformed.jobs";
  static final String MAX_RECORD_BYTES = "max.record.bytes";
  static final String HEARTBEAT = "heartbeat.interval.ms";
  static final String TOMBSTONES = "jobs.tombstones";

  private static final String ALL = "all";
  private static final String QUARANTINE = "quarantine";
  static final String FAIL = "fail";
  private static final Pattern PREFIX_FORM = Pattern.compile("[a-zA-Z0-9._-]{1,150}");

  private OutputSection() {}

  static void define(ConfigDef def) {
    Setting.define(
        def,
        "Records",
        Setting.text(PREFIX, "Topic prefix")
            .required()
            .matching(PREFIX_FORM, "1 to 150 letters, digits, dots, hyphens or underscores")
            .importance(Importance.HIGH)
            .doc("What the names of the topics begin with."),
        topic(TRANSITIONS_TOPIC, "Transitions topic", "{prefix}.transitions")
            .doc(
                "The topic of the state transitions, with any of {prefix} {bucket} {region} {tag}"
                    + " {queueId} {state}. A character that Kafka allows in no topic's name becomes _."
                    + " Empty turns this output off."),
        topic(JOBS_TOPIC, "Jobs topic", "{prefix}.jobs")
            .doc(
                "The topic of the jobs, latest wins, with the same placeholders. Empty turns this"
                    + " output off."),
        topic(MALFORMED_TOPIC, "Malformed topic", "{prefix}.malformed")
            .doc(
                "The topic of the jobs that can't be read, each as the text that the service sent,"
                    + " with the same placeholders; {state} is none. Empty turns this output off."),
        Setting.list(STATES, "Transition states")
            .defaultsTo(ALL)
            .validatedBy(Validators.distinct(false))
            .doc(
                "Only transitions into these states become records: Submitted, Running, Pause,"
                    + " Success, Failed, Cancel, NonExist; or all."),
        Setting.flag(INFERRED, "Inferred transitions", true)
            .doc(
                "Whether transitions become records that were never seen but are certain from the"
                    + " job's own times. They count in the sequence all the same."),
        Setting.flag(INCLUDE_JOB, "Job inside", true)
            .doc("Whether a transition carries the job as it was seen."),
        Setting.flag(CLOUD_EVENTS, "CloudEvents headers", true)
            .doc("Whether records carry CloudEvents headers."),
        Setting.choice(MALFORMED_JOBS, "Malformed jobs", QUARANTINE, FAIL)
            .importance(Importance.MEDIUM)
            .doc(
                "What becomes of a job that can't be read because its XML stays ill-formed or it"
                    + " has no JobId or State: quarantine puts it onto malformed.topic and goes on,"
                    + " fail ends the task."),
        Setting.number(MAX_RECORD_BYTES, "Record size")
            .defaultsTo(RecordSettings.MAX_RECORD_BYTES)
            .between(RecordSettings.LEAST_RECORD_BYTES, Validators.GIBIBYTE)
            .doc(
                "How many bytes the value of a record may have, as JSON without schemas or as Avro."
                    + " Of a larger job the largest parts are left out, and named in its field"
                    + " truncated. To raise it, raise the topic's max.message.bytes and the"
                    + " connector's producer.override.max.request.size too."),
        Setting.millis(HEARTBEAT, "Heartbeat interval")
            .defaultsTo(0)
            .between(-1, Validators.DAY)
            .doc(
                "After so many milliseconds without a record of a source, one goes to"
                    + " <topic.prefix>.heartbeat and keeps its offset moving. 0 sends it only where"
                    + " no other record is sure to bring the offset into Kafka; -1 not even there,"
                    + " so that a restart may repeat or miss changes."),
        Setting.flag(TOMBSTONES, "Tombstones of jobs", false)
            .doc(
                "Whether a tombstone, a record with the JobId and no value, follows the record of a"
                    + " job that the service no longer knows (NonExist) on jobs.topic, so that"
                    + " compaction takes the job out of it."));
  }

  private static Setting topic(String key, String displayName, String standard) {
    return Setting.text(key, displayName)
        .defaultsTo(standard)
        .validatedBy(
            Validators.sentence(
                value -> TopicTemplate.problem(String.valueOf(value)),
                "a topic name, with placeholders or without, or empty"))
        .importance(Importance.MEDIUM)
        .width(Width.LONG);
  }

  /** Which records are made, and where they go. */
  static RecordSettings settings(AbstractConfig config) {
    List<String> states = config.getList(STATES);
    Set<String> wanted = states.contains(ALL) ? Set.of() : new HashSet<>(states);
    return new RecordSettings(
        config.getString(PREFIX),
        config.getString(TRANSITIONS_TOPIC),
        config.getString(JOBS_TOPIC),
        config.getString(MALFORMED_TOPIC),
        wanted,
        config.getBoolean(INFERRED),
        config.getBoolean(INCLUDE_JOB),
        config.getBoolean(CLOUD_EVENTS),
        config.getInt(MAX_RECORD_BYTES),
        config.getBoolean(TOMBSTONES));
  }

  /** What is wrong between these settings; null for nothing. */
  static @Nullable ConfigProblem crossCheck(AbstractConfig config) {
    if (config.getString(TRANSITIONS_TOPIC).isEmpty() && config.getString(JOBS_TOPIC).isEmpty()) {
      return ConfigProblem.of(
          TRANSITIONS_TOPIC, "and jobs.topic can't both be empty: nothing would be left to do");
    }
    return null;
  }
}
